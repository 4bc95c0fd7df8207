//! Who decides: found in the organization of the day, never one of the two, never somebody who cannot sign in.

use crate::rules;
use access::user;
use kernel::{Result, Work};
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, QueryFilter};

/// Superiors above somebody that are looked at.
const HIGHEST: usize = 30;

async fn person(work: &Work, id: PersonId) -> Result<Option<person::Model>> {
    Ok(work.every::<person::Entity>().filter(person::Column::Id.eq(id)).one(work.conn()).await?)
}

/// The superiors of somebody as of today, the nearest first.
async fn above(work: &Work, id: PersonId) -> Result<Vec<PersonId>> {
    let (mut line, mut at) = (Vec::new(), id);
    while let Some(manager) = person(work, at).await?.and_then(|person| person.manager_id) {
        if line.contains(&manager) || manager == id || line.len() == HIGHEST {
            break;
        }
        line.push(manager);
        at = manager;
    }
    Ok(line)
}

async fn can_decide(work: &Work, id: PersonId) -> Result<bool> {
    if !person(work, id).await?.is_some_and(|person| person.active) {
        return Ok(false);
    }
    let users = work.every::<user::Entity>().filter(user::Column::PersonId.eq(id.0));
    Ok(users.filter(user::Column::Active.eq(true)).one(work.conn()).await?.is_some())
}

/// The nearest superior whom two people have in common, and who is here to decide.
pub async fn nearest(work: &Work, one: PersonId, other: PersonId) -> Result<Option<PersonId>> {
    let common = rules::common(&above(work, one).await?, &above(work, other).await?, [one, other]);
    first(work, common).await
}

/// The next one above somebody who decides, and is neither of the two.
pub async fn higher(work: &Work, than: PersonId, parties: [PersonId; 2]) -> Result<Option<PersonId>> {
    let line = above(work, than).await?.into_iter().filter(|one| !parties.contains(one)).collect();
    first(work, line).await
}

async fn first(work: &Work, line: Vec<PersonId>) -> Result<Option<PersonId>> {
    for one in line {
        if can_decide(work, one).await? {
            return Ok(Some(one));
        }
    }
    Ok(None)
}
