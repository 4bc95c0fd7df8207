//! An edition with its accounts, once more.

use crate::{
    edition::{self, EditionId, State},
    freely,
    line::{self, NamedAccountId},
    list::ListId,
};
use kernel::{Batch, Resource, Result, Work, record};

/// A draft that says what the given edition says, or nothing yet.
pub async fn draft(work: &mut Work, list: ListId, of: Option<&edition::Model>) -> Result<edition::Model> {
    let drafted = edition::Model {
        id: EditionId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: serde_json::json!({}),
        list_id: list,
        name: None,
        edition: None,
        state: State::Draft,
        from: None,
        to: None,
        accounts: 0,
        changes: 0,
        note: None,
    };
    let drafted = work.create::<edition::Entity>(drafted).await?;
    let Some(of) = of else { return Ok(drafted) };
    let mut created = Vec::new();
    for line in line::of(work, of.id).await? {
        let line = line::Model { id: NamedAccountId::new(), edition_id: drafted.id, from: None, until: None, ..line };
        created.push(record::of_row::<line::Entity>(&line)?);
    }
    let accounts = i64::try_from(created.len()).unwrap_or(i64::MAX);
    if created.is_empty() {
        return Ok(drafted);
    }
    // Whoever has left since comes along and is shown: that is what a new edition is for.
    freely::set(work, true);
    let written = work.write_batch(line::Entity::NAME, Batch { created, changed: Vec::new() }).await;
    freely::set(work, false);
    written?;
    work.update::<edition::Entity>(drafted, |edition| edition.accounts = accounts).await
}
