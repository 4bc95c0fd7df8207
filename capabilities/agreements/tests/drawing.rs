//! Agreements are made from a published plan.

use crate::{Refused, house, whole};
use serde_json::{Value, json};

async fn published(house: &crate::House) -> String {
    let (from, to) = house.year();
    let row = json!({
        "name": "Year", "metric": "won_amount", "unit_id": house.company.unit("Company"), "from": from, "to": to,
        "amount": "1200.00", "currency": "CNY", "stretch": 110,
    });
    let plan = house.ops.post("target_plans", row).await.ok().id();
    house.ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
    let early = house.ops.post(&format!("target_plans/{plan}/draw_up_agreements"), json!({ "whom": "leaders" })).await;
    early.refused("agreements.plan_not_published");
    house.ops.post(&format!("target_plans/{plan}/submit"), json!({})).await.ok();
    house.of("Una").post(&format!("target_plans/{plan}/approve"), json!({})).await.ok();
    house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
    plan
}

async fn agreements_of(house: &crate::House) -> Vec<(String, Value, Value)> {
    let rows = house.ops.get("agreements?sort=name&limit=100").await.ok().body["rows"].clone();
    let told = |row: &Value| {
        (row["name"].as_str().unwrap_or_default().to_owned(), row["base"].clone(), row["stretch"].clone())
    };
    rows.as_array().expect("rows").iter().map(told).collect()
}

testing::both! {
    async fn everybody_who_answers_for_a_place_gets_a_draft_with_base_stretch_and_months(server: Server) {
        let house = house(&server).await;
        let plan = published(&house).await;
        house.ops.post(&format!("target_plans/{plan}/draw_up_agreements"), json!({ "whom": "leaders" })).await.ok();
        let names: Vec<String> = agreements_of(&house).await.into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["Elm · Year", "Oak · Year", "Pine · Year"]);
        let again = house.ops.post(&format!("target_plans/{plan}/draw_up_agreements"), json!({ "whom": "leaders" })).await;
        again.refused("agreements.nobody");
        house.ops.post(&format!("target_plans/{plan}/draw_up_agreements"), json!({ "whom": "people" })).await.ok();
        let rows = house.ops.get("agreements?limit=100").await.ok().body["rows"].clone();
        let oak = rows.as_array().expect("rows").iter().find(|row| row["name"] == "Oak · Year").expect("Oak's").clone();
        assert_eq!((&oak["party_id"], &oak["superior_id"]), (&json!(house.who("Ann")), &json!(house.who("Una"))));
        let told = whole(&house.ops, oak["id"].as_str().expect("an id")).await;
        let kpi = told["kpis"][0].clone();
        let months: f64 = kpi["months"].as_object().expect("months").values().filter_map(Value::as_f64).sum();
        assert_eq!(kpi["months"].as_object().expect("months").len(), 12);
        assert!((months - kpi["target"].as_f64().expect("a target")).abs() < 0.001, "months add up: {kpi:#}");
        assert!(told["stretch"].as_f64() > told["base"].as_f64());
        assert_eq!(told["weights"], 100);
    }

    async fn rules_and_clauses_are_taken_over_from_another_agreement(server: Server) {
        let house = house(&server).await;
        let plan = published(&house).await;
        let (from, to) = house.year();
        let pattern = json!({ "name": "Pattern", "party_id": house.who("Eve"), "from": from, "to": to, "expense_cap": 90000 });
        let pattern = house.ops.post("agreements", pattern).await.ok().id();
        house.kpi(&pattern, json!({ "weight": 70, "cap": 84 })).await.ok();
        let judged = json!({ "agreement_id": pattern, "title": "Report", "weight": 30, "how": "judged", "place": 2 });
        house.ops.post("agreement_kpis", judged).await.ok();
        house.ops.post("agreement_clauses", json!({ "agreement_id": pattern, "kind": "duty", "body": "Reports monthly." })).await.ok();
        let form = json!({ "whom": "leaders", "like_id": pattern });
        house.ops.post(&format!("target_plans/{plan}/draw_up_agreements"), form).await.ok();
        let rows = house.ops.get("agreements?limit=100").await.ok().body["rows"].clone();
        let oak = rows.as_array().expect("rows").iter().find(|row| row["name"] == "Oak · Year").expect("Oak's").clone();
        let told = whole(&house.ops, oak["id"].as_str().expect("an id")).await;
        let points: Vec<&Value> = told["kpis"].as_array().expect("KPIs").iter().map(|kpi| &kpi["full"]).collect();
        assert_eq!(points, [&json!(70), &json!(30)]);
        assert_eq!((&told["clauses"][0]["body"], &told["expense_cap"]), (&json!("Reports monthly."), &json!(90000)));
        house.act("Ops", oak["id"].as_str().expect("an id"), "issue", json!({})).await.ok();
    }
}
