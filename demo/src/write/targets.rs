//! The plan of this year, drawn from last year's won amounts and in force, and a draft for the next that is being talked about.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use kernel::{Minor, Record, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use serde_json::json;
use targets::{
    Numbers,
    node::{self, Talk},
    plan::{self, TargetPlanId},
};

use super::organization::Organization;
use super::rows::{Rows, id};
use crate::company::{CURRENCY, Kind, PEOPLE, UNITS};
use crate::plan::Plan;
use crate::plan::deals::Outcome;

/// Nobody plans in less than a thousand yuan.
const ROUNDED: i64 = 100_000;
/// What a year is to bring beside the one before, in percent.
const GROWTH: i64 = 115;

pub async fn write(company: &Organization, planned: &Plan, work: &mut Work) -> Result<()> {
    let year = planned.today.year();
    let this = drawn(company, planned, year, 0, work).await?;
    for verb in ["submit", "approve", "publish"] {
        work.act(plan::Entity::NAME, this.0, verb, None, &Record::new()).await?;
    }
    let next = drawn(company, planned, year + 1, 1, work).await?;
    talked(company, next, work).await
}

/// A plan for a year, with everybody who sells in it.
async fn drawn(company: &Organization, planned: &Plan, year: i32, nth: usize, work: &mut Work) -> Result<TargetPlanId> {
    let won = won(planned, year - 1);
    let total: i64 = won.values().flat_map(BTreeMap::values).sum();
    let amount = total / 100 * GROWTH / ROUNDED * ROUNDED;
    let mut season = [0_i64; 12];
    for (month, amount) in won.values().flatten() {
        season[*month as usize] += amount / ROUNDED;
    }
    // A year that has only begun has no season of its own.
    let even = season.contains(&0);
    let began = first(year - 1, 11);
    let row = id("target_plans", nth, began);
    let mut rows = Rows::of(plan::Entity::NAME);
    rows.add(
        row,
        json!({
            "name": format!("{year} 年度目标 Targets {year}"), "metric": "credited_amount",
            "unit_id": company.unit("company"), "from": first(year, 1), "to": last(year),
            "grain": "month", "owner_id": company.person("operations"), "amount": amount.max(ROUNDED), "currency": CURRENCY,
            "rounding": ROUNDED, "padding": 0, "stretch": 11_000, "challenge": 12_500,
            "blend": [{ "driver": "history", "weight": 80 }, { "driver": "even", "weight": 20 }],
            "over_assignment": [], "season": if even { "even" } else { "by_hand" },
            "weights": if even { json!([]) } else { json!(season) },
            "note": "按上年赢单额分解，兼顾均衡；月份按上年季节。Spread by last year's won amounts, months by its season.",
        }),
    );
    rows.write(work).await?;
    let id = TargetPlanId(row);
    let sells: HashSet<&str> = PEOPLE.iter().filter(|one| one.sells()).map(|one| one.login).collect();
    let history: HashMap<PersonId, _> = won
        .iter()
        .filter(|(login, _)| sells.contains(*login))
        .map(|(login, months)| (PersonId(company.person(login)), (months.values().sum::<i64>() / 100).into()))
        .collect();
    let plan = work.fetch::<plan::Entity>(row).await?;
    targets::draw_up(work, plan, &Numbers::from([("history".to_owned(), history)])).await?;
    without_those_who_do_not_sell(company, id, work).await?;
    Ok(id)
}

/// Departments and whoever does not sell have no share in what is sold.
async fn without_those_who_do_not_sell(company: &Organization, id: TargetPlanId, work: &mut Work) -> Result<()> {
    let departments = UNITS.iter().filter(|unit| unit.kind == Kind::Department);
    let departments: HashSet<UnitId> = departments.map(|unit| UnitId(company.unit(unit.key))).collect();
    let others = PEOPLE.iter().filter(|one| !one.sells());
    let others: HashSet<PersonId> = others.map(|one| PersonId(company.person(one.login))).collect();
    let gone = |node: &node::Model| {
        node.unit_id.is_some_and(|unit| departments.contains(&unit))
            || node.person_id.is_some_and(|person| others.contains(&person))
    };
    targets::without(work, id, gone).await
}

/// One region has handed in from below, one was sent back, one agrees, the others have only just heard.
async fn talked(company: &Organization, id: TargetPlanId, work: &mut Work) -> Result<()> {
    let values = targets::values(work, id).await?;
    let places = targets::places(work, id).await?;
    let by_id: HashMap<node::TargetNodeId, &node::Model> = places.iter().map(|node| (node.id, node)).collect();
    let region = |node: &node::Model| {
        let mut at = Some(node);
        while let Some(one) = at {
            let unit = UNITS.iter().find(|unit| one.unit_id == Some(UnitId(company.unit(unit.key))));
            if let Some(unit) = unit.filter(|unit| unit.above == Some("company")) {
                return Some((unit.key, one.id == node.id));
            }
            at = one.parent_id.and_then(|parent| by_id.get(&parent).copied());
        }
        None
    };
    for (nth, node) in places.iter().enumerate() {
        let value = values.get(&node.id).copied().unwrap_or(0);
        let percent = |percent: i64| Some(Minor((value / 100 * percent / ROUNDED * ROUNDED).max(ROUNDED)));
        let (talk, proposed, said) = match region(node) {
            Some(("south", true)) => (
                Talk::Proposed,
                percent(94),
                Some(
                    "深圳两家大客户推迟扩产，按客户逐一核对后自报。Two large customers in Shenzhen put off their new lines; summed up customer by customer.",
                ),
            ),
            Some(("south", false)) => (Talk::Proposed, percent(90 + nth as i64 % 9), None),
            Some(("north", true)) => (
                Talk::Returned,
                percent(80),
                Some(
                    "低于今年实际，请按客户名单重新核对青岛的存量。Below what this year has brought; please go through Qingdao's accounts again.",
                ),
            ),
            Some(("west", true)) => (Talk::Agreed, None, Some("同意。Agreed.")),
            Some(("east" | "world" | "key", true)) => (Talk::Given, None, None),
            Some(_) | None => (Talk::Held, None, None),
        };
        if talk == Talk::Held {
            continue;
        }
        work.update::<node::Entity>(node.clone(), |node| {
            node.talk = talk;
            node.proposed_amount = proposed;
            node.said = said.map(str::to_owned);
        })
        .await?;
    }
    Ok(())
}

/// What everybody won in a year, by month from 0, in fen. Whoever has left sold for whoever came after them.
fn won(planned: &Plan, year: i32) -> BTreeMap<&'static str, BTreeMap<u32, i64>> {
    let mut won: BTreeMap<&'static str, BTreeMap<u32, i64>> = BTreeMap::new();
    for deal in planned.deals.iter().filter(|deal| deal.outcome == Outcome::Won) {
        let Some(closed) = deal.closed.filter(|closed| closed.year() == year) else { continue };
        *won.entry(deal.owner).or_default().entry(closed.month0()).or_default() += deal.amount();
    }
    won
}

fn first(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

fn last(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default()
}
