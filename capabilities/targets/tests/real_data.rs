//! The real pipeline of 2016 and 2017: H2 2017 planned from H1, and attainment by week, beside figures worked out here.

use crate::{adds_up, line, publishing::approved_by};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use testing::{Client, Server};

struct Sold {
    agent: String,
    on: chrono::NaiveDate,
    amount: i64,
}

/// Won deals (whole units) and who leads whom where.
fn read(folder: &std::path::Path) -> (Vec<Sold>, Vec<[String; 3]>) {
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).expect("a readable file");
        let split = |line: &str| line.split(',').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        text.lines().skip(1).map(split).collect::<Vec<_>>()
    };
    let won = lines("sales_pipeline.csv").into_iter().filter(|cells| cells[4] == "Won");
    let sold = won.map(|cells| Sold {
        agent: cells[1].clone(),
        on: cells[6].parse().expect("a date"),
        amount: cells[7].parse().expect("a whole number"),
    });
    let teams =
        lines("sales_teams.csv").into_iter().map(|cells| [cells[2].clone(), cells[1].clone(), cells[0].clone()]);
    (sold.collect(), teams.collect())
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

struct Made {
    people: HashMap<String, String>,
    company: String,
}

async fn made(ops: &Client, top: &str, teams: &[[String; 3]]) -> Made {
    let unit = async |name: &str, kind: &str, parent: Option<&str>| {
        ops.post("units", json!({ "name": name, "kind": kind, "parent_id": parent })).await.ok().id()
    };
    let company = unit("Sold", "division", Some(top)).await;
    let mut units: BTreeMap<String, String> = BTreeMap::new();
    let mut people = HashMap::new();
    for [region, manager, agent] in teams {
        if !units.contains_key(region) {
            units.insert(region.clone(), unit(region, "region", Some(&company)).await);
        }
        if !units.contains_key(manager) {
            let above = units[region].clone();
            units.insert(manager.clone(), unit(manager, "team", Some(&above)).await);
        }
        let row = json!({ "name": agent, "unit_id": units[manager] });
        people.insert(agent.clone(), ops.post("people", row).await.ok().id());
    }
    Made { people, company }
}

