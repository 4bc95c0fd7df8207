//! Nobody changes a right that they have themselves.

use crate::{
    right::{Holder, Model},
    rules,
};
use kernel::{Origin, Result, Work};
use org::{person::PersonId, unit_term};
use positions::appointment;
use sea_orm::{ColumnTrait, QueryFilter};

/// Refuses where the right is, or will be, in the hands of whoever writes it.
pub async fn refuse(work: &Work, right: &Model) -> Result<()> {
    let Some(me) = work.actor.person.map(PersonId) else { return Ok(()) };
    if matches!(work.actor.origin, Origin::System | Origin::Job) || right.span().over(work.today) {
        return Ok(());
    }
    if mine(work, right, me).await? { Err(rules::YOUR_OWN.into()) } else { Ok(()) }
}

async fn mine(work: &Work, right: &Model, me: PersonId) -> Result<bool> {
    match right.holder {
        Holder::Person => Ok(right.person_id == Some(me)),
        Holder::Position => {
            let Some(position) = right.position_id else { return Ok(false) };
            let held = work
                .every::<appointment::Entity>()
                .filter(appointment::Column::PersonId.eq(me))
                .filter(appointment::Column::PositionId.eq(position));
            Ok(held.all(work.conn()).await?.iter().any(|held| !held.span().over(work.today)))
        }
        Holder::UnitHead => {
            let led = work.every::<unit_term::Entity>().filter(unit_term::Column::LeaderId.eq(me));
            let led = led.all(work.conn()).await?.into_iter().filter(|term| !term.span().over(work.today));
            Ok(led.into_iter().any(|term| right.head_of_id.is_none_or(|unit| unit == term.unit_id)))
        }
        Holder::Role => {
            let users = work.every::<access::user::Entity>().filter(access::user::Column::PersonId.eq(me.0));
            let name = right.role.as_deref().unwrap_or_default();
            Ok(users.all(work.conn()).await?.iter().any(|user| user.roles.0.iter().any(|role| role == name)))
        }
    }
}
