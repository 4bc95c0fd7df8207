//! Months are scored by the rules of the agreement, and closed ones do not change.

use crate::{House, Refused, house, whole};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::{Value, json};

/// A deal that somebody won on a day.
async fn won(house: &House, who: &str, amount: &str, on: NaiveDate) {
    let adm = house.of("Adm");
    let account = adm
        .post("accounts", json!({ "name": format!("Customer {amount}"), "owner_id": house.who(who) }))
        .await
        .ok()
        .id();
    let deal = json!({
        "name": format!("Deal {amount}"), "account_id": account, "owner_id": house.who(who), "amount": amount,
        "currency": "CNY", "expected_close_on": on, "opened_on": on,
    });
    let deal = adm.post("opportunities", deal).await.ok().id();
    adm.post(&format!("opportunities/{deal}/win"), json!({ "closed_on": on })).await.ok();
}

/// An agreement of Bob's that began three months ago: 300 a month.
async fn running(house: &House) -> (String, NaiveDate) {
    let from = house.today.with_day(1).expect("a first").checked_sub_months(Months::new(3)).expect("a day");
    let to = from.checked_add_months(Months::new(12)).and_then(|next| next.pred_opt()).expect("a day");
    let row = json!({ "name": "Running", "party_id": house.who("Bob"), "from": from, "to": to });
    let agreement = house.ops.post("agreements", row).await.ok().id();
    house.kpi(&agreement, json!({ "weight": 80, "target": 3600, "stretch": null, "cap": 96 })).await.ok();
    let judged = json!({ "agreement_id": agreement, "title": "Report", "weight": 20, "how": "judged", "place": 2 });
    house.ops.post("agreement_kpis", judged).await.ok();
    for (who, verb) in [("Ops", "issue"), ("Bob", "accept"), ("Ann", "countersign")] {
        house.act(who, &agreement, verb, json!({})).await.ok();
    }
    (agreement, from)
}

fn month(told: &Value, first: NaiveDate) -> &Value {
    let months = told["scores"].as_array().expect("months");
    months.iter().find(|month| month["month"] == json!(first)).unwrap_or_else(|| panic!("{first} is not in {told:#}"))
}

