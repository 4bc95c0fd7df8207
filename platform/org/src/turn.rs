//! The turn of the day: what was planned for today begins, what ended yesterday is over.

use crate::{
    history::History,
    person::{self, PersonId},
    station, unit,
    unit::UnitId,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result};
use sea_orm::QuerySelect;
use std::{sync::Arc, time::Duration};

/// Looks often and finds nothing to do most times: midnight is the company's, and a server may have been down.
pub fn job() -> Job {
    Job::new("org.turn_of_the_day", |house, _| {
        Box::pin(async move {
            let (units, people) = turn(house).await?;
            Ok(serde_json::json!({ "units": units, "people": people }))
        })
    })
    .every(Duration::from_secs(600))
}

/// How many units and people were brought up to today.
async fn turn(house: &Arc<House>) -> Result<(usize, usize)> {
    let today = house.today();
    let (units, people) = due(house, today).await?;
    let found = (units.len(), people.len());
    if found != (0, 0) {
        house
            .write(Actor::system().through(Origin::Job), None, |work| {
                Box::pin(async move {
                    for unit in units {
                        unit::follow_terms(work, unit).await?;
                    }
                    station::of_people(work, &people).await
                })
            })
            .await?;
    }
    Ok(found)
}

/// Units and people whose rows do not say what holds today.
async fn due(house: &House, today: NaiveDate) -> Result<(Vec<UnitId>, Vec<PersonId>)> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let history = History::load(reader.conn).await?;
    let shape: Vec<(UnitId, Option<UnitId>, Option<PersonId>)> = reader
        .visible::<unit::Entity>()
        .select_only()
        .columns([unit::Column::Id, unit::Column::ParentId, unit::Column::LeaderId])
        .into_tuple()
        .all(reader.conn)
        .await?;
    let other = |(unit, parent, leader): &(UnitId, _, _)| {
        history.term(*unit, today).is_some_and(|term| (term.parent, term.leader) != (*parent, *leader))
    };
    let units = shape.into_iter().filter(other).map(|(unit, _, _)| unit).collect();
    type Row = (PersonId, Option<UnitId>, Option<PersonId>, Option<NaiveDate>, bool);
    let rows: Vec<Row> = reader
        .visible::<person::Entity>()
        .select_only()
        .columns([
            person::Column::Id,
            person::Column::UnitId,
            person::Column::ManagerId,
            person::Column::LeftOn,
            person::Column::Active,
        ])
        .into_tuple()
        .all(reader.conn)
        .await?;
    let other = |(id, unit, manager, left_on, active): &Row| {
        history.unit(*id, today).is_some_and(|now| Some(now) != *unit)
            || history.manager(*id, today) != *manager
            || person::is_active(*left_on, today) != *active
    };
    let people = rows.into_iter().filter(other).map(|(id, ..)| id).collect();
    Ok((units, people))
}
