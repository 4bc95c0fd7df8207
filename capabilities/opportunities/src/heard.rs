//! What those above tell, and what it means for deals.

use accounts::events::{AccountHandedOver, AccountMerged};
use kernel::{Batch, Result, Work, record};
use sea_orm::{Condition, QueryFilter, prelude::*};

use crate::{
    opportunity::{Column, Entity, Model},
    stage::Outcome,
};

/// The open deals that the old owner had with the account go with it, unless it was handed over without them.
pub async fn handed_over(handed: AccountHandedOver, work: &mut Work) -> Result<()> {
    let Some(from) = handed.from.filter(|_| handed.open_deals) else { return Ok(()) };
    let open = Condition::all()
        .add(Column::AccountId.eq(handed.account))
        .add(Column::OwnerId.eq(from))
        .add(Column::Outcome.eq(Outcome::Open));
    change_all(open, |deal| deal.owner_id = Some(handed.to), work).await
}

/// All deals of the account that is no more are the other's.
pub async fn merged(merged: AccountMerged, work: &mut Work) -> Result<()> {
    let theirs = Condition::all().add(Column::AccountId.eq(merged.from));
    change_all(theirs, |deal| deal.account_id = Some(merged.into), work).await
}

async fn change_all(which: Condition, change: impl Fn(&mut Model), work: &mut Work) -> Result<()> {
    let deals = work.every::<Entity>().filter(which).all(work.conn()).await?;
    let mut changed = Vec::with_capacity(deals.len());
    for mut deal in deals {
        let before = record::of_row::<Entity>(&deal)?;
        change(&mut deal);
        changed.push((before, record::of_row::<Entity>(&deal)?));
    }
    if !changed.is_empty() {
        work.write_batch("opportunities", Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
}
