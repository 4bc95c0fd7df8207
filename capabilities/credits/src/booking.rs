//! Brings the ledger to what the deals come to, whatever happened to them.

use crate::{
    closing,
    credit::{self, CreditId, Why},
    ledger::{self, Entry, Terms},
    overlay, rules, split,
};
use chrono::NaiveDate;
use kernel::{BasisPoints, Batch, Minor, Resource, Result, Work, record};
use opportunities::{
    opportunity::{self, OpportunityId},
    stage::Outcome,
};
use org::{History, person::PersonId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;

/// Ids in one statement.
const CHUNK: usize = 1_000;
/// Up to so many lines stand in the journal one by one.
const FEW: usize = 24;

/// A deal whose credit may have changed, and what changed it.
pub struct Booking {
    pub deal: opportunity::Model,
    pub why: Why,
    pub note: Option<String>,
}

type Shares = HashMap<OpportunityId, Vec<(PersonId, BasisPoints)>>;

/// Writes what is missing and takes back what is too much; how many lines that were.
///
/// # Errors
/// What the database says, and amounts that cannot be counted.
pub async fn book(bookings: Vec<Booking>, work: &mut Work) -> Result<usize> {
    let deals: Vec<OpportunityId> = bookings.iter().map(|one| one.deal.id).collect();
    let mut lines: HashMap<OpportunityId, Vec<credit::Model>> = HashMap::new();
    for chunk in deals.chunks(CHUNK) {
        let of_these = credit::Column::OpportunityId.is_in(chunk.iter().copied());
        let select = work.every::<credit::Entity>().filter(of_these).order_by_asc(credit::Column::Id);
        for line in select.all(work.conn()).await? {
            lines.entry(line.opportunity_id).or_default().push(line);
        }
    }
    let (mut splits, mut overlays) = (splits(&deals, work).await?, overlays(&deals, work).await?);
    let history = match bookings.iter().any(|one| one.deal.outcome == Outcome::Won) {
        true => History::load(work.conn()).await?,
        false => History::default(),
    };
    let closed = closing::through(work).await?;
    let mut written = Vec::new();
    for Booking { deal, why, note } in bookings {
        let terms = Terms {
            amount: deal.amount.unwrap_or(Minor::ZERO),
            owner: deal.owner_id,
            splits: splits.remove(&deal.id).unwrap_or_default(),
            overlays: overlays.remove(&deal.id).unwrap_or_default(),
        };
        let due = due(&deal, &terms, &history, work.today)?;
        let standing = ledger::standing(lines.remove(&deal.id).unwrap_or_default());
        let (too_much, missing) = ledger::difference(standing, due);
        let on = |own: Option<NaiveDate>| rules::counts_on(own, closed, work.today);
        for line in too_much {
            written.push(credit::Model {
                amount: line.amount.checked_neg().ok_or(rules::TOO_LARGE)?,
                happened_on: on(line.happened_on),
                reverses_id: Some(line.id),
                ..line_of(&deal, Entry::of(&line), why, note.clone(), work)
            });
        }
        for entry in missing {
            let line = line_of(&deal, entry, why, note.clone(), work);
            written.push(credit::Model { happened_on: on(entry.closed_on), ..line });
        }
    }
    write(written, work).await
}

/// What the ledger has to come to for a deal: where people stood, and under whom, on the day it was closed.
fn due(deal: &opportunity::Model, terms: &Terms, history: &History, today: NaiveDate) -> Result<Vec<Entry>> {
    if deal.outcome != Outcome::Won {
        return Ok(Vec::new());
    }
    let day = deal.closed_on.unwrap_or(today);
    let parts = ledger::parts(terms, |person| history.manager(person, day))?;
    let entry = |part: ledger::Part| Entry {
        unit: part.person.and_then(|person| history.unit(person, day)),
        part,
        account: deal.account_id,
        currency: deal.currency,
        closed_on: deal.closed_on,
    };
    Ok(parts.into_iter().map(entry).collect())
}

fn line_of(deal: &opportunity::Model, entry: Entry, why: Why, note: Option<String>, work: &Work) -> credit::Model {
    credit::Model {
        id: CreditId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: deal.name.clone(),
        opportunity_id: deal.id,
        account_id: entry.account,
        person_id: entry.part.person,
        unit_id: entry.unit,
        kind: entry.part.kind,
        share: entry.part.share,
        amount: entry.part.amount,
        currency: entry.currency,
        happened_on: entry.closed_on,
        closed_on: entry.closed_on,
        why,
        note,
        reverses_id: None,
    }
}

async fn write(lines: Vec<credit::Model>, work: &mut Work) -> Result<usize> {
    let count = lines.len();
    if count <= FEW {
        for line in lines {
            work.create::<credit::Entity>(line).await?;
        }
        return Ok(count);
    }
    let created = lines.iter().map(record::of_row::<credit::Entity>).collect::<Result<_>>()?;
    work.write_batch(credit::Entity::NAME, Batch { created, changed: Vec::new() }).await?;
    Ok(count)
}

async fn splits(deals: &[OpportunityId], work: &Work) -> Result<Shares> {
    use split::{Column, Entity};
    let mut shares = Shares::new();
    for chunk in deals.chunks(CHUNK) {
        let select = work.every::<Entity>().filter(Column::OpportunityId.is_in(chunk.iter().copied()));
        for one in select.order_by_asc(Column::Position).order_by_asc(Column::Id).all(work.conn()).await? {
            shares.entry(one.opportunity_id).or_default().push((one.person_id, one.share));
        }
    }
    Ok(shares)
}

async fn overlays(deals: &[OpportunityId], work: &Work) -> Result<Shares> {
    use overlay::{Column, Entity};
    let mut shares = Shares::new();
    for chunk in deals.chunks(CHUNK) {
        let select = work.every::<Entity>().filter(Column::OpportunityId.is_in(chunk.iter().copied()));
        for one in select.order_by_asc(Column::Position).order_by_asc(Column::Id).all(work.conn()).await? {
            shares.entry(one.opportunity_id).or_default().push((one.person_id, one.share));
        }
    }
    Ok(shares)
}
