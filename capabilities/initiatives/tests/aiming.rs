//! Paths that aim at the targets in force.

use crate::{House, change, findings, house, one};
use serde_json::{Value, json};

/// A plan of the whole company for 2026, drawn up, approved and in force.
async fn published(house: &House, amount: &str) -> String {
    let ops = house.of("Ops");
    let plan = json!({
        "name": "Year 2026", "metric": "won_amount", "unit_id": house.company.unit("Company"), "from": "2026-01-01",
        "to": "2026-12-31", "amount": amount, "currency": "CNY",
    });
    let plan = ops.post("target_plans", plan).await.ok().id();
    ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
    ops.post(&format!("target_plans/{plan}/submit"), json!({})).await.ok();
    house.of("Una").post(&format!("target_plans/{plan}/approve"), json!({})).await.ok();
    ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
    plan
}

/// What the targets of a unit come to.
async fn sum(house: &House, unit: &str) -> f64 {
    let rows = crate::rows(&house.adm, "targets", "unit_id", house.company.unit(unit)).await;
    rows.iter().map(|row| row["amount"]["amount"].as_str().expect("an amount").parse::<f64>().expect("a number")).sum()
}

testing::both! {
    async fn a_path_takes_its_target_from_the_plan_in_force(server: Server) {
        let house = house(&server).await;
        let of_plan = json!({ "target_how": "plan", "target": null });
        let none = json!({
            "name": "P", "owner_id": house.who("Ann"), "metric": "won_amount", "unit_id": house.company.unit("Oak"),
            "from": "2026-01-01", "to": "2026-12-31", "target_how": "plan",
        });
        assert_eq!(house.adm.post("paths", none.clone()).await.problem(), (409, "paths.no_targets"));
        published(&house, "1200.00").await;
        let expected = sum(&house, "Oak").await;
        let path = house.path(of_plan).await;
        let row = one(&house.adm, "paths", &path).await;
        assert_eq!(row["target"].as_f64(), Some(expected));
        // A part of a month is nobody's target; whoever does not see the targets does not learn them by a path.
        let cut = crate::with(none.clone(), json!({ "to": "2026-12-15" }));
        assert_eq!(house.adm.post("paths", cut).await.problem(), (409, "paths.no_targets"));
        let foreign = crate::with(none, json!({ "owner_id": house.who("Dee") }));
        assert_eq!(house.of("Dee").post("paths", foreign).await.problem(), (409, "paths.no_targets"));
        // What somebody types is theirs, until they ask for the plan again.
        let ann = house.of("Ann");
        change(&ann, "paths", &path, json!({ "target": 99 })).await.ok();
        let row = one(&ann, "paths", &path).await;
        assert_eq!((&row["target"], &row["target_how"]), (&json!(99), &json!("typed")));
        assert_eq!(ann.post(&format!("paths/{path}/target"), json!({})).await.problem(), (409, "paths.target_typed"));
        change(&ann, "paths", &path, json!({ "target_how": "plan" })).await.ok();
        assert_eq!(one(&ann, "paths", &path).await["target"].as_f64(), Some(expected));
        let quarter = change(&ann, "paths", &path, json!({ "to": "2026-03-31" })).await.ok();
        assert!(quarter.row()["target"].as_f64().is_some_and(|target| target < expected), "{:#}", quarter.body);
    }

    async fn a_target_that_no_path_leads_to_is_found_by_whoever_answers_for_it(server: Server) {
        let house = house(&server).await;
        published(&house, "1200.00").await;
        let board = async |who: &str| house.of(who).get("initiatives/board").await.ok().body.clone();
        let unled = |board: &Value| findings(board).into_iter().filter(|one| one.starts_with("target_without_path")).count();
        let anns = board("Ann").await;
        let mine = anns["unled"].as_array().expect("targets").clone();
        assert!(mine.iter().any(|one| one["unit"] == json!(house.company.unit("Oak"))), "{mine:#?}");
        assert_eq!(unled(&anns), mine.len());
        assert_eq!(unled(&board("Dee").await), board("Dee").await["unled"].as_array().map_or(0, Vec::len));
        house.path(json!({ "target_how": "plan", "target": null })).await;
        let anns = board("Ann").await;
        assert!(anns["unled"].as_array().expect("targets").iter().all(|one| one["unit"] != json!(house.company.unit("Oak"))));
    }
}
