//! Making the moves of a reorganization, in their order.

use crate::{
    planned::{self, Kind, MoveId},
    reorganization, rules,
};
use chrono::NaiveDate;
use kernel::{Error, FieldError, Result, Work};
use org::{
    handing,
    person::{self, PersonId},
    shaping::{self, NewUnit},
    span::eve,
    unit::{self, UnitId, UnitKind},
};
use std::collections::HashMap;

/// A move that cannot be made, and what stands in its way.
pub struct Stuck {
    pub id: MoveId,
    pub position: i64,
    pub error: Error,
}

/// Makes all of them as of `on`, or says which is the first that cannot be made.
pub async fn all(work: &mut Work, plan: &reorganization::Model, on: NaiveDate) -> Result<Result<(), Stuck>> {
    let mut made = HashMap::new();
    for step in planned::of(work, plan.id).await? {
        let (id, position) = (step.id, step.position);
        match take(work, step, on, &mut made).await {
            Ok(()) => {}
            Err(error @ (Error::Database(_) | Error::Internal(_))) => return Err(error),
            Err(error) => return Ok(Err(Stuck { id, position, error })),
        }
    }
    Ok(Ok(()))
}

/// Makes those that can be made, and tells which cannot.
pub async fn as_far_as_possible(work: &mut Work, plan: &reorganization::Model, on: NaiveDate) -> Result<Vec<Stuck>> {
    let mut made = HashMap::new();
    let mut stuck = Vec::new();
    for step in planned::of(work, plan.id).await? {
        let (id, position, known) = (step.id, step.position, made.clone());
        let done = work
            .attempt(|work| {
                Box::pin(async move {
                    let mut known = known;
                    take(work, step, on, &mut known).await.map(|()| known)
                })
            })
            .await;
        match done {
            Ok(known) => made = known,
            Err(error @ (Error::Database(_) | Error::Internal(_))) => return Err(error),
            Err(error) => stuck.push(Stuck { id, position, error }),
        }
    }
    Ok(stuck)
}

async fn take(work: &mut Work, step: planned::Model, on: NaiveDate, made: &mut HashMap<MoveId, UnitId>) -> Result<()> {
    let to = match step.to_new_id {
        Some(new) => Some(*made.get(&new).ok_or(rules::NOT_MADE_YET)?),
        None => step.to_unit_id,
    };
    match step.kind {
        Kind::NewUnit => {
            let name = needed(step.name.clone(), "name")?;
            let kind: UnitKind = needed(step.unit_kind, "unit_kind")?;
            let new = NewUnit { name, kind, parent: to, leader: step.person_id };
            let unit = shaping::new_unit(work, new, on).await?;
            made.insert(step.id, unit);
            work.update::<planned::Entity>(step, |step| step.made_id = Some(unit)).await?;
        }
        Kind::MoveUnit => shaping::move_unit(work, &unit_of(work, &step).await?, to, on).await?,
        Kind::MovePerson => {
            let person = work.fetch::<person::Entity>(needed(step.person_id, "person_id")?.0).await?;
            if person.left_on.is_some_and(|last| last < on) {
                return Err(rules::HAS_LEFT.with("name", person.name).into());
            }
            shaping::move_person(work, &person, needed(to, "to_unit_id")?, on).await?;
        }
        Kind::ChangeLeader => shaping::change_leader(work, &unit_of(work, &step).await?, step.person_id, on).await?,
        Kind::HandOver => hand_over(work, &step, on).await?,
        Kind::CloseUnit => {
            let unit = unit_of(work, &step).await?;
            shaping::close_unit(work, unit, eve(on)).await?;
        }
    }
    Ok(())
}

async fn hand_over(work: &mut Work, step: &planned::Model, on: NaiveDate) -> Result<()> {
    let to: PersonId = needed(step.to_person_id, "to_person_id")?;
    let receiver = work.fetch::<person::Entity>(to.0).await?;
    if receiver.left_on.is_some_and(|last| last < on) {
        return Err(rules::HAS_LEFT.with("name", receiver.name).into());
    }
    let house = work.house.clone();
    match (&step.row_noun, step.row_id) {
        (Some(noun), Some(row)) => handing::hand_over_row(work, house.registry.known(noun)?, row, to).await,
        (noun, _) => {
            let from = needed(step.person_id, "person_id")?;
            match noun {
                Some(noun) => handing::hand_over(work, house.registry.known(noun)?.name, from, to).await.map(|_| ()),
                None => handing::hand_over_all(work, from, to).await.map(|_| ()),
            }
        }
    }
}

async fn unit_of(work: &Work, step: &planned::Model) -> Result<unit::Model> {
    work.fetch::<unit::Entity>(needed(step.unit_id, "unit_id")?.0).await
}

fn needed<T>(value: Option<T>, field: &'static str) -> Result<T> {
    value.ok_or_else(|| Error::Invalid(vec![FieldError::required(field)]))
}
