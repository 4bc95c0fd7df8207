//! What people are reminded of: reading what is due, checking, and looking whether a policy still fits.

use crate::{
    acknowledgement::{self, State},
    asking, checkup, finding, policy, rules,
};
use chrono::NaiveDate;
use inbox::{Kind, News};
use kernel::{Actor, House, Job, Origin, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("policies.reminders", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "reminded": remind(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(1800))
}

/// Reminds everybody of what is due on a day; how many were told.
///
/// # Errors
/// What the database says.
pub async fn remind(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let (told, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                let mut told = readers(work, today).await?;
                told += checkers(work, today).await?;
                told += menders(work, today).await?;
                told += owners(work, today).await?;
                Ok(told)
            })
        })
        .await?;
    Ok(told)
}

async fn readers(work: &mut Work, today: NaiveDate) -> Result<usize> {
    use acknowledgement::{Column, Entity};
    let late = work.every::<Entity>().filter(Column::State.eq(State::Asked)).filter(Column::DueOn.lte(today));
    let mut told = 0;
    for row in late.order_by_asc(Column::Id).all(work.conn()).await? {
        if rules::reminds(row.due_on, row.reminded_on, today) {
            again(work, row, today).await?;
            told += 1;
        }
    }
    Ok(told)
}

/// Somebody is asked to read it once more.
pub(crate) async fn again(
    work: &mut Work,
    row: acknowledgement::Model,
    today: NaiveDate,
) -> Result<acknowledgement::Model> {
    // The entry of before makes room, so that there is one.
    inbox::settle(work, Kind::Read, policy::Entity::NAME, row.policy_id.0, row.person_id.0).await?;
    let key = format!("read:{}:{}:{today}", row.edition_id, row.person_id);
    asking::tell(work, row.policy_id, row.person_id, &key).await?;
    work.update::<acknowledgement::Entity>(row, |row| {
        row.reminded_on = Some(today);
        row.reminders += 1;
    })
    .await
}

/// Whoever checks is told on the day; the owner of the policy once that has passed.
async fn checkers(work: &mut Work, today: NaiveDate) -> Result<usize> {
    use checkup::{Column, Entity};
    let due = work.every::<Entity>().filter(Column::State.eq(checkup::State::Planned)).filter(Column::DueOn.lte(today));
    let mut told = 0;
    for row in due.order_by_asc(Column::Id).all(work.conn()).await? {
        let policy = work.fetch::<policy::Entity>(row.policy_id.0).await?;
        let owner = (row.due_on < today).then_some(policy.owner_id);
        let people: BTreeSet<PersonId> = row.checker_id.into_iter().chain(owner).collect();
        for person in people {
            date_came(work, Entity::NAME, row.id.0, person, row.due_on).await?;
            told += 1;
        }
    }
    Ok(told)
}

async fn menders(work: &mut Work, today: NaiveDate) -> Result<usize> {
    use finding::{Column, Entity};
    let due = work.every::<Entity>().filter(Column::Done.eq(false)).filter(Column::DueOn.lte(today));
    let rows = due.order_by_asc(Column::Id).all(work.conn()).await?;
    for row in &rows {
        date_came(work, Entity::NAME, row.id.0, row.responsible_id, row.due_on.unwrap_or(today)).await?;
    }
    Ok(rows.len())
}

async fn owners(work: &mut Work, today: NaiveDate) -> Result<usize> {
    use policy::{Column, Entity};
    let due =
        work.every::<Entity>().filter(Column::State.eq(policy::State::InForce)).filter(Column::ReviewOn.lte(today));
    let rows = due.order_by_asc(Column::Id).all(work.conn()).await?;
    for row in &rows {
        date_came(work, Entity::NAME, row.id.0, row.owner_id, row.review_on.unwrap_or(today)).await?;
    }
    Ok(rows.len())
}

/// Tells once for each day that a row was due on.
async fn date_came(work: &Work, noun: &'static str, row: Uuid, person: PersonId, due: NaiveDate) -> Result<()> {
    let news = News {
        reader: person.0,
        kind: Kind::Date,
        noun: noun.to_owned(),
        row,
        about: None,
        by: None,
        key: format!("date:{noun}:{row}:{due}"),
    };
    inbox::tell(work, news).await
}

/// The review that its owner was told of is behind them.
pub(crate) async fn reviewed(work: &Work, policy: &policy::Model) -> Result<()> {
    inbox::settle(work, Kind::Date, policy::Entity::NAME, policy.id.0, policy.owner_id.0).await
}

/// Nobody has to check any more.
pub(crate) async fn checked(work: &Work, row: &checkup::Model) -> Result<()> {
    let owner = work.fetch::<policy::Entity>(row.policy_id.0).await?.owner_id;
    for person in row.checker_id.into_iter().chain([owner]) {
        for kind in [Kind::Date, Kind::HandedOver] {
            inbox::settle(work, kind, checkup::Entity::NAME, row.id.0, person.0).await?;
        }
    }
    Ok(())
}

/// Nobody has to mend it any more.
pub(crate) async fn mended(work: &Work, row: &finding::Model) -> Result<()> {
    for kind in [Kind::Date, Kind::HandedOver] {
        inbox::settle(work, kind, finding::Entity::NAME, row.id.0, row.responsible_id.0).await?;
    }
    Ok(())
}
