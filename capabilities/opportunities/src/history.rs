//! What a deal's writing leaves behind: the line in its stage history, and news.

use kernel::{Origin, Result, Work, Wrote, record};
use serde_json::Value;

use crate::{
    catalogue::Catalogue,
    events::{Lost, Reopened, StageMoved, Won},
    opportunity::{Entity, Model},
    stage::Outcome,
    stage_change::{self, StageChangeId},
};

/// For all deals of one write. An import tells no news: what it brings happened long ago.
pub async fn record(wrote: &[Wrote<'_>], work: &mut Work) -> Result<()> {
    if work.takes_back() {
        return Ok(());
    }
    let told = work.actor.origin == Origin::Import;
    let catalogue = Catalogue::of(work).await?;
    let mut changes = Vec::new();
    let mut moved = Vec::new();
    for Wrote { before, after } in wrote {
        let Some(after) = after else { continue };
        let from = before.map(|before| &before["stage_id"]);
        // How an imported deal came to where it stands is not known: no history is better than an invented one.
        if from == Some(&after["stage_id"]) || (from.is_none() && told) {
            continue;
        }
        let deal = record::to_row::<Entity>(after)?;
        let before = before.map(record::to_row::<Entity>).transpose()?;
        let Some(stage) = deal.stage_id.and_then(|stage| catalogue.stage(stage)) else { continue };
        // A deal that is put back stands there as long as it did before, and yet it happened today.
        let back = before.is_some() && deal.outcome == Outcome::Open;
        let since = deal.stage_since.filter(|_| !back).unwrap_or(work.today);
        let stood = before.as_ref().and_then(|before| before.stage_since).map(|then| (since - then).num_days());
        changes.push(stage_change::Model {
            id: StageChangeId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: Value::Object(serde_json::Map::new()),
            opportunity_id: deal.id,
            from_stage_id: before.as_ref().and_then(|before| before.stage_id),
            to_stage_id: stage.id,
            name: stage.name.clone(),
            since,
            days_before: stood,
        });
        moved.push((before, deal));
    }
    write(changes, work).await?;
    if told {
        return Ok(());
    }
    for (before, deal) in moved {
        tell(before, deal, work).await?;
    }
    Ok(())
}

async fn write(mut changes: Vec<stage_change::Model>, work: &mut Work) -> Result<()> {
    if changes.len() == 1 {
        let change = changes.remove(0);
        work.create::<stage_change::Entity>(change).await?;
    } else if !changes.is_empty() {
        let created = changes.iter().map(record::of_row::<stage_change::Entity>).collect::<Result<_>>()?;
        work.write_batch("stage_changes", kernel::Batch { created, changed: Vec::new() }).await?;
    }
    Ok(())
}

async fn tell(before: Option<Model>, deal: Model, work: &mut Work) -> Result<()> {
    let id = deal.id.0;
    if let (Some(from_id), Some(to_id)) = (before.as_ref().and_then(|before| before.stage_id), deal.stage_id) {
        work.announce("opportunities", id, StageMoved { opportunity_id: deal.id, from_id, to_id }).await?;
    }
    let was = before.map_or(Outcome::Open, |before| before.outcome);
    if was == deal.outcome {
        return Ok(());
    }
    let on = deal.closed_on.unwrap_or(work.today);
    match deal.outcome {
        Outcome::Won => {
            let won = Won {
                opportunity_id: deal.id,
                account_id: deal.account_id,
                owner_id: deal.owner_id,
                close_value: deal.amount,
                currency: deal.currency,
                on,
            };
            work.announce("opportunities", id, won).await
        }
        Outcome::Lost => {
            let lost = Lost {
                opportunity_id: deal.id,
                account_id: deal.account_id,
                owner_id: deal.owner_id,
                reason_id: deal.reason_id,
                on,
            };
            work.announce("opportunities", id, lost).await
        }
        Outcome::Open => work.announce("opportunities", id, Reopened { opportunity_id: deal.id, was }).await,
    }
}
