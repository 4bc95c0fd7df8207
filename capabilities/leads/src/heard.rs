//! What those above tell, and what it means for leads.

use accounts::events::AccountMerged;
use kernel::{Batch, Result, Work, record};
use sea_orm::{Condition, QueryFilter, prelude::*};

use crate::lead::{Column, Entity, Model};

/// Leads that became an account that is no more became the other.
pub async fn merged(merged: AccountMerged, work: &mut Work) -> Result<()> {
    let theirs = Condition::all().add(Column::AccountId.eq(merged.from));
    change_all(theirs, |lead| lead.account_id = Some(merged.into), work).await
}

async fn change_all(which: Condition, change: impl Fn(&mut Model), work: &mut Work) -> Result<()> {
    let leads = work.every::<Entity>().filter(which).all(work.conn()).await?;
    let mut changed = Vec::with_capacity(leads.len());
    for mut lead in leads {
        let before = record::of_row::<Entity>(&lead)?;
        change(&mut lead);
        changed.push((before, record::of_row::<Entity>(&lead)?));
    }
    if !changed.is_empty() {
        work.write_batch("leads", Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
}
