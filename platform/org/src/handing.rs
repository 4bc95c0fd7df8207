//! What somebody holds goes to somebody else.

use crate::person::PersonId;
use kernel::{
    Actor, Batch, Filter, House, Noun, Result, Scope, Work,
    list::{Query, Reader},
    record,
};
use sea_orm::{ConnectionTrait, prelude::Uuid};
use serde_json::{Value, json};

/// Rows that are read and written together.
const CHUNK: usize = 1000;

/// The nouns of which people hold rows, in the order in which they are handed over.
pub fn nouns(house: &House) -> impl Iterator<Item = &Noun> {
    house.registry.nouns().filter(|noun| noun.held.is_some())
}

/// The field that says who holds a row: its owner, or who is to do it where it is seen as the row it is about.
pub fn holder(noun: &Noun) -> &'static str {
    match noun.scope {
        Scope::Owned { owner, .. } | Scope::Private { owner } => owner,
        Scope::Open | Scope::Follows(_) | Scope::Subject => "owner_id",
    }
}

/// Which rows of the noun somebody holds, as a list's filter; `None`: it is not held.
///
/// # Errors
/// Where the noun's own filter cannot be read, which a test sees first.
pub fn held(noun: &Noun, person: PersonId) -> Result<Option<Value>> {
    let Some(filter) = noun.held else { return Ok(None) };
    let theirs = json!({ "field": holder(noun), "op": "eq", "value": person });
    if filter.is_empty() {
        return Ok(Some(theirs));
    }
    let which: Value = serde_json::from_str(filter)?;
    Ok(Some(json!({ "and": [theirs, which] })))
}

/// What `from` holds of the noun is `to`'s from now on; how many rows that were.
///
/// # Errors
/// What the noun's rules refuse.
pub async fn hand_over(work: &mut Work, noun: &'static str, from: PersonId, to: PersonId) -> Result<usize> {
    let house = work.house.clone();
    let noun = house.registry.known(noun)?;
    // Whoever hands over everything does so for the company: rows beyond their reach are not left behind.
    let ids = held_rows(&house, work.conn(), noun, from).await?;
    for chunk in ids.chunks(CHUNK) {
        let system = Actor::system();
        let rows = Reader::of(&house, work.conn(), &system).records(noun, chunk).await?;
        let mut changed = Vec::with_capacity(rows.len());
        // Some may have gone along with another row already.
        for before in rows.into_iter().filter(|row| record::uuid(row, holder(noun)) == Some(from.0)) {
            let mut after = before.clone();
            after.insert(holder(noun).to_owned(), json!(to));
            changed.push((before, after));
        }
        if !changed.is_empty() {
            work.write_batch(noun.name, Batch { created: Vec::new(), changed }).await?;
        }
    }
    Ok(ids.len())
}

/// One row, whoever has it now.
///
/// # Errors
/// [`kernel::Error::NotFound`], and what the noun's rules refuse.
pub async fn hand_over_row(work: &mut Work, noun: &Noun, row: Uuid, to: PersonId) -> Result<()> {
    let before = work.unscoped(noun, row).await?;
    if record::uuid(&before, holder(noun)) == Some(to.0) {
        return Ok(());
    }
    let mut after = before.clone();
    after.insert(holder(noun).to_owned(), json!(to));
    work.write_batch(noun.name, Batch { created: Vec::new(), changed: vec![(before, after)] }).await?;
    Ok(())
}

async fn held_rows(house: &House, conn: &impl ConnectionTrait, noun: &Noun, from: PersonId) -> Result<Vec<Uuid>> {
    let Some(filter) = held(noun, from)? else { return Ok(Vec::new()) };
    let system = Actor::system();
    let query = Query { filter: Some(Filter::parse(&filter.to_string())?), ..Query::default() };
    Reader::of(house, conn, &system).ids(noun, &query).await
}

/// Everything that `from` holds.
///
/// # Errors
/// What the rules of the nouns refuse.
pub async fn hand_over_all(work: &mut Work, from: PersonId, to: PersonId) -> Result<usize> {
    let house = work.house.clone();
    let mut rows = 0;
    for noun in nouns(&house) {
        rows += hand_over(work, noun.name, from, to).await?;
    }
    Ok(rows)
}
