//! The real pipeline of 2016 and 2017: the week's report of each team beside figures worked out here.

use crate::{jobs_done, number, page, part, reports_of};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use testing::{Client, Server};

pub struct Deal {
    pub agent: String,
    pub won: bool,
    pub lost: bool,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// In whole units.
    pub amount: i64,
}

pub fn lines(folder: &std::path::Path, name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(name)).expect("a readable file");
    let split = |line: &str| line.split(',').map(|cell| cell.trim().to_owned()).collect();
    text.lines().skip(1).map(split).collect()
}

pub fn deals(folder: &std::path::Path) -> Vec<Deal> {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let deal = |cells: Vec<String>| Deal {
        agent: cells[1].clone(),
        won: cells[4] == "Won",
        lost: cells[4] == "Lost",
        from: day(&cells[5]),
        to: day(&cells[6]),
        amount: cells[7].parse().unwrap_or_default(),
    };
    lines(folder, "sales_pipeline.csv").into_iter().map(deal).collect()
}

/// A team of each manager in their region, led by them, with their agents; who signs in as whom.
pub async fn teams(
    server: &Server,
    ops: &Client,
    top: &str,
    rows: &[Vec<String>],
) -> (HashMap<String, String>, BTreeMap<String, Client>) {
    let mut people = HashMap::new();
    let mut regions: BTreeMap<String, String> = BTreeMap::new();
    let mut managers: BTreeMap<String, (String, Client)> = BTreeMap::new();
    for cells in rows {
        let (agent, manager, region) = (&cells[0], &cells[1], &cells[2]);
        if !regions.contains_key(region) {
            let unit = json!({ "name": region, "kind": "region", "parent_id": top });
            regions.insert(region.clone(), ops.post("units", unit).await.ok().id());
        }
        if !managers.contains_key(manager) {
            let unit = json!({ "name": format!("Team {manager}"), "kind": "team", "parent_id": regions[region] });
            let unit = ops.post("units", unit).await.ok();
            let person = ops.post("people", json!({ "name": manager, "unit_id": unit.id() })).await.ok().id();
            let leads = json!({ "version": unit.version(), "leader_id": person });
            ops.patch(&format!("units/{}", unit.id()), leads).await.ok();
            let login = manager.to_lowercase().replace(' ', ".");
            let id = person.parse().expect("an id");
            let token = access::make_user_with_token(&server.house, &login, manager, Some(id), &["manager"]).await;
            let client = Client::new(&server.url, Some(token.expect("a user")));
            managers.insert(manager.clone(), (unit.id(), client));
        }
        let row = json!({ "name": agent, "unit_id": managers[manager].0 });
        people.insert(agent.clone(), ops.post("people", row).await.ok().id());
    }
    (people, managers.into_iter().map(|(name, (_, client))| (name, client)).collect())
}

/// Deals as an import writes them: in chunks.
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

/// The file's deals of these people, each with the stage that it ended in.
pub async fn brought_in(server: &Server, ops: &Client, people: &HashMap<String, String>, all: &[Deal]) {
    let stages = ops.get("stages?limit=100&sort=position").await.ok().body["rows"].clone();
    let stages = stages.as_array().expect("stages");
    let stage = |meaning: &str| stages.iter().find(|stage| stage["meaning"] == meaning).expect("a stage")["id"].clone();
    let (won, lost, open) = (stage("won"), stage("lost"), stage("open"));
    let made = all.iter().enumerate().filter(|(_, deal)| people.contains_key(&deal.agent)).map(|(nth, deal)| {
        let stage = match (deal.won, deal.lost) {
            (true, _) => &won,
            (false, true) => &lost,
            (false, false) => &open,
        };
        let mut row = json!({
            "name": format!("Deal {nth}"), "owner_id": people[&deal.agent], "opened_on": deal.from, "closed_on": deal.to,
            "currency": "CNY", "stage_id": stage,
        });
        if deal.won {
            row["close_value"] = json!(deal.amount * 100);
        }
        row
    });
    write(server, made.collect()).await;
}

/// As the page writes an amount of whole units.
fn money(amount: i64) -> String {
    let digits = amount.to_string();
    match amount {
        0..1_000 => format!("CNY {digits}.00"),
        _ => {
            let (thousands, rest) = digits.split_at(digits.len() - 3);
            format!("CNY {thousands},{rest}")
        }
    }
}

testing::both! {
    async fn a_week_of_2017_is_told_as_the_file_has_it(server: Server) {
        let Some(folder) = kernel::testing::real_data("crm-sales-opportunities") else { return };
        let all = deals(&folder);
        let rows = lines(&folder, "sales_teams.csv");
        let base = server.company().await;
        let ops = base.client("Ops");
        let top = ops.post("units", json!({ "name": "Sold", "kind": "division", "parent_id": base.unit("Company") })).await.ok().id();
        let (people, managers) = teams(&server, &ops, &top, &rows).await;
        brought_in(&server, &ops, &people, &all).await;

        let template = json!({
            "name": "Week", "rhythm": "week", "within_id": top, "measures": ["won", "won_amount", "lost"],
        });
        let template = ops.post("report_templates", template).await.ok().id();
        let (first, last): (NaiveDate, NaiveDate) = ("2017-08-14".parse().unwrap(), "2017-08-20".parse().unwrap());
        ops.post(&format!("report_templates/{template}/write_now"), json!({ "day": last })).await.ok();
        jobs_done(&server).await;

        let within = |day: Option<NaiveDate>| day.is_some_and(|day| (first..=last).contains(&day));
        for (manager, client) in &managers {
            let agents: Vec<&String> = rows.iter().filter(|cells| cells[1] == *manager).map(|cells| &cells[0]).collect();
            let theirs = || all.iter().filter(|deal| agents.contains(&&deal.agent));
            let won: Vec<&Deal> = theirs().filter(|deal| deal.won && within(deal.to)).collect();
            let amount: i64 = won.iter().map(|deal| deal.amount).sum();
            let lost = theirs().filter(|deal| deal.lost && within(deal.to)).count();
            let new = theirs().filter(|deal| within(deal.from)).count();
            let found = reports_of(client).await;
            assert_eq!(found.len(), 1, "{manager}: {found:#?}");
            let told = page(client, &found[0]).await;
            let numbers = part(&told, "numbers");
            assert_eq!(number(numbers, "Won deals"), won.len().to_string(), "{manager}");
            assert_eq!(number(numbers, "Won amount"), money(amount), "{manager}");
            assert_eq!(number(numbers, "Lost deals"), lost.to_string(), "{manager}");
            let said = format!("Won {} ({}), lost {lost}, new {new}.", won.len(), money(amount));
            let headline = told["headline"].as_array().expect("sentences");
            assert!(headline.iter().any(|text| *text == said), "{manager}: {said} is not in {headline:#?}");
        }
    }
}
