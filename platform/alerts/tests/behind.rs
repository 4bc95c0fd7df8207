//! Against a target: the shipped rule over the pace that targets tell.

use crate::{House, act, alerts_of, house, look, switch_on};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A plan of credited amounts for 2026 that asks as much of everybody, in force.
async fn targets(house: &House) {
    targets_in(house, "1200.00").await;
}

/// The same in parts of so much: parts as large as these leave quarters of a team without any.
pub async fn targets_in(house: &House, parts: &str) {
    let (ops, una) = (house.of("Ops"), house.of("Una"));
    let plan = json!({
        "name": "Year 2026", "metric": "credited_amount", "unit_id": house.company.unit("Company"), "from": "2026-01-01",
        "to": "2026-12-31", "amount": "36000.00", "currency": "CNY", "rounding": parts,
    });
    let plan = ops.post("target_plans", plan).await.ok().id();
    for verb in ["draw", "submit"] {
        ops.post(&format!("target_plans/{plan}/{verb}"), json!({})).await.ok();
    }
    una.post(&format!("target_plans/{plan}/approve"), json!({})).await.ok();
    ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
}

async fn sold(house: &House, owner: &str, on: &str) {
    let row = json!({ "name": "Deal", "owner_id": house.company.person(owner), "opened_on": "2025-12-01" });
    let deal = house.adm.post("opportunities", row).await.ok().id();
    let won = json!({ "closed_on": on, "close_value": "90000.00" });
    house.adm.post(&format!("opportunities/{deal}/win"), won).await.ok();
}

/// The rule of the library.
async fn shipped(house: &House) -> Value {
    let offers = house.adm.get("alert_rules/library").await.ok().body;
    let offer = offers.as_array().expect("offers").iter().find(|offer| offer["code"] == "behind_target");
    offer.expect("it is offered")["rule"].clone()
}

testing::both! {
    async fn three_reps_behind_their_target_are_warned_and_the_manager_closes_one_case_with_an_action(server: Server) {
        let house = house(&server).await;
        targets(&house).await;
        for name in ["Bob", "Ann", "Dee", "Fay", "Una"] {
            sold(&house, name, "2026-01-15").await;
        }
        let rule = house.adm.post("alert_rules", shipped(&house).await).await.ok().id();
        switch_on(&house.adm, &rule).await.ok();
        let monday: NaiveDate = "2026-06-15".parse().expect("a day");
        assert_eq!(look(&server, monday).await.failed, 0);
        let rows = alerts_of(&house.adm).await;
        let warned: BTreeSet<&str> = rows.iter().filter_map(|row| row["subject"].as_str()).collect();
        assert_eq!(warned, BTreeSet::from(["Cid", "Eve", "Gus"]), "below 80 % of what was due, three week closes running");
        for name in ["Cid", "Eve", "Gus"] {
            let alert = house.alert(name).await;
            assert_eq!((&alert["value"], &alert["limit"]), (&json!(0), &json!(0.8)));
            assert_eq!(alert["assignee_id"], house.company.person(name));
        }
        let (ann, case) = (house.of("Ann"), house.alert("Ann").await);
        assert_eq!(case["subject"], "Cid", "hers is the one of her team");
        let plan = json!({ "action": "Visit the three largest accounts together", "person_id": house.company.person("Cid") });
        assert_eq!(act(&ann, &case, "plan_action", plan).await.ok().row()["state"], "acting");
        sold(&house, "Cid", "2026-06-17").await;
        look(&server, monday + Days::new(7)).await;
        assert_eq!(house.alert("Ann").await["state"], "recovered");
        let closed = act(&ann, &case, "close", json!({ "result": "Signed after the visit." })).await.ok().row().clone();
        assert_eq!((&closed["state"], &closed["closed_by_id"]), (&json!("closed"), &json!(house.company.person("Ann"))));
    }

    async fn without_targets_nobody_is_behind(server: Server) {
        let house = house(&server).await;
        let rule = house.adm.post("alert_rules", shipped(&house).await).await.ok().id();
        switch_on(&house.adm, &rule).await.ok();
        let round = look(&server, house.today).await;
        assert_eq!((round.looks, round.raised, round.failed), (1, 0, 0));
    }
}
