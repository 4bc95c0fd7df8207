//! The turn of the day: editions begin and end, and people come, move and leave.

use crate::{
    asking, checkup,
    edition::{self, State},
    policy::{self, PolicyId},
    rules,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{sync::Arc, time::Duration};

/// Looks often: somebody who was hired this morning finds what they have to read before noon.
pub fn job() -> Job {
    Job::new("policies.turn_of_the_day", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "policies": turn(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(600))
}

/// Brings every published policy up to the day; how many there are.
///
/// # Errors
/// What the database says.
pub async fn turn(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let select = reader
        .visible::<policy::Entity>()
        .filter(policy::Column::State.is_in([policy::State::Published, policy::State::InForce]))
        .order_by_asc(policy::Column::Id);
    let ids: Vec<PolicyId> = select.select_only().column(policy::Column::Id).into_tuple().all(reader.conn).await?;
    for id in &ids {
        let id = *id;
        // One at a time: nobody waits for all of them.
        let writing = house.write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                work.today = today;
                editions(work, id).await?;
                asking::bring_up(work, id).await?;
                checkup::plan_next(work, &policy::locked(work, id).await?).await
            })
        });
        writing.await?;
    }
    Ok(ids.len())
}

/// Editions whose first day has come count, those whose last day has passed do not, and the policy says which does.
pub(crate) async fn editions(work: &mut Work, id: PolicyId) -> Result<()> {
    let today = work.today;
    let editions = edition::of(work, id).await?;
    for edition in editions.iter().filter(|edition| edition.state.counts()).cloned() {
        let state = rules::state_on(edition.span(), rules::followed(&edition, &editions), today);
        if state != edition.state {
            work.update::<edition::Entity>(edition, |edition| edition.state = state).await?;
        }
    }
    let editions = edition::of(work, id).await?;
    let current = editions.iter().find(|edition| edition.state == State::InForce);
    let policy = policy::locked(work, id).await?;
    let state = match current {
        Some(_) => policy::State::InForce,
        None if editions.iter().any(|edition| edition.state == State::Planned) => policy::State::Published,
        None if editions.iter().any(|edition| edition.state != State::Draft) => policy::State::Withdrawn,
        None => policy::State::Draft,
    };
    let (edition, since) = (current.and_then(|edition| edition.edition), current.and_then(|edition| edition.from));
    work.update::<policy::Entity>(policy, |policy| {
        (policy.state, policy.edition, policy.since) = (state, edition, since);
    })
    .await?;
    Ok(())
}
