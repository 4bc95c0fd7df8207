//! What people are reminded of on its day: milestones and landing checks.

use crate::{initiative, landing_check, milestone, rules};
use chrono::NaiveDate;
use inbox::{Kind, News};
use kernel::{Actor, House, Job, Origin, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("initiatives.reminders", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "reminded": remind(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(1800))
}

/// Reminds everybody of what is due on a day: whoever has to do it on that day, and the owner of the initiative as well once
/// it has passed. How many were told.
///
/// # Errors
/// What the database says.
pub async fn remind(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let (told, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                work.today = today;
                plan(work).await?;
                Ok(milestones(work, today).await? + checks(work, today).await?)
            })
        })
        .await?;
    Ok(told)
}

/// What runs and came with no check of its own is checked from now on, too.
async fn plan(work: &mut Work) -> Result<()> {
    use initiative::{Column, Entity, State};
    let running = work.every::<Entity>().filter(Column::State.eq(State::Running)).order_by_asc(Column::Id);
    for row in running.all(work.conn()).await? {
        landing_check::plan_next(work, &row).await?;
    }
    Ok(())
}

async fn milestones(work: &mut Work, today: NaiveDate) -> Result<usize> {
    use milestone::{Column, Entity};
    let due = work.every::<Entity>().filter(Column::Done.eq(false)).filter(Column::DueOn.lte(today));
    let mut told = 0;
    for row in due.order_by_asc(Column::Id).all(work.conn()).await? {
        let initiative = work.fetch::<initiative::Entity>(row.initiative_id.0).await?;
        if !rules::alive(initiative.state) {
            continue;
        }
        let owner = (row.due_on < today).then_some(initiative.owner_id);
        let people: BTreeSet<PersonId> = row.owner_id.into_iter().chain(owner).collect();
        for person in people {
            date_came(work, Entity::NAME, row.id.0, person, row.due_on, row.due_on < today).await?;
            told += 1;
        }
    }
    Ok(told)
}

async fn checks(work: &mut Work, today: NaiveDate) -> Result<usize> {
    use landing_check::{Column, Entity, State};
    let due = work.every::<Entity>().filter(Column::State.eq(State::Planned)).filter(Column::DueOn.lte(today));
    let mut told = 0;
    for row in due.order_by_asc(Column::Id).all(work.conn()).await? {
        let initiative = work.fetch::<initiative::Entity>(row.initiative_id.0).await?;
        let owner = (row.due_on < today).then_some(initiative.owner_id);
        let people: BTreeSet<PersonId> = row.owner_id.into_iter().chain(owner).collect();
        for person in people {
            date_came(work, Entity::NAME, row.id.0, person, row.due_on, row.due_on < today).await?;
            told += 1;
        }
    }
    Ok(told)
}

/// Tells once on the day, and once when it has passed.
async fn date_came(
    work: &Work,
    noun: &'static str,
    row: Uuid,
    person: PersonId,
    due: NaiveDate,
    late: bool,
) -> Result<()> {
    let when = if late { "late" } else { "due" };
    let news = News {
        reader: person.0,
        kind: Kind::Date,
        noun: noun.to_owned(),
        row,
        about: None,
        by: None,
        key: format!("date:{noun}:{row}:{due}:{when}"),
    };
    inbox::tell(work, news).await
}
