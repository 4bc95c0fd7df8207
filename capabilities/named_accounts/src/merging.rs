//! Two accounts became one: the lists name the one that is left.

use crate::{
    edition::{self, State},
    freely,
    line::{self, NamedAccountId},
    list, rules,
};
use accounts::AccountMerged;
use kernel::{BoxFuture, Result, Work};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;

pub fn hear(merged: AccountMerged, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let of = |account| work.every::<line::Entity>().filter(line::Column::AccountId.eq(account));
        let gone = of(merged.from).all(work.conn()).await?;
        let left = of(merged.into).all(work.conn()).await?;
        for line in gone {
            let edition = work.every::<edition::Entity>().filter(edition::Column::Id.eq(line.edition_id));
            let Some(edition) = edition.lock_exclusive().one(work.conn()).await? else { continue };
            if left.iter().any(|other| other.edition_id == line.edition_id) {
                drop(work, line.id, edition).await?;
                continue;
            }
            if let Some(other) = clash(work, &edition, &line, &left).await? {
                return Err(rules::MERGED_TWICE.with("lists", other).into());
            }
            freely::set(work, true);
            let moved = work.update::<line::Entity>(line, |line| line.account_id = merged.into).await;
            freely::set(work, false);
            moved?;
        }
        Ok(())
    })
}

/// The edition names the account that is left already: once is enough.
async fn drop(work: &mut Work, line: NamedAccountId, edition: edition::Model) -> Result<()> {
    freely::set(work, true);
    let line = work.fetch::<line::Entity>(line.0).await?;
    let deleted = work.delete::<line::Entity>(line).await;
    freely::set(work, false);
    deleted?;
    work.update::<edition::Entity>(edition, |edition| {
        edition.accounts -= 1;
        edition.changes += 1;
    })
    .await
    .map(|_| ())
}

/// The two lists of one kind on which both accounts stand, from today on. What is past stays as it was.
async fn clash(
    work: &Work,
    edition: &edition::Model,
    line: &line::Model,
    left: &[line::Model],
) -> Result<Option<String>> {
    let counts = |line: &line::Model| line.from.is_some() && line.until.is_none_or(|until| until > work.today);
    if edition.state == State::Draft || !counts(line) {
        return Ok(None);
    }
    let list = work.fetch::<list::Entity>(edition.list_id.0).await?;
    let editions: BTreeSet<_> = left.iter().filter(|other| counts(other)).map(|other| other.edition_id).collect();
    for other in editions {
        let other = work.fetch::<edition::Entity>(other.0).await?;
        let other = work.fetch::<list::Entity>(other.list_id.0).await?;
        // Of the same list it is another edition, of another time.
        if other.id != list.id && other.kind == list.kind {
            return Ok(Some(format!("{}, {}", list.name, other.name)));
        }
    }
    Ok(None)
}
