//! What a move is called: who or what goes where.

use crate::planned::{Entity, Kind, Model};
use kernel::{Result, Work};
use org::{
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, QueryFilter};

const ARROW: &str = " → ";

/// In names of today; no words, so that it reads in every language.
pub async fn of(work: &Work, step: &Model) -> Result<String> {
    let person = person(work, step.person_id).await?;
    let to_unit = match (step.to_unit_id, step.to_new_id) {
        (Some(unit), _) => unit_name(work, Some(unit)).await?,
        (None, Some(new)) => {
            // Brought in by the same chunk, it cannot be read yet.
            let new = work.every::<Entity>().filter(crate::planned::Column::Id.eq(new)).one(work.conn()).await?;
            new.and_then(|new| new.name)
        }
        (None, None) => None,
    };
    let (what, to) = match step.kind {
        Kind::NewUnit => (step.name.clone(), to_unit),
        Kind::MoveUnit => (unit_name(work, step.unit_id).await?, to_unit),
        Kind::MovePerson => (person, to_unit),
        Kind::ChangeLeader => (unit_name(work, step.unit_id).await?, person),
        Kind::HandOver => (person, self::person(work, step.to_person_id).await?),
        Kind::CloseUnit => (unit_name(work, step.unit_id).await?, None),
    };
    Ok([what, to].into_iter().flatten().collect::<Vec<_>>().join(ARROW))
}

async fn person(work: &Work, id: Option<PersonId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let found = work.every::<person::Entity>().filter(person::Column::Id.eq(id)).one(work.conn()).await?;
    Ok(found.map(|row| row.name))
}

async fn unit_name(work: &Work, id: Option<UnitId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    let found = work.every::<unit::Entity>().filter(unit::Column::Id.eq(id)).one(work.conn()).await?;
    Ok(found.map(|row| row.name))
}
