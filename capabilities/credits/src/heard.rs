//! What happens to deals and accounts, and what it means for the ledger.

use crate::{
    booking::{self, Booking},
    credit::{self, Why},
};
use accounts::AccountMerged;
use kernel::{Batch, Record, Resource, Result, Work, Wrote, record};
use opportunities::opportunity;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::Value;

/// Fields of a won deal that its credit follows from, and what a change of each is called.
const FOLLOWS: [(&str, Why); 5] = [
    ("amount", Why::Amount),
    ("owner_id", Why::Owner),
    ("currency", Why::Corrected),
    ("account_id", Why::Corrected),
    ("closed_on", Why::Corrected),
];

/// Deals are seen as they are written, by whichever way: a verb, an edit, a line, or the chunk of an import, which tells no
/// news.
pub async fn wrote(noun: &'static str, wrote: &[Wrote<'_>], work: &mut Work) -> Result<()> {
    // An undoing puts back the lines by itself, and an account that goes into another takes its lines along.
    if noun != opportunity::Entity::NAME || work.takes_back() || accounts::merging(work) {
        return Ok(());
    }
    let mut bookings = Vec::new();
    for Wrote { before, after } in wrote {
        let Some(after) = after else { continue };
        if let Some(why) = changed(*before, after) {
            bookings.push(Booking { deal: record::to_row::<opportunity::Entity>(after)?, why, note: None });
        }
    }
    if bookings.is_empty() {
        return Ok(());
    }
    booking::book(bookings, work).await.map(|_| ())
}

fn changed(before: Option<&Record>, after: &Record) -> Option<Why> {
    let won = |deal: &Record| deal["outcome"] == "won";
    match (before.filter(|deal| won(deal)), won(after)) {
        (None, true) => Some(Why::Won),
        (Some(_), false) => Some(Why::Reopened),
        (Some(before), true) => FOLLOWS.iter().find(|(field, _)| before[*field] != after[*field]).map(|(_, why)| *why),
        (None, false) => None,
    }
}

/// Two accounts were one all along: what was credited with the one that goes stands with the other. Nobody's credit
/// changes by that, so no line is taken back for it.
pub async fn merged(merged: AccountMerged, work: &mut Work) -> Result<()> {
    let theirs = work.every::<credit::Entity>().filter(credit::Column::AccountId.eq(merged.from));
    let mut changed = Vec::new();
    for line in theirs.all(work.conn()).await? {
        let before = record::of_row::<credit::Entity>(&line)?;
        let mut after = before.clone();
        after.insert("account_id".to_owned(), Value::String(merged.into.to_string()));
        changed.push((before, after));
    }
    if !changed.is_empty() {
        work.write_batch(credit::Entity::NAME, Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
}
