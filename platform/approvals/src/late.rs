//! Time that is up, and people who leave: nothing waits for somebody who does not answer.

use crate::{
    decision::{self, State as Said},
    engine, people,
    plan::{Planned, Why},
    request::{self, State},
    step::Late,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result, Work};
use org::{PersonLeft, person::PersonId};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use std::{sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("approvals.time_is_up", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "decisions": look(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(600))
}

/// Reminds of what is late, each day once, or passes it on to the superior; how many were late.
///
/// # Errors
/// What the database says.
pub async fn look(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let late =
        move || Condition::all().add(decision::Column::State.eq(Said::Open)).add(decision::Column::DueOn.lt(today));
    let system = Actor::system();
    let reader = house.reader(&system);
    if reader.visible::<decision::Entity>().filter(late()).one(reader.conn).await?.is_none() {
        return Ok(0);
    }
    let (done, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                let select = work.every::<decision::Entity>().filter(late()).order_by_asc(decision::Column::Id);
                let mut done = 0;
                for one in select.all(work.conn()).await? {
                    done += usize::from(overdue(work, one, today).await?);
                }
                Ok(done)
            })
        })
        .await?;
    Ok(done)
}

async fn overdue(work: &mut Work, one: decision::Model, today: NaiveDate) -> Result<bool> {
    let calendar = work.house.company().calendar.clone();
    let request = request::locked(work, one.approval_id).await?;
    if request.state != State::Waiting || one.reminded_at.is_some_and(|then| calendar.day_of(then) >= today) {
        return Ok(false);
    }
    let plan = request.plan()?;
    let item = plan.now()?;
    if item.late == Late::Escalate && pass_up(work, &request, &one).await? {
        return Ok(true);
    }
    let now = work.now;
    engine::tell(work, &request, one.person_id, &format!("late:{}:{today}", one.id)).await?;
    work.update::<decision::Entity>(one, |one| one.reminded_at = Some(now)).await?;
    Ok(true)
}

/// Their superior decides instead; false where there is none who could.
async fn pass_up(work: &mut Work, request: &request::Model, one: &decision::Model) -> Result<bool> {
    let Some(superior) = people::instead_of(work, one.person_id, request.requester_id).await? else { return Ok(false) };
    let plan = request.plan()?;
    let item = plan.now()?.clone();
    let planned = Planned { person: superior, in_place_of: None, why: Why::Instead };
    let mut planned = people::stand_in(work, planned, item.flow, request.requester_id).await?;
    planned.in_place_of = Some(one.person_id);
    let (now, state) = (work.now, one.state);
    inbox::settle(work, inbox::Kind::Approval, "approvals", request.id.0, one.person_id.0).await?;
    work.update::<decision::Entity>(one.clone(), |one| (one.state, one.decided_at) = (Said::Passed, Some(now))).await?;
    engine::ask(work, request, &item, planned, state).await?;
    Ok(true)
}

/// What somebody who leaves was asked goes to their superior; what they asked for themselves is void.
pub async fn left(gone: PersonLeft, work: &mut Work) -> Result<()> {
    let asked = Condition::all()
        .add(decision::Column::PersonId.eq(gone.person))
        .add(decision::Column::State.is_in([Said::Open, Said::Later]));
    let select = work.every::<decision::Entity>().filter(asked).order_by_asc(decision::Column::Id);
    for one in select.all(work.conn()).await? {
        let request = request::locked(work, one.approval_id).await?;
        if request.state == State::Waiting {
            pass_up(work, &request, &one).await?;
        }
    }
    void_of(work, gone.person).await
}

async fn void_of(work: &mut Work, person: PersonId) -> Result<()> {
    let select = work
        .every::<request::Entity>()
        .filter(request::Column::RequesterId.eq(person))
        .filter(request::Column::State.is_in([State::Waiting, State::Returned]));
    for request in select.all(work.conn()).await? {
        engine::end(work, request, State::Void, Some("requester_left".to_owned())).await?;
    }
    Ok(())
}
