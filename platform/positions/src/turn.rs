//! The turn of the day: an edition that was planned for today is in force, the one before it is replaced.

use crate::{
    rules,
    sheet::{self, State},
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use std::{sync::Arc, time::Duration};

/// Looks often and finds nothing to do most times: midnight is the company's, and a server may have been down.
pub fn job() -> Job {
    Job::new("positions.turn_of_the_day", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "sheets": turn(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(600))
}

/// How many sheets were brought up to the day.
pub async fn turn(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let due = move || {
        let begins = Condition::all().add(sheet::Column::State.eq(State::Planned)).add(sheet::Column::From.lte(today));
        let ends = Condition::all().add(sheet::Column::State.eq(State::InForce)).add(sheet::Column::To.lt(today));
        Condition::any().add(begins).add(ends)
    };
    let system = Actor::system();
    let reader = house.reader(&system);
    if reader.visible::<sheet::Entity>().filter(due()).one(reader.conn).await?.is_none() {
        return Ok(0);
    }
    let (turned, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                let sheets = work.every::<sheet::Entity>().filter(due()).all(work.conn()).await?;
                let turned = sheets.len();
                for sheet in sheets {
                    let state = rules::state_on(sheet.span(), today);
                    work.update::<sheet::Entity>(sheet, |sheet| sheet.state = state).await?;
                }
                Ok(turned)
            })
        })
        .await?;
    Ok(turned)
}
