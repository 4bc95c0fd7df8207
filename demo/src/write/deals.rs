//! Opportunities with their lines, competitors and stage history.

use std::collections::HashMap;

use kernel::list::{Query, Sort};
use kernel::{Batch, Record, Result, Work, record};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

use super::catalogue::product;
use super::customers::account;
use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::CURRENCY;
use crate::plan::deals::{COMPETITORS, Deal, Outcome, Reason};
use crate::plan::leads::{Lead, SOURCES, source_without_lead};
use crate::plan::{MONTHS, Plan, month};

/// Open stages, won and lost, by the names that the company gives them.
const STAGES: [&str; 6] = [
    "资格确认 Qualification",
    "需求分析 Needs analysis",
    "方案报价 Proposal",
    "商务谈判 Negotiation",
    "赢单 Won",
    "丢单 Lost",
];
const WON: usize = 4;
const LOST: usize = 5;

/// What the company asks before a deal enters a stage, and how many deals it can look after there.
fn habits(stage: usize) -> Value {
    match stage {
        2 => json!({"enter_needs": ["lines"]}),
        3 => json!({"enter_needs": ["next_step", "next_step_on"], "deal_limit": 60}),
        _ => json!({}),
    }
}

/// The id of the nth deal of the plan.
pub fn deal(nth: usize, plan: &Plan) -> Uuid {
    id("opportunities", nth, plan.deals[nth].opened)
}

pub async fn write(company: &Organization, plan: &Plan, work: &mut Work) -> Result<()> {
    let stages = name_rows("stages", &STAGES, habits, work).await?;
    let reasons = name_rows("reasons", &Reason::ALL.map(Reason::name), |_| json!({}), work).await?;
    let began = month(plan.today, MONTHS);

    let mut competitors = Rows::of("competitors");
    let rivals: HashMap<&str, Uuid> = COMPETITORS
        .iter()
        .enumerate()
        .map(|(nth, name)| (*name, competitors.add(id("competitors", nth, began), json!({"name": name}))))
        .collect();
    competitors.write(work).await?;

    let leads: HashMap<usize, &Lead> = plan.leads.iter().filter_map(|lead| Some((lead.became?.0, lead))).collect();
    let mut deals = Rows::of("opportunities");
    let mut lines = Rows::of("opportunity_lines").together("opportunity_id");
    let mut met = Rows::of("opportunity_competitors");
    let mut changes = Rows::of("stage_changes").together("opportunity_id");
    for (nth, planned) in plan.deals.iter().enumerate() {
        let row = deal(nth, plan);
        let path = path(planned);
        let (stage, since) = *path.last().expect("a deal begins in a stage");
        deals.add(
            row,
            json!({
                "name": planned.name,
                "code": format!("D{:05}", 20_001 + nth),
                "account_id": account(planned.account, plan),
                "owner_id": company.person(planned.owner),
                "source": leads.get(&nth).map_or_else(|| source_without_lead(nth), |lead| SOURCES[lead.source].name),
                "campaign": leads.get(&nth).and_then(|lead| lead.campaign),
                "stage_id": stages[stage],
                "stage_since": since,
                "currency": CURRENCY,
                "lines_amount": planned.amount(),
                "close_value": (planned.outcome == Outcome::Won).then(|| planned.amount()),
                "opened_on": planned.opened,
                "expected_close_on": planned.expected,
                "closed_on": planned.closed,
                "reason_id": planned.reason.map(|reason| reasons[reason as usize]),
                "next_step": planned.next_step.map(|(step, _)| step),
                "next_step_on": planned.next_step.map(|(_, on)| on),
            }),
        );
        for (place, item) in planned.items.iter().enumerate() {
            lines.add(
                id(&format!("opportunity_lines/{nth}"), place, planned.opened),
                json!({
                    "opportunity_id": row,
                    "product_id": product(item.product, began),
                    // Stored exactly: ten-thousandths of a piece, fen, hundredths of a per cent.
                    "quantity": item.quantity * 10_000,
                    "unit_price": item.list * 100,
                    "discount": item.discount * 100,
                    "currency": CURRENCY,
                    "position": place,
                }),
            );
        }
        for (place, rival) in planned.competitors.iter().enumerate() {
            met.add(
                id(&format!("opportunity_competitors/{nth}"), place, planned.opened),
                json!({
                    "opportunity_id": row,
                    "competitor_id": rivals[rival],
                    "won": planned.reason == Some(Reason::Competitor),
                }),
            );
        }
        let mut from: Option<(usize, chrono::NaiveDate)> = None;
        for (place, (stage, since)) in path.into_iter().enumerate() {
            changes.add(
                id(&format!("stage_changes/{nth}"), place, since),
                json!({
                    "opportunity_id": row,
                    "from_stage_id": from.map(|(stage, _)| stages[stage]),
                    "to_stage_id": stages[stage],
                    "name": STAGES[stage],
                    "since": since,
                    "days_before": from.map(|(_, then)| (since - then).num_days()),
                }),
            );
            from = Some((stage, since));
        }
    }
    deals.write(work).await?;
    lines.write(work).await?;
    met.write(work).await?;
    changes.write(work).await
}

/// The stages a deal went through, with the day it entered each; won and lost included.
fn path(deal: &Deal) -> Vec<(usize, chrono::NaiveDate)> {
    let end = match deal.outcome {
        Outcome::Open => None,
        Outcome::Won => Some(WON),
        Outcome::Lost => Some(LOST),
    };
    deal.stages.iter().copied().chain(end.zip(deal.closed)).collect()
}

/// Gives the rows that every house starts with the company's own names and habits, in their order, and adds those that
/// are missing.
async fn name_rows(
    noun: &'static str,
    names: &[&str],
    more: impl Fn(usize) -> Value,
    work: &mut Work,
) -> Result<Vec<Uuid>> {
    let house = work.house.clone();
    let known = house.registry.known(noun)?;
    let query = Query { sort: Sort::parse("position"), ..Query::default() };
    let held: Vec<Record> = work.reader().page(known, &query).await?.rows;
    let mut ids = Vec::new();
    let mut batch = Batch::default();
    for (place, name) in names.iter().enumerate() {
        if let Some(before) = held.get(place) {
            let mut after = before.clone();
            after.insert("name".into(), (*name).into());
            after.extend(more(place).as_object().cloned().unwrap_or_default());
            ids.push(record::id(before)?);
            batch.changed.push((before.clone(), after));
        } else {
            let new = id(noun, place, work.today);
            let Value::Object(row) = json!({"id": new, "name": name, "position": place}) else {
                unreachable!("written as an object")
            };
            ids.push(new);
            batch.created.push(row);
        }
    }
    work.write_batch(noun, batch).await?;
    Ok(ids)
}
