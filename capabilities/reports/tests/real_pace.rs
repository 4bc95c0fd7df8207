//! The real pipeline of 2016 and 2017: H2 2017 is planned from H1, and the week's report says who is off pace, beside figures
//! worked out here.

use crate::{
    jobs_done, number, page, part, real_data,
    real_data::{Deal, brought_in},
    reports_of,
};
use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use testing::Client;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// `amount` among these weights: whole units, what is left over by the largest remainder, the earlier first.
fn shared(amount: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    let mut parts: Vec<i64> = weights.iter().map(|weight| amount * weight / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(amount * weights[*at] % sum), *at));
    let left = usize::try_from(amount - parts.iter().sum::<i64>()).expect("never too much");
    order.into_iter().take(left).for_each(|at| parts[at] += 1);
    parts
}

/// Monday to Friday: the company of these tests has no holidays.
fn working_days(from: NaiveDate, to: NaiveDate) -> i64 {
    let free = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let days = from.iter_days().take_while(|day| *day <= to).filter(|day| !free(day)).count();
    i64::try_from(days).expect("a few days")
}

/// What people won from one day to another, by their names.
fn won(all: &[Deal], from: &str, to: &str) -> BTreeMap<String, i64> {
    let (from, to) = (day(from), day(to));
    let mut won: BTreeMap<String, i64> = BTreeMap::new();
    for deal in all.iter().filter(|deal| deal.won && deal.to.is_some_and(|on| (from..=to).contains(&on))) {
        *won.entry(deal.agent.clone()).or_default() += deal.amount;
    }
    won
}

/// Targets of H2 by agent: 1.2 × H1 of each region, half up, then by what managers and agents won in H1. Rows are agent,
/// manager and region.
fn targets(rows: &[Vec<String>], h1: &BTreeMap<String, i64>) -> (BTreeMap<String, i64>, BTreeMap<String, i64>) {
    let of = |agent: &str| h1.get(agent).copied().unwrap_or(0);
    let sum =
        |at: usize, name: &str| rows.iter().filter(|cells| cells[at] == name).map(|cells| of(&cells[0])).sum::<i64>();
    let below = |at: usize, name: &str, wanted: usize| -> BTreeSet<&str> {
        rows.iter().filter(|cells| cells[at] == name).map(|cells| cells[wanted].as_str()).collect()
    };
    let regions: BTreeSet<&str> = rows.iter().map(|cells| cells[2].as_str()).collect();
    let (mut by_region, mut by_agent) = (BTreeMap::new(), BTreeMap::new());
    for region in regions {
        let target = (sum(2, region) * 12 + 5) / 10;
        by_region.insert(region.to_owned(), target);
        let managers: Vec<&str> = below(2, region, 1).into_iter().collect();
        let weights: Vec<i64> = managers.iter().map(|manager| sum(1, manager)).collect();
        for (manager, part) in managers.iter().zip(shared(target, &weights)) {
            let agents: Vec<&str> = below(1, manager, 0).into_iter().collect();
            let weights: Vec<i64> = agents.iter().map(|agent| of(agent)).collect();
            let parts = agents.iter().map(|agent| (*agent).to_owned()).zip(shared(part, &weights));
            by_agent.extend(parts);
        }
    }
    (by_region, by_agent)
}

/// The plan of H2 with the targets of regions held, published.
async fn planned(ops: &Client, head: &Client, unit: &str, by_region: &BTreeMap<String, i64>) {
    let total: i64 = by_region.values().sum();
    let plan = json!({
        "name": "H2 2017", "metric": "credited_amount", "unit_id": unit, "from": "2017-07-01", "to": "2017-12-31",
        "grain": "quarter", "amount": format!("{total}.00"), "currency": "CNY", "rounding": "1.00",
    });
    let plan = ops.post("target_plans", plan).await.ok();
    let set = json!({
        "version": plan.version(),
        "blend": [{ "driver": "history", "weight": 100, "from": "2017-01-01", "to": "2017-06-30" }],
    });
    let path = format!("target_plans/{}", plan.id());
    ops.post(&format!("{path}/settings"), set).await.ok();
    ops.post(&format!("{path}/draw"), json!({})).await.ok();
    let grid = ops.get(&format!("{path}/grid")).await.ok().body;
    let rows = grid["rows"].as_array().expect("rows");
    let node = |name: &str| rows.iter().find(|row| row["name"] == name).expect("a region")["node"].clone();
    let locks: Vec<Value> = by_region
        .iter()
        .map(|(region, target)| json!({ "node": node(region), "lock": format!("{target}.00") }))
        .collect();
    ops.post(&format!("{path}/edits"), json!({ "changes": grid["changes"], "edits": locks })).await.ok();
    ops.post(&format!("{path}/submit"), json!({})).await.ok();
    head.post(&format!("{path}/approve"), json!({})).await.ok();
    ops.post(&format!("{path}/publish"), json!({})).await.ok();
}

