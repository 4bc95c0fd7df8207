//! What belongs to one person and must not stand beside another row of theirs.

use kernel::{Refusal, Resource, Result, Row, Work, Wrote, record};
use org::person::{self, PersonId};
use sea_orm::{QueryFilter, sea_query::SimpleExpr};
use std::collections::{BTreeMap, BTreeSet};

/// Refuses what was written where it clashes with another row of the same person. Two who write about the same person at
/// once wait for each other here.
pub async fn hold<E: Resource>(
    wrote: &[Wrote<'_>],
    work: &Work,
    person: impl Fn(&Row<E>) -> PersonId,
    of: impl Fn(&[PersonId]) -> SimpleExpr,
    clash: impl Fn(&Row<E>, &Row<E>) -> bool,
    refusal: Refusal,
) -> Result<()> {
    if work.takes_back() {
        return Ok(());
    }
    let mut written = Vec::new();
    for row in wrote.iter().filter_map(|row| row.after) {
        written.push(record::to_row::<E>(row)?);
    }
    let people: BTreeSet<PersonId> = written.iter().map(&person).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    person::lock(work, &people).await?;
    let mut theirs: BTreeMap<PersonId, Vec<Row<E>>> = BTreeMap::new();
    for chunk in people.chunks(1000) {
        for row in work.every::<E>().filter(of(chunk)).all(work.conn()).await? {
            theirs.entry(person(&row)).or_default().push(row);
        }
    }
    let clashes = |row: &Row<E>| theirs.get(&person(row)).into_iter().flatten().any(|other| clash(row, other));
    if written.iter().any(clashes) { Err(refusal.into()) } else { Ok(()) }
}
