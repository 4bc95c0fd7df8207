//! The turn of the day: an edition that was planned for today is in force, the one before it is over.

use crate::{
    edition::{self, State},
    rules,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use std::{sync::Arc, time::Duration};

/// Looks often and finds nothing to do most times: midnight is the company's, and a server may have been down.
pub fn job() -> Job {
    Job::new("named_accounts.turn_of_the_day", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "editions": turn(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(600))
}

/// How many editions were brought up to the day.
pub async fn turn(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let due = move || {
        let begins =
            Condition::all().add(edition::Column::State.eq(State::Planned)).add(edition::Column::From.lte(today));
        let ends = Condition::all().add(edition::Column::State.eq(State::InForce)).add(edition::Column::To.lt(today));
        Condition::any().add(begins).add(ends)
    };
    let system = Actor::system();
    let reader = house.reader(&system);
    if reader.visible::<edition::Entity>().filter(due()).one(reader.conn).await?.is_none() {
        return Ok(0);
    }
    let (turned, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                let editions = work.every::<edition::Entity>().filter(due()).all(work.conn()).await?;
                let turned = editions.len();
                for edition in editions {
                    let state = rules::state_on(edition.span(), today);
                    work.update::<edition::Entity>(edition, |edition| edition.state = state).await?;
                }
                Ok(turned)
            })
        })
        .await?;
    Ok(turned)
}