testing::both! {
    async fn the_weeks_report_says_who_is_off_the_pace_of_h2(server: Server) {
        let Some(folder) = kernel::testing::real_data("crm-sales-opportunities") else { return };
        let all = real_data::deals(&folder);
        let rows = real_data::lines(&folder, "sales_teams.csv");
        let base = server.company().await;
        let ops = base.client("Ops");
        let top = json!({ "name": "Sold", "kind": "division", "parent_id": base.unit("Company") });
        let top = ops.post("units", top).await.ok().id();
        let (people, managers) = real_data::teams(&server, &ops, &top, &rows).await;
        brought_in(&server, &ops, &people, &all).await;
        let (by_region, by_agent) = targets(&rows, &won(&all, "2017-01-01", "2017-06-30"));
        planned(&ops, &base.client("Una"), &top, &by_region).await;

        let template = json!({ "name": "Week", "rhythm": "week", "within_id": top, "sections": ["attainment", "pace"], "lines": 50 });
        let template = ops.post("report_templates", template).await.ok().id();
        ops.post(&format!("report_templates/{template}/write_now"), json!({ "day": "2017-08-20" })).await.ok();
        jobs_done(&server).await;

        // Half of the target is the third quarter's; of that is due what of its working days has passed.
        let credited = won(&all, "2017-07-01", "2017-08-20");
        let passed = working_days(day("2017-07-01"), day("2017-08-20"));
        let quarter = working_days(day("2017-07-01"), day("2017-09-30"));
        let due = |cents: i64| (2 * cents * passed + quarter) / (2 * quarter);
        let third = |agent: &str| shared(by_agent[agent], &[1, 1])[0] * 100;
        for (manager, client) in &managers {
            let agents: Vec<&str> = rows.iter().filter(|cells| cells[1] == *manager).map(|cells| cells[0].as_str()).collect();
            let got = |agent: &str| credited.get(agent).copied().unwrap_or(0) * 100;
            let off = |agent: &&str| due(third(agent)) > 0 && got(agent) * 10_000 < due(third(agent)) * 8_000;
            let expected: BTreeSet<&str> = agents.iter().copied().filter(off).collect();
            let found = reports_of(client).await;
            assert_eq!(found.len(), 1, "{manager}: {found:#?}");
            let told = page(client, &found[0]).await;
            let pace = part(&told, "pace");
            let named: Vec<&str> = pace["lists"]
                .as_array()
                .expect("lists")
                .iter()
                .flat_map(|list| list["items"].as_array().expect("lines"))
                .filter_map(|line| line["text"].as_str())
                .collect();
            assert_eq!(named.len(), expected.len(), "{manager}: {named:?}");
            assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), expected, "{manager}");
            let lacking = |agent: &str| due(third(agent)) - got(agent);
            assert!(named.windows(2).all(|two| lacking(two[0]) >= lacking(two[1])), "the furthest behind first: {named:?}");

            let target: i64 = agents.iter().map(|agent| by_agent[*agent]).sum();
            let team: i64 = agents.iter().map(|agent| got(agent)).sum();
            let due: i64 = due(agents.iter().map(|agent| third(agent)).sum());
            let percent = |part: i64, whole: i64| format!("{:.1}%", part as f64 / whole as f64 * 100.0);
            let attainment = part(&told, "attainment");
            assert_eq!(number(attainment, "This year"), percent(team, target * 100), "{manager}: since the targets begin");
            assert_eq!(number(attainment, "Pace of the year"), percent(team, due), "{manager}");
        }
    }
}
