use crate::{House, Refused, house, line};
use serde_json::{Value, json};
use testing::Client;

/// Through the hands of Una, who did not plan it.
pub async fn approved(house: &House, plan: &str) {
    approved_by(&house.ops, &house.of("Una"), plan).await;
}

pub async fn approved_by(ops: &Client, other: &Client, plan: &str) {
    ops.post(&format!("target_plans/{plan}/submit"), json!({})).await.ok();
    other.post(&format!("target_plans/{plan}/approve"), json!({})).await.ok();
}

async fn targets(house: &House, name: &str) -> Vec<(String, String, Value)> {
    let filter = json!({ "field": "name", "op": "eq", "value": name });
    let rows = house.ops.get(&format!("targets?sort=from&limit=100&filter={filter}")).await.ok().body["rows"].clone();
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    rows.as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            (
                text(row, "from"),
                row["amount"]["amount"].as_str().unwrap_or_default().to_owned(),
                row["replaced_on"].clone(),
            )
        })
        .collect()
}

testing::both! {
    async fn an_approved_plan_becomes_targets_for_everybody(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({ "stretch": 110 })).await;
        house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.refused("target_plans.not_approved");
        approved(&house, &plan).await;
        house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
        let company = targets(&house, "Company").await;
        assert_eq!(company.len(), 12);
        assert_eq!((company[0].0.as_str(), company[0].1.as_str()), ("2026-01-01", "100.00"));
        let edit = json!({ "changes": 0, "edits": [] });
        house.ops.post(&format!("target_plans/{plan}/edits"), edit).await.refused("target_plans.kept");
        let by_hand = json!({ "name": "x", "plan_id": plan, "metric": "won_amount", "from": "2026-01-01", "to": "2026-01-31", "currency": "CNY" });
        let by_hand = house.ops.post("targets", by_hand).await;
        assert!((400..500).contains(&by_hand.status), "targets come of plans: {by_hand:?}");
    }

    async fn nobody_approves_their_own_plan(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({ "owner_id": house.company.person("Una") })).await;
        house.ops.post(&format!("target_plans/{plan}/submit"), json!({})).await.ok();
        house.of("Una").post(&format!("target_plans/{plan}/approve"), json!({})).await.refused("target_plans.own_plan");
    }

    async fn a_plan_for_the_rest_of_the_year_leaves_what_is_past(server: Server) {
        let house = house(&server).await;
        let year = server.house.today().format("%Y").to_string();
        let days = json!({ "from": format!("{year}-01-01"), "to": format!("{year}-12-31") });
        let first = house.drawn("1200.00", days).await;
        approved(&house, &first).await;
        house.ops.post(&format!("target_plans/{first}/publish"), json!({})).await.ok();
        let second = house.ops.post(&format!("target_plans/{first}/copy"), json!({ "name": "Second half" })).await.ok().id();
        house.ops.patch(&format!("target_plans/{second}"), json!({ "amount": "2400.00", "version": 1 })).await;
        approved(&house, &second).await;
        let past = house.ops.post(&format!("target_plans/{second}/publish"), json!({ "from": format!("{year}-01-01") })).await;
        past.refused("target_plans.counts_in_the_past");
        let between = house.ops.post(&format!("target_plans/{second}/publish"), json!({ "from": format!("{year}-12-15") })).await;
        assert!(between.status == 409 || between.status == 422, "{between:?}");
        let before = targets(&house, "Company").await;
        assert!(before.iter().all(|(_, _, replaced)| replaced.is_null()), "a refused plan changed nothing");
    }

    async fn a_copy_is_a_scenario_beside_the_plan(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        let other = house.ops.post(&format!("target_plans/{plan}/copy"), json!({ "name": "Brave" })).await.ok().id();
        let grid = house.grid(&other).await;
        let edits = json!({ "changes": grid["changes"], "edits": [{ "node": line(&grid, "Gus")["node"], "lock": "900.00" }] });
        house.ops.post(&format!("target_plans/{other}/edits"), edits).await.ok();
        let beside = house.ops.get(&format!("target_plans/{plan}/comparison?with={other}")).await.ok().body;
        let gus = beside["rows"].as_array().expect("rows").iter().find(|row| row["name"] == "Gus").expect("Gus").clone();
        assert_eq!(gus["right"], 90_000);
        assert_ne!(gus["left"], gus["right"]);
    }
}
