//! Time that is up: who has to answer or to rule is reminded, and a ruling that nobody appealed stands.

use crate::{
    dispute::{self, DisputeId, State},
    telling,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result, Work};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::{sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("disputes.time_is_up", |house, _| {
        Box::pin(async move { Ok(json!({ "disputes": look(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(600))
}

/// Reminds each day once of what is due on the next working day, or was due; closes what nobody appealed in time. How
/// many disputes that were.
///
/// # Errors
/// What the database says.
pub async fn look(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    use dispute::Column;
    let soon = house.company().calendar.add_working_days(today, 1).unwrap_or(today);
    let due = Condition::any()
        .add(Condition::all().add(Column::State.eq(State::Filed)).add(Column::AnswerDue.lte(soon)))
        .add(Column::RulingDue.lte(soon));
    let awaited = Condition::all()
        .add(Column::State.is_in([State::Filed, State::Answered, State::Appealed]))
        .add(Condition::any().add(Column::RemindedOn.is_null()).add(Column::RemindedOn.lt(today)))
        .add(due);
    let unappealed = Condition::all().add(Column::State.eq(State::Ruled)).add(Column::AppealUntil.lt(today));
    let system = Actor::system();
    let reader = house.reader(&system);
    let select = reader.visible::<dispute::Entity>().filter(Condition::any().add(awaited).add(unappealed));
    let ids = select.order_by_asc(Column::Id).select_only().column(Column::Id);
    let mut done = 0;
    for id in ids.into_tuple::<DisputeId>().all(reader.conn).await? {
        let (touched, _) = house
            .write(Actor::system().through(Origin::Job), None, move |work| {
                Box::pin(async move { one(work, id, today, soon).await })
            })
            .await?;
        done += usize::from(touched);
    }
    Ok(done)
}

async fn one(work: &mut Work, id: DisputeId, today: NaiveDate, soon: NaiveDate) -> Result<bool> {
    // Somebody may have answered or ruled since it was found.
    let dispute = dispute::locked(work, id).await?;
    if dispute.state == State::Ruled {
        if dispute.appeal_until.is_none_or(|until| today <= until) {
            return Ok(false);
        }
        let closed = work
            .update::<dispute::Entity>(dispute, |row| {
                row.state = State::Closed;
                row.closed_on = Some(today);
            })
            .await?;
        telling::stands(work, &closed).await?;
        return Ok(true);
    }
    if !dispute.state.open() || dispute.reminded_on.is_some_and(|on| on >= today) {
        return Ok(false);
    }
    let near = |due: Option<NaiveDate>| due.is_some_and(|due| due <= soon);
    let late = |due: Option<NaiveDate>| due.is_some_and(|due| due < today);
    let mut reminded = Vec::new();
    if dispute.state == State::Filed && near(dispute.answer_due) {
        reminded.extend(dispute.respondent_id.map(|reader| (reader, late(dispute.answer_due))));
    }
    if near(dispute.ruling_due) {
        reminded.extend(dispute.arbiter_id.map(|reader| (reader, late(dispute.ruling_due))));
    }
    if reminded.is_empty() {
        return Ok(false);
    }
    for (reader, late) in reminded {
        telling::reminded(work, &dispute, reader, late).await?;
    }
    work.update::<dispute::Entity>(dispute, |row| row.reminded_on = Some(today)).await?;
    Ok(true)
}
