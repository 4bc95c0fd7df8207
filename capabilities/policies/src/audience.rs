//! Whom a policy is for.

use crate::{
    asking,
    policy::{self, PolicyId},
    rules,
};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::unit::{self, UnitId};
use positions::position::{self, PositionId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(AudienceId of "policy_audiences");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    #[choice(label = "Everybody", tone = "green")]
    Everybody,
    #[choice(label = "A unit and all below it", tone = "blue")]
    Unit,
    #[choice(label = "Holders of a position", tone = "purple")]
    Position,
}

/// Whom a policy is addressed to. Who that is on a day follows from memberships and appointments.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_audiences")]
#[resource(label = "Audience", plural = "Audience", title = "name", group = "", icon = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AudienceId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Policy", follows)]
    pub policy_id: PolicyId,
    /// What the unit or position was called when it was written down.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    #[field(label = "Whom", list, default = "everybody")]
    pub whom: Whom,
    /// With all units below it.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    /// Whoever is appointed to it, in whichever unit.
    #[field(label = "Position", list)]
    pub position_id: Option<PositionId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_some_and(|before| before.policy_id != after.policy_id) {
            return Err(rules::OTHER_POLICY.into());
        }
        rules::addressed(after.whom, after.unit_id.is_some(), after.position_id.is_some())?;
        // What another kind would have named is left out.
        after.unit_id = after.unit_id.filter(|_| after.whom == Whom::Unit);
        after.position_id = after.position_id.filter(|_| after.whom == Whom::Position);
        after.name = Some(match (after.unit_id, after.position_id) {
            (Some(unit), _) => work.fetch::<unit::Entity>(unit.0).await?.name,
            (None, Some(position)) => work.fetch::<position::Entity>(position.0).await?.name,
            (None, None) => {
                let key = "policy_audiences.fields.whom.everybody";
                work.house.registry.words.say(work.actor.locale, key, "Everybody").to_owned()
            }
        });
        Ok(())
    })
}

/// Whoever is new is asked, whoever is not meant any more is not.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Some(row) = after.or(before).filter(|_| !work.takes_back()) else { return Ok(()) };
        // With its policy an audience goes along.
        let there = work.every::<policy::Entity>().filter(policy::Column::Id.eq(row.policy_id));
        if there.one(work.conn()).await?.is_some() { asking::bring_up(work, row.policy_id).await } else { Ok(()) }
    })
}

/// Whom the policy is for.
pub(crate) async fn of(work: &Work, policy: PolicyId) -> Result<Vec<Model>> {
    Ok(work.every::<Entity>().filter(Column::PolicyId.eq(policy)).all(work.conn()).await?)
}
