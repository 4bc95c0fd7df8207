//! Nobody sees outside their reach: not in lists, details, groups, exports or search.
//!
//! What each person may see is worked out here once more, by walking the tree row by row, and compared with every way by
//! which rows leave the server.

use kernel::{Actor, Kind, Reach, Scope};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use testing::{Client, Company, Server};

/// Person → the unit they stand in, and the units they lead.
const STANDS: [(&str, &str, Option<&str>); 8] = [
    ("Una", "Company", Some("Company")),
    ("Ann", "Oak", Some("Oak")),
    ("Bob", "Oak", None),
    ("Cid", "Oak", None),
    ("Dee", "Pine", Some("Pine")),
    ("Eve", "Pine", None),
    ("Fay", "Elm", Some("Elm")),
    ("Gus", "Elm", None),
];

/// The units below a unit, itself included.
fn below(unit: &str) -> Vec<&'static str> {
    match unit {
        "Company" => vec!["Company", "North", "South", "Oak", "Pine", "Elm"],
        "North" => vec!["North", "Oak", "Pine"],
        "South" => vec!["South", "Elm"],
        "Oak" => vec!["Oak"],
        "Pine" => vec!["Pine"],
        "Elm" => vec!["Elm"],
        other => panic!("no unit is called {other}"),
    }
}

fn within(who: &str, reach: Reach, owner: &str) -> bool {
    let stands = |name: &str| STANDS.iter().find(|(person, ..)| *person == name).expect("a person of the company");
    let (_, unit, leads) = stands(who);
    let (_, theirs, _) = stands(owner);
    who == owner
        || match reach {
            Reach::Own => false,
            Reach::Team => theirs == unit || leads.is_some_and(|leads| leads == *theirs),
            Reach::Subtree => below(leads.unwrap_or(unit)).contains(theirs),
            Reach::All => true,
        }
}

testing::both! {
    async fn nobody_sees_outside_their_reach(server: Server) {
        let company = server.company().await;
        let owners = rows_of_everybody(&server, &company).await;
        for (who, ..) in STANDS {
            let client = company.client(who);
            let may = client.get("session").await.ok().body["may"].clone();
            for (noun, rows) in &owners {
                let reach: Option<Reach> = serde_json::from_value(may[*noun]["read"].clone()).expect("a reach");
                let wanted: BTreeSet<&String> = rows
                    .iter()
                    .filter(|(_, owner)| reach.is_some_and(|reach| within(who, reach, owner)))
                    .map(|(id, _)| id)
                    .collect();
                every_way_out(&client, who, noun, rows, &wanted, reach.is_some()).await;
            }
        }
    }
}

async fn every_way_out(
    client: &Client,
    who: &str,
    noun: &str,
    rows: &BTreeMap<String, &str>,
    wanted: &BTreeSet<&String>,
    reads: bool,
) {
    let list = client.get(&format!("{noun}?limit=500&total=true")).await;
    if !reads {
        assert_eq!(list.status, 403, "{who} lists {noun}");
        return;
    }
    let listed = list.ok();
    let ids = listed.column("id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>(), *wanted, "{who} lists {noun}");
    assert_eq!(listed.total() as usize, wanted.len(), "{who} counts {noun}");
    for id in rows.keys() {
        let status = client.get(&format!("{noun}/{id}")).await.status;
        let should = if wanted.contains(id) { 200 } else { 404 };
        assert_eq!(status, should, "{who} opens a row of {noun}");
        assert_eq!(client.get(&format!("{noun}/{id}/timeline")).await.status, should, "{who} reads a story of {noun}");
        if should == 404 {
            let change = client.patch(&format!("{noun}/{id}"), json!({ "version": 1 })).await.status;
            assert!(matches!(change, 403 | 404), "{who} changes a row of {noun}: {change}");
        }
    }
    let groups = client.get(&format!("{noun}/groups?by=owner_id")).await.ok();
    let counted: i64 =
        groups.body["rows"].as_array().expect("groups").iter().map(|group| group["count"].as_i64().unwrap_or(0)).sum();
    assert_eq!(counted as usize, wanted.len(), "{who} groups {noun}");
    let export = client.get(&format!("{noun}/export?format=csv")).await;
    if export.status == 200 {
        let text = export.body.as_str().expect("a CSV").trim_end();
        assert_eq!(text.lines().count() - 1, wanted.len(), "{who} exports {noun}");
    } else {
        assert_eq!(export.status, 403, "{who} exports {noun}");
    }
    // The index is fed in the background; whatever it holds by now, it shows nothing beyond the list.
    let hits = client.get(&format!("search?q=outing&nouns={noun}&limit=50")).await.ok();
    for hit in hits.body["hits"].as_array().expect("hits") {
        let id = hit["id"].as_str().expect("an id").to_owned();
        assert!(wanted.contains(&id), "{who} finds a row of {noun} by searching");
    }
}

/// One row of every owned noun for everybody: noun → id → owner.
async fn rows_of_everybody(
    server: &Server,
    company: &Company,
) -> BTreeMap<&'static str, BTreeMap<String, &'static str>> {
    let mut made: BTreeMap<&'static str, BTreeMap<String, &'static str>> = BTreeMap::new();
    let nouns: Vec<&'static str> = server
        .house
        .registry
        .nouns()
        .filter(|noun| matches!(&noun.scope, Scope::Owned { owner, .. } if *owner == "owner_id") && !noun.system)
        .map(|noun| noun.name)
        .collect();
    assert!(nouns.contains(&"opportunities") && nouns.contains(&"accounts") && nouns.contains(&"leads"));
    for (who, unit, _) in STANDS {
        for noun in &nouns {
            let mut row = json!({ "owner_id": company.person(who) });
            let known = server.house.registry.noun(noun).expect("a noun of the list");
            for field in known.built_in().iter().filter(|field| field.required() && field.name != "owner_id") {
                if let Kind::Choice(options) = &field.kind {
                    row[field.name.as_ref()] = options[0].value.as_ref().into();
                    continue;
                }
                row[field.name.as_ref()] = match field.kind.refers() {
                    "" if field.kind == Kind::Date => json!("2190-01-01"),
                    // What names a number has to be one.
                    "" if field.name == "metric" => json!("won_amount"),
                    "" => Value::from(format!("outing {who}")),
                    "units" => json!(company.unit(unit)),
                    parent => {
                        Value::from(made[parent].iter().find(|(_, owner)| **owner == who).expect("a parent").0.clone())
                    }
                };
            }
            // What is put in is money, and has to be counted.
            if *noun == "initiative_resources" {
                row["amount"] = json!("1");
            }
            if known.title == "name" {
                row["name"] = json!(format!("outing of {who}"));
            }
            let id = make(server, noun, row).await;
            made.entry(noun).or_default().insert(id, who);
        }
    }
    made
}

async fn make(server: &Server, noun: &'static str, row: Value) -> String {
    let input = row.as_object().cloned().expect("a row");
    let written = server
        .house
        .write(Actor::operator(), None, move |work| Box::pin(async move { work.create_record(noun, &input).await }))
        .await;
    let (row, _) = written.unwrap_or_else(|error| panic!("{noun}: {error:?}"));
    row["id"].as_str().expect("an id").to_owned()
}
