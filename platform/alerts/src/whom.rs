//! Who is in charge of a case: found in the organization of today, never somebody who has left.

use crate::{
    alert_rule::{Charge, Model, Per},
    asking::Subject,
};
use kernel::{Result, Scope, Work, record};
use org::{
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, QueryFilter};

/// Steps up the line, or up the tree, that are looked at.
const HIGHEST: usize = 30;

/// Whoever the rule says, else its owner.
pub async fn in_charge(work: &Work, rule: &Model, subject: &Subject) -> Result<Option<PersonId>> {
    let found = match rule.charge {
        Charge::Whose => whose(work, rule.per, subject).await?,
        Charge::Superior => match whose(work, rule.per, subject).await? {
            Some(person) => superior(work, person).await?,
            None => None,
        },
        Charge::Keeper => rule.keeper_id,
        Charge::Named => rule.charged_id,
    };
    for person in [found, rule.keeper_id].into_iter().flatten() {
        if let Some(person) = here(work, person).await? {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

async fn whose(work: &Work, per: Per, subject: &Subject) -> Result<Option<PersonId>> {
    let Some(id) = subject.id else { return Ok(None) };
    match per {
        Per::Company => Ok(None),
        Per::Person | Per::Manager => Ok(Some(PersonId(id))),
        Per::Team | Per::Region => leader(work, UnitId(id)).await,
        Per::Account => {
            let house = work.house.clone();
            let Some(noun) = subject.noun.and_then(|noun| house.registry.noun(noun)) else { return Ok(None) };
            let Scope::Owned { owner, .. } = &noun.scope else { return Ok(None) };
            Ok(record::uuid(&work.unscoped(noun, id).await?, owner).map(PersonId))
        }
    }
}

/// Whoever leads a unit, or the nearest one above it that is led.
async fn leader(work: &Work, unit: UnitId) -> Result<Option<PersonId>> {
    let mut at = Some(unit);
    for _ in 0..HIGHEST {
        let Some(id) = at else { break };
        let row = work.every::<unit::Entity>().filter(unit::Column::Id.eq(id)).one(work.conn()).await?;
        let Some(row) = row else { break };
        if row.leader_id.is_some() {
            return Ok(row.leader_id);
        }
        at = row.parent_id;
    }
    Ok(None)
}

async fn row(work: &Work, id: PersonId) -> Result<Option<person::Model>> {
    Ok(work.every::<person::Entity>().filter(person::Column::Id.eq(id)).one(work.conn()).await?)
}

/// Them, or who took over from them, or the nearest above them who still is here.
pub async fn here(work: &Work, person: PersonId) -> Result<Option<PersonId>> {
    let mut at = person;
    for _ in 0..HIGHEST {
        let Some(row) = row(work, at).await? else { return Ok(None) };
        if row.active {
            return Ok(Some(at));
        }
        let Some(next) = row.successor_id.or(row.manager_id) else { return Ok(None) };
        at = next;
    }
    Ok(None)
}

/// The nearest superior who still is here.
pub async fn superior(work: &Work, person: PersonId) -> Result<Option<PersonId>> {
    let Some(manager) = row(work, person).await?.and_then(|row| row.manager_id) else { return Ok(None) };
    Ok(here(work, manager).await?.filter(|found| *found != person))
}