testing::both! {
    async fn the_second_half_is_planned_from_the_first_and_followed_by_week(server: Server) {
        let Some(folder) = kernel::testing::real_data("crm-sales-opportunities") else { return };
        let (sold, teams) = read(&folder);
        let base = server.company().await;
        let ops = base.client("Ops");
        let made = made(&ops, base.unit("Company"), &teams).await;
        let half = |day: chrono::NaiveDate| day < "2017-07-01".parse().unwrap();
        let mut h1: HashMap<&str, i64> = HashMap::new();
        for deal in sold.iter().filter(|deal| half(deal.on)) {
            *h1.entry(deal.agent.as_str()).or_default() += deal.amount;
        }
        // Only what agents of the teams sold, a deal each day and agent: the ledger adds them up anyway.
        let mut days: BTreeMap<(&str, chrono::NaiveDate), i64> = BTreeMap::new();
        for deal in &sold {
            *days.entry((deal.agent.as_str(), deal.on)).or_default() += deal.amount;
        }
        let stages = ops.get("stages?limit=100").await.ok().body["rows"].clone();
        let stages = stages.as_array().expect("stages");
        let stage = stages.iter().find(|stage| stage["name"] == "Won").expect("deals can be won")["id"].clone();
        let rows = days.iter().enumerate().map(|(nth, ((agent, on), amount))| {
            json!({
                "name": format!("Deal {nth}"), "owner_id": made.people[*agent], "opened_on": "2016-10-01", "closed_on": on,
                "close_value": amount * 100, "currency": "CNY", "stage_id": stage,
            })
        });
        write(&server, rows.collect()).await;

        // Independently: regions by 1.2 × H1 half up, quarters half each, then managers and agents by H1.
        let region_of = |agent: &str| teams.iter().find(|team| team[2] == agent).expect("a team");
        let sum = |fits: &dyn Fn(&[String; 3]) -> bool| -> i64 {
            h1.iter().filter(|(agent, _)| fits(region_of(agent))).map(|(_, amount)| *amount).sum()
        };
        let mut expected: BTreeMap<String, i64> = BTreeMap::new();
        let mut regions: Vec<&String> = teams.iter().map(|team| &team[0]).collect();
        regions.sort();
        regions.dedup();
        for region in &regions {
            let target = (sum(&|team| team[0] == **region) * 12 + 5) / 10;
            expected.insert((*region).clone(), target);
            let mut managers: Vec<&String> = teams.iter().filter(|team| team[0] == **region).map(|team| &team[1]).collect();
            managers.sort();
            managers.dedup();
            let weights: Vec<i64> = managers.iter().map(|manager| sum(&|team| team[1] == **manager)).collect();
            for (manager, part) in managers.iter().zip(shared(target, &weights)) {
                expected.insert((*manager).clone(), part);
                let mut agents: Vec<&String> = teams.iter().filter(|team| team[1] == **manager).map(|team| &team[2]).collect();
                agents.sort();
                let weights: Vec<i64> = agents.iter().map(|agent| h1.get(agent.as_str()).copied().unwrap_or(0)).collect();
                for (agent, part) in agents.iter().zip(shared(part, &weights)) {
                    expected.insert((*agent).clone(), part);
                }
            }
        }
        let total: i64 = regions.iter().map(|region| expected[*region]).sum();

        let plan = json!({
            "name": "H2 2017", "metric": "credited_amount", "unit_id": made.company, "from": "2017-07-01", "to": "2017-12-31",
            "grain": "quarter", "amount": format!("{total}.00"), "currency": "CNY", "rounding": "1.00",
        });
        let plan = ops.post("target_plans", plan).await.ok();
        let set = json!({
            "version": plan.version(),
            "blend": [{ "driver": "history", "weight": 100, "from": "2017-01-01", "to": "2017-06-30" }],
        });
        let plan = plan.id();
        ops.post(&format!("target_plans/{plan}/settings"), set).await.ok();
        ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
        let path = format!("target_plans/{plan}/grid");
        let grid = ops.get(&path).await.ok().body;
        let locks: Vec<Value> = regions
            .iter()
            .map(|region| json!({ "node": line(&grid, region)["node"], "lock": format!("{}.00", expected[*region]) }))
            .collect();
        let edits = json!({ "changes": grid["changes"], "edits": locks });
        ops.post(&format!("target_plans/{plan}/edits"), edits).await.ok();
        let grid = ops.get(&path).await.ok().body;
        adds_up(&grid);
        for (name, target) in &expected {
            let row = line(&grid, name);
            assert_eq!(row["value"], json!(target * 100), "{name}");
            let quarters = shared(*target, &[1, 1]);
            assert_eq!(row["periods"], json!(quarters.iter().map(|part| part * 100).collect::<Vec<_>>()), "{name}");
        }
        approved_by(&ops, &base.client("Una"), &plan).await;
        ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();

        // Attainment at week closes of Q3 and at the end.
        for day in ["2017-07-09", "2017-08-20", "2017-10-01", "2017-12-31"] {
            let close: chrono::NaiveDate = day.parse().unwrap();
            let told = ops.get(&format!("target_plans/{plan}/attainment?day={day}")).await.ok().body;
            let credited = |fits: &dyn Fn(&[String; 3]) -> bool| -> i64 {
                let in_time = sold.iter().filter(|deal| !half(deal.on) && deal.on <= close);
                in_time.filter(|deal| fits(region_of(&deal.agent))).map(|deal| deal.amount).sum()
            };
            for name in expected.keys() {
                let amount = credited(&|team| team.contains(name));
                let row = line(&told, name);
                assert_eq!(row["credited"], json!(amount * 100), "{name} by {day}");
                let target = expected[name];
                let percent = (target > 0).then(|| (2 * amount * 10_000 + target) / (2 * target));
                assert_eq!(row["attainment"], json!(percent), "{name} by {day}");
            }
            let question = format!("target_attainment?from=2017-07-01&to=2017-12-31&by=owner&where=unit={}", made.company);
            let rows = ops.get(&format!("kpis/{question}")).await.ok().body["rows"].clone();
            assert_eq!(rows.as_array().map(Vec::len), Some(expected.len() - regions.len() - managers(&teams)));
        }
    }
}

fn managers(teams: &[[String; 3]]) -> usize {
    let mut names: Vec<&String> = teams.iter().map(|team| &team[1]).collect();
    names.sort();
    names.dedup();
    names.len()
}

/// Won deals as an import writes them: in chunks.
async fn write(server: &Server, rows: Vec<Value>) {
    let rows: Vec<kernel::Record> = rows.into_iter().filter_map(|row| row.as_object().cloned()).collect();
    let writing = server.house.write(kernel::Actor::operator().through(kernel::Origin::Import), None, move |work| {
        Box::pin(async move {
            for chunk in rows.chunks(500) {
                let batch = kernel::Batch { created: chunk.to_vec(), changed: Vec::new() };
                work.write_batch("opportunities", batch).await?;
            }
            Ok(())
        })
    });
    writing.await.expect("the deals are written");
}
