//! The day of a reorganization: all of its moves are made in one piece, or none is.

use crate::{
    applying::{self, Stuck},
    reorganization::{self, ReorganizationId, State},
    rules,
};
use chrono::NaiveDate;
use edge::Problem;
use inbox::{Kind, News};
use kernel::{Actor, Error, House, Job, Origin, Refusal, Resource, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// Looks often and finds nothing to do most times: midnight is the company's, and a server may have been down.
pub fn job() -> Job {
    Job::new("reorganizations.take_effect", |house, _| {
        Box::pin(async move { Ok(json!({ "taken": look(house).await? })) })
    })
    .every(Duration::from_secs(600))
}

/// Brings into effect what was adopted for today or before; how many there were.
///
/// # Errors
/// What the database says. What cannot be done any more is no error: it is kept as failed, with the reason, and whoever
/// planned it is told.
pub async fn look(house: &Arc<House>) -> Result<usize> {
    let today = house.today();
    let system = Actor::system();
    let reader = house.reader(&system);
    let due: Vec<ReorganizationId> = reader
        .visible::<reorganization::Entity>()
        .filter(reorganization::Column::State.eq(State::Scheduled))
        .filter(reorganization::Column::EffectiveOn.lte(today))
        .order_by_asc(reorganization::Column::EffectiveOn)
        .order_by_asc(reorganization::Column::Id)
        .select_only()
        .column(reorganization::Column::Id)
        .into_tuple()
        .all(reader.conn)
        .await?;
    let found = due.len();
    for id in due {
        house
            .write(Actor::system().through(Origin::Job), None, move |work| {
                Box::pin(async move {
                    let plan = reorganization::locked(work, id).await?;
                    if plan.state == State::Scheduled {
                        take_effect(work, plan).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
    Ok(found)
}

const TRIED: Refusal = Refusal::new("reorganizations.tried", "this was only tried");

/// Tries all moves as of that day and takes them back.
pub async fn try_it(work: &mut Work, plan: &reorganization::Model, on: NaiveDate) -> Result<()> {
    let trial = plan.clone();
    let tried = work
        .attempt(|work| {
            Box::pin(async move {
                match applying::all(work, &trial, on).await? {
                    Ok(()) => Err::<(), Error>(TRIED.into()),
                    Err(stuck) => Err(said(work, stuck)),
                }
            })
        })
        .await;
    match tried {
        Err(Error::Refused(refusal)) if refusal.code == TRIED.code => Ok(()),
        Err(other) => Err(other),
        Ok(()) => Err(Error::internal("a trial has stayed")),
    }
}

/// Makes the moves. Where one cannot be made any more none is, and the reorganization says why.
pub async fn take_effect(work: &mut Work, plan: reorganization::Model) -> Result<reorganization::Model> {
    let (on, trial) = (plan.effective_on, plan.clone());
    let cause = work.cause.clone();
    let mut told = cause.clone().unwrap_or_else(|| json!({}));
    told["reorganization"] = json!(plan.id);
    told["adopted_by"] = json!(plan.adopted_by_id);
    work.cause = Some(told);
    let done = work
        .attempt(|work| {
            Box::pin(async move {
                match applying::all(work, &trial, on).await? {
                    Ok(()) => Ok(()),
                    Err(stuck) => Err(said(work, stuck)),
                }
            })
        })
        .await;
    work.cause = cause;
    match done {
        Ok(()) => {
            let plan = work
                .update::<reorganization::Entity>(plan, |row| {
                    row.state = State::InEffect;
                    row.in_effect_since = Some(on);
                })
                .await?;
            tell(work, &plan).await?;
            Ok(plan)
        }
        Err(error @ (Error::Database(_) | Error::Internal(_))) => Err(error),
        // Whoever adopts it for today is told at once; nothing of it stays.
        Err(error) if !work.actor.is_system() => Err(error),
        Err(error) => {
            let why = why(work, error);
            let plan = work
                .update::<reorganization::Entity>(plan, |row| {
                    row.state = State::Failed;
                    row.outcome = Some(why);
                })
                .await?;
            tell(work, &plan).await?;
            Ok(plan)
        }
    }
}

/// The refusal names the move; what the move itself was refused for is kept beside it.
fn said(work: &Work, stuck: Stuck) -> Error {
    // That something else has to be agreed to first goes on as it is: whoever sends it for approval needs it whole.
    if let Error::Refused(refusal) = &stuck.error
        && refusal.more.as_ref().is_some_and(|more| more.contains_key("approval"))
    {
        return stuck.error;
    }
    let why = why(work, stuck.error);
    rules::STUCK
        .with("position", stuck.position)
        .with("why", why)
        .saying("move", json!({ "id": stuck.id, "position": stuck.position }))
        .into()
}

/// What stands in the way, in one line of the reader's language.
pub fn why(work: &Work, error: Error) -> String {
    Problem::from(error).in_one_line(&work.house.registry.words, work.actor.locale)
}

async fn tell(work: &Work, plan: &reorganization::Model) -> Result<()> {
    for reader in [plan.owner_id, plan.adopted_by_id].into_iter().flatten() {
        let news = News {
            reader: reader.0,
            kind: Kind::Decided,
            noun: reorganization::Entity::NAME.to_owned(),
            row: plan.id.0,
            about: None,
            by: work.actor.person,
            key: format!("reorganization:{}:{}", plan.id, plan.version),
        };
        inbox::tell(work, news).await?;
    }
    Ok(())
}
