//! Publishing that others have to agree to first: it waits, and what comes into force is what they have seen.

use crate::{House, adds_up, house, line, publishing::approved};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Dee says yes before a plan is published.
async fn flow(house: &House) {
    let adm = house.of("Adm");
    let flow =
        json!({ "name": "Targets", "noun": "target_plans", "act": "publish", "owner_id": house.company.person("Una") });
    let flow = adm.post("approval_flows", flow).await.ok().id();
    let edition = adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
    let step = json!({ "edition_id": edition, "name": "Works council", "place": 1, "who": "people", "mode": "any", "people": [house.company.person("Dee")] });
    adm.post("approval_steps", step).await.ok();
    adm.post(&format!("approval_flow_editions/{edition}/put_in_force"), json!({})).await.ok();
}

/// A plan with a lock in it that was approved, and what it says.
async fn decided(house: &House) -> (String, Value) {
    let plan = house.drawn("1200.00", json!({})).await;
    let grid = house.grid(&plan).await;
    let edits =
        json!({ "changes": grid["changes"], "edits": [{ "node": line(&grid, "Bob")["node"], "lock": "500.00" }] });
    house.ops.post(&format!("target_plans/{plan}/edits"), edits).await.ok();
    approved(house, &plan).await;
    let grid = house.grid(&plan).await;
    adds_up(&grid);
    (plan, grid)
}

async fn send(house: &House, plan: &str) -> String {
    let act = json!({ "noun": "target_plans", "id": plan, "verb": "publish", "form": { "from": "2026-01-01" }, "reason": "As agreed in the board" });
    house.of("Una").post("approvals/send", act).await.ok().body["id"].as_str().expect("an id").to_owned()
}

async fn state(house: &House, noun: &str, id: &str) -> Value {
    house.of("Una").get(&format!("{noun}/{id}")).await.ok().row()["state"].clone()
}

/// What is in force, by whom and from when, in the smallest unit.
async fn in_force(house: &House) -> BTreeMap<(String, String), i64> {
    let rows = house.ops.get("targets?limit=500&sort=from").await.ok().body["rows"].clone();
    let one = |row: &Value| {
        let cents = row["amount"]["amount"].as_str().expect("an amount").replace('.', "").parse().expect("digits");
        let text = |field: &str| row[field].as_str().expect("a text").to_owned();
        ((text("name"), text("from")), cents)
    };
    rows.as_array().expect("rows").iter().map(one).collect()
}

/// What a plan says of the same.
fn said(grid: &Value) -> BTreeMap<(String, String), i64> {
    let starts: Vec<&str> =
        grid["periods"].as_array().expect("periods").iter().filter_map(|one| one["from"].as_str()).collect();
    let mut said = BTreeMap::new();
    for row in grid["rows"].as_array().expect("rows") {
        let name = row["name"].as_str().expect("a name");
        for (start, amount) in starts.iter().zip(row["periods"].as_array().expect("periods")) {
            said.insert((name.to_owned(), (*start).to_owned()), amount.as_i64().expect("a whole number"));
        }
    }
    said
}

testing::both! {
    async fn publishing_waits_for_its_yes_and_publishes_what_was_approved(server: Server) {
        let house = house(&server).await;
        flow(&house).await;
        let (plan, grid) = decided(&house).await;
        for client in [&house.ops, &house.of("Adm"), &house.of("Una")] {
            let refused = client.post(&format!("target_plans/{plan}/publish"), json!({ "from": "2026-01-01" })).await;
            assert!(matches!(refused.problem(), (409, "approvals.wanted") | (403, _)), "{:#}", refused.body);
        }
        let request = send(&house, &plan).await;
        assert_eq!(state(&house, "target_plans", &plan).await, "approved");
        assert_eq!(in_force(&house).await, BTreeMap::new(), "it was tried and taken back");
        // What goes on meanwhile is not in what was approved.
        house.ops.post("people", json!({ "name": "Hal", "unit_id": house.company.unit("Oak") })).await.ok();
        assert_ne!(house.of("Bob").post(&format!("approvals/{request}/approve"), json!({})).await.status, 200, "he is not asked");
        house.of("Dee").post(&format!("approvals/{request}/approve"), json!({})).await.ok();
        assert_eq!(state(&house, "approvals", &request).await, "approved");
        assert_eq!(state(&house, "target_plans", &plan).await, "published");
        assert_eq!(in_force(&house).await, said(&grid), "to the cent, for everybody and every month, and for nobody else");
    }

    async fn what_changes_while_it_waits_is_asked_about_again(server: Server) {
        let house = house(&server).await;
        flow(&house).await;
        let (plan, _) = decided(&house).await;
        let request = send(&house, &plan).await;
        let version = house.ops.get(&format!("target_plans/{plan}")).await.ok().version();
        house.ops.patch(&format!("target_plans/{plan}"), json!({ "name": "Year 2026, final", "version": version })).await.ok();
        assert_eq!(state(&house, "approvals", &request).await, "void");
        let late = house.of("Dee").post(&format!("approvals/{request}/approve"), json!({})).await;
        assert_eq!(late.problem(), (409, "approvals.ended"));
        assert_eq!(state(&house, "target_plans", &plan).await, "approved");
        assert_eq!(in_force(&house).await, BTreeMap::new());
        let again = send(&house, &plan).await;
        house.of("Dee").post(&format!("approvals/{again}/approve"), json!({})).await.ok();
        assert_eq!(state(&house, "target_plans", &plan).await, "published");
    }

    async fn a_no_leaves_the_plan_as_it_was_approved(server: Server) {
        let house = house(&server).await;
        flow(&house).await;
        let (plan, grid) = decided(&house).await;
        let request = send(&house, &plan).await;
        house.of("Dee").post(&format!("approvals/{request}/refuse"), json!({ "comment": "Bob cannot do that" })).await.ok();
        assert_eq!(state(&house, "target_plans", &plan).await, "approved");
        assert_eq!(in_force(&house).await, BTreeMap::new());
        assert_eq!(house.grid(&plan).await["rows"], grid["rows"]);
    }
}
