//! Who has not signed is reminded, and their superior hears of it.

use crate::{
    agreement::{self, State},
    rules, succession, telling,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Job, Origin, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::{sync::Arc, time::Duration};

pub fn job() -> Job {
    Job::new("agreements.chasing", |house, _| {
        Box::pin(async move { Ok(serde_json::json!({ "reminded": chase(house, house.today()).await? })) })
    })
    .every(Duration::from_secs(1800))
}

/// Reminds whoever should have signed by a day: the party by the day that the agreement says, the superior a week after the
/// party has answered. How many were reminded.
///
/// # Errors
/// What the database says.
pub async fn chase(house: &Arc<House>, today: NaiveDate) -> Result<usize> {
    let (told, _) = house
        .write(Actor::system().through(Origin::Job), None, move |work| {
            Box::pin(async move {
                work.today = today;
                let open = work
                    .every::<agreement::Entity>()
                    .filter(agreement::Column::State.is_in([
                        State::Issued,
                        State::Accepted,
                        State::Reserved,
                        State::Disputed,
                    ]))
                    .order_by_asc(agreement::Column::Id);
                let mut told = 0;
                succession::follow(work).await?;
                for row in open.all(work.conn()).await? {
                    if due(&work.house, &row).is_some_and(|due| rules::reminds(due, row.reminded_on, today)) {
                        again(work, row).await?;
                        told += 1;
                    }
                }
                Ok(told)
            })
        })
        .await?;
    Ok(told)
}

/// The day by which somebody should have signed, or settled what is disputed.
pub(crate) fn due(house: &House, agreement: &agreement::Model) -> Option<NaiveDate> {
    match agreement.state {
        State::Issued => agreement.sign_by,
        State::Accepted | State::Reserved | State::Disputed => {
            let answered = agreement.answered_at.map(|at| house.company().calendar.day_of(at));
            // Who takes somebody's place has as long as they had.
            answered.map(|day| rules::countersign_by(agreement.superior_since.map_or(day, |since| since.max(day))))
        }
        State::Draft | State::Countersigned | State::InForce | State::Replaced | State::Ended | State::Withdrawn => {
            None
        }
    }
}

/// Whoever it waits for is told once more; of a party that is a week late the superior hears. A party that has moved out of
/// what it was to answer for is not asked any longer: its superior is, and whoever issued it.
pub(crate) async fn again(work: &mut Work, on: agreement::Model) -> Result<agreement::Model> {
    let today = work.today;
    let moved = succession::has_moved_out(work, &on).await?;
    if on.state == State::Issued && !moved {
        // The entry of before makes room, so that there is one.
        telling::answered(work, &on).await?;
        telling::to_sign(work, &on).await?;
        if let Some(superior) = on.superior_id
            && on.sign_by.is_some_and(|due| rules::escalates(due, today))
        {
            telling::overdue(work, &on, superior).await?;
        }
    } else {
        telling::answered(work, &on).await?;
        for reader in in_charge(work, &on, moved).await? {
            telling::overdue(work, &on, reader).await?;
        }
    }
    work.update::<agreement::Entity>(on, |row| {
        row.reminded_on = Some(today);
        row.reminders += 1;
    })
    .await
}

/// The superior; where none is here, or the party has moved out, whoever issued it, too.
async fn in_charge(work: &Work, on: &agreement::Model, moved: bool) -> Result<Vec<PersonId>> {
    let mut readers = Vec::new();
    if let Some(superior) = on.superior_id
        && succession::is_here(work, superior).await?
    {
        readers.push(superior);
    }
    if let Some(issued_by) = on.issued_by_id.filter(|by| (moved || readers.is_empty()) && !readers.contains(by)) {
        readers.push(issued_by);
    }
    Ok(readers)
}