testing::both! {
    async fn a_month_is_scored_by_its_own_target_and_opens_to_its_rows(server: Server) {
        let house = house(&server).await;
        let (agreement, from) = running(&house).await;
        won(&house, "Bob", "330.00", from + Days::new(4)).await;
        won(&house, "Cid", "999.00", from + Days::new(5)).await;
        won(&house, "Bob", "270.00", from + Days::new(40)).await;
        agreements::score(&server.house, house.today).await.expect("scores");
        let told = whole(&house.of("Bob"), &agreement).await;
        let line = month(&told, from)["lines"][0].clone();
        assert_eq!((&line["target"], &line["actual"], &line["attainment"]), (&json!(300), &json!(330), &json!(110)));
        assert_eq!((&line["points"], &line["decided"]), (&json!(90), &json!("above")), "80 and 10 above");
        let second = from.checked_add_months(Months::new(1)).expect("a day");
        let line = month(&told, second)["lines"][0].clone();
        assert_eq!((&line["points"], &line["decided"]), (&json!(70), &json!("below")));
        assert_eq!((&line["actual_to_date"], &line["target_to_date"], &line["points_to_date"]), (&json!(600), &json!(600), &json!(80)));
        let third = from.checked_add_months(Months::new(2)).expect("a day");
        assert_eq!(month(&told, third)["lines"][0]["decided"], "gate", "nothing is below 60 %");
        let answer = house.ops.post("kpis/ask", json!({ "questions": [line["question"]] })).await;
        assert!(answer.status < 300, "{answer:?}");
    }

    async fn what_is_judged_is_judged_by_the_superior_and_closes_the_month(server: Server) {
        let house = house(&server).await;
        let (agreement, from) = running(&house).await;
        won(&house, "Bob", "300.00", from + Days::new(4)).await;
        agreements::score(&server.house, house.today).await.expect("scores");
        let told = whole(&house.of("Ann"), &agreement).await;
        let first = month(&told, from).clone();
        assert_eq!((&first["state"], &first["missing"], &first["full"]), (&json!("open"), &json!(1), &json!(80)));
        let score = first["id"].as_str().expect("an id");
        let close = house.of("Ann").post(&format!("agreement_scores/{score}/close"), json!({})).await;
        assert_eq!(close.problem(), (409, "agreement_scores.not_all_judged"));
        let line = first["lines"][1]["id"].as_str().expect("an id").to_owned();
        assert_eq!((&first["lines"][1]["judges"], &whole(&house.of("Bob"), &agreement).await["role"]), (&json!(true), &json!("party")));
        let judge = format!("agreement_score_lines/{line}/judge");
        house.of("Una").post(&judge, json!({ "points": 15 })).await.refused("agreement_score_lines.not_the_judge");
        house.of("Ann").post(&judge, json!({ "points": 25 })).await.refused("agreement_score_lines.too_many");
        house.of("Ann").post(&judge, json!({ "points": 15, "note": "Late twice" })).await.ok();
        agreements::score(&server.house, house.today).await.expect("scores");
        let told = whole(&house.of("Bob"), &agreement).await;
        let first = month(&told, from).clone();
        assert_eq!((&first["state"], &first["points"]), (&json!("closed"), &json!(95)), "long after its end");
    }

    async fn a_closed_month_does_not_change(server: Server) {
        let house = house(&server).await;
        let (agreement, from) = running(&house).await;
        won(&house, "Bob", "300.00", from + Days::new(4)).await;
        agreements::score(&server.house, house.today).await.expect("scores");
        let first = month(&whole(&house.ops, &agreement).await, from).clone();
        let line = first["lines"][1]["id"].as_str().expect("an id").to_owned();
        house.of("Ann").post(&format!("agreement_score_lines/{line}/judge"), json!({ "points": 20 })).await.ok();
        let score = first["id"].as_str().expect("an id").to_owned();
        house.of("Ann").post(&format!("agreement_scores/{score}/close"), json!({})).await.ok();
        won(&house, "Bob", "77.00", from + Days::new(6)).await;
        agreements::score(&server.house, house.today).await.expect("scores");
        let told = whole(&house.ops, &agreement).await;
        assert_eq!(month(&told, from)["points"], json!(100));
        let judged = house.of("Ann").post(&format!("agreement_score_lines/{line}/judge"), json!({ "points": 1 })).await;
        assert_eq!(judged.problem(), (409, "agreement_scores.closed"));
        let by_hand = json!({ "agreement_id": agreement, "month": from, "points": 100 });
        assert_eq!(house.ops.post("agreement_scores", by_hand).await.status, 403);
    }

    async fn a_rule_says_what_it_needs(server: Server) {
        let house = house(&server).await;
        let agreement = house.draft("Bob").await;
        let refused = async |more: Value, code: &str| {
            house.kpi(&agreement, more).await.refused(code);
        };
        refused(json!({ "target": null }), "agreement_kpis.no_target").await;
        refused(json!({ "metric": null }), "agreement_kpis.no_metric").await;
        refused(json!({ "metric": "luck" }), "agreement_kpis.unknown_metric").await;
        refused(json!({ "how": "bands" }), "agreement_kpis.bands").await;
        refused(json!({ "how": "bands", "bands": "90: 80, 80: 50" }), "agreement_kpis.bands").await;
        refused(json!({ "how": "deduction", "down": null }), "agreement_kpis.no_down").await;
        refused(json!({ "floor": 50, "cap": 10 }), "agreement_kpis.floor_above_cap").await;
        house.kpi(&agreement, json!({ "how": "bands", "bands": "80: 50, 100: 100", "cap": null })).await.ok();
    }
}
