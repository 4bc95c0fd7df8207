//! Landing checks: evidence, what was measured, and what comes next.

use crate::{House, act, house, inbox, one, rows};
use chrono::{Months, NaiveDate};
use serde_json::{Value, json};

/// A deal that somebody has won on a day.
pub async fn win(house: &House, owner: &str, amount: &str, on: NaiveDate) -> String {
    let deal =
        json!({ "name": format!("Deal {amount}"), "owner_id": house.who(owner), "amount": amount, "opened_on": on });
    let deal = house.adm.post("opportunities", deal).await.ok().id();
    act(&house.adm, "opportunities", &deal, "win", json!({ "closed_on": on })).await.ok();
    deal
}

fn verdict(verdict: &str) -> Value {
    json!({ "verdict": verdict, "evidence": "Twelve new customers, each visited." })
}

testing::both! {
    async fn what_runs_is_checked_month_by_month(server: Server) {
        let house = house(&server).await;
        let (id, check) = house.running(&server, json!({})).await;
        let today = server.house.today();
        let row = one(&house.of("Bob"), "landing_checks", &check).await;
        let due = today.checked_add_months(Months::new(1)).expect("a day");
        assert_eq!((&row["due_on"], &row["owner_id"]), (&json!(due), &json!(house.who("Bob"))));
        act(&house.of("Bob"), "landing_checks", &check, "conclude", verdict("partly")).await.ok();
        let checks = rows(&house.adm, "landing_checks", "initiative_id", &id).await;
        assert_eq!(checks.len(), 2, "the next one is planned");
        act(&house.of("Bob"), "initiatives", &id, "stop", json!({ "reason": "Enough" })).await.ok();
        let checks = rows(&house.adm, "landing_checks", "initiative_id", &id).await;
        assert_eq!(checks.len(), 1, "what does not run is not checked: {checks:?}");
    }

    async fn nothing_lands_without_a_check_and_no_check_without_evidence(server: Server) {
        let house = house(&server).await;
        let (id, check) = house.running(&server, json!({})).await;
        let bob = house.of("Bob");
        let land = json!({ "outcome": "They come by themselves." });
        assert_eq!(act(&bob, "initiatives", &id, "land", land.clone()).await.problem(), (409, "initiatives.not_checked"));
        let bare = act(&bob, "landing_checks", &check, "conclude", json!({ "verdict": "landed" })).await;
        assert_eq!(bare.problem(), (409, "landing_checks.no_evidence"));
        act(&bob, "landing_checks", &check, "conclude", verdict("landed")).await.ok();
        act(&bob, "initiatives", &id, "land", land).await.ok();
        let row = one(&bob, "initiatives", &id).await;
        assert_eq!((&row["state"], &row["ended_on"]), (&json!("landed"), &json!(server.house.today())));
        let again = act(&bob, "landing_checks", &check, "conclude", verdict("not")).await;
        assert_eq!(again.problem(), (409, "landing_checks.done"));
        let moved = crate::change(&bob, "landing_checks", &check, json!({ "due_on": "2030-01-01" })).await;
        assert_eq!(moved.problem(), (409, "landing_checks.done"));
    }

    async fn the_lift_is_measured_by_the_kpi_against_the_year_before(server: Server) {
        let house = house(&server).await;
        let today = server.house.today();
        let before = today.checked_sub_months(Months::new(12)).expect("a day");
        win(&house, "Bob", "40.00", before).await;
        win(&house, "Bob", "100.00", today).await;
        win(&house, "Eve", "500.00", today).await;
        let (id, check) = house.running(&server, json!({})).await;
        let bob = house.of("Bob");
        let told = bob.get(&format!("initiatives/{id}/measured")).await.ok().body.clone();
        assert_eq!((&told["value"], &told["baseline"], &told["measured"]), (&json!(100), &json!(40), &json!(60)), "Eve sells elsewhere");
        let kept = bob.post(&format!("landing_checks/{check}/measure"), json!({})).await.ok();
        assert_eq!(kept.body["measured"], json!(60));
        let row = one(&bob, "landing_checks", &check).await;
        assert_eq!((&row["measured"], &row["baseline"], &row["measured_at"].is_string()), (&json!(60), &json!(40), &true));
        let said = json!({ "verdict": "landed", "evidence": "Their books", "measured": 55 });
        act(&bob, "landing_checks", &check, "conclude", said).await.ok();
        let row = one(&bob, "landing_checks", &check).await;
        assert_eq!((&row["measured"], &row["measured_at"]), (&json!(55), &json!(null)), "somebody has said so");
        let late = bob.post(&format!("landing_checks/{check}/measure"), json!({})).await;
        assert_eq!(late.problem(), (409, "landing_checks.done"));
    }

    async fn a_next_step_becomes_a_task(server: Server) {
        let house = house(&server).await;
        let (id, check) = house.running(&server, json!({})).await;
        let bob = house.of("Bob");
        let nobody = json!({ "verdict": "not", "next_by_id": house.who("Bob") });
        assert_eq!(act(&bob, "landing_checks", &check, "conclude", nobody).await.problem(), (409, "landing_checks.next_for_nobody"));
        let next = json!({ "verdict": "not", "next_step": "Call the twenty largest", "next_due_on": server.house.today() });
        let done = act(&bob, "landing_checks", &check, "conclude", next).await.ok();
        let task = one(&bob, "activities", done.row()["task_id"].as_str().expect("a task")).await;
        assert_eq!((&task["kind"], &task["title"], &task["subject_id"]), (&json!("task"), &json!("Call the twenty largest"), &json!(id)));
        assert_eq!(task["owner_id"], json!(house.who("Bob")));
    }

    async fn what_is_due_comes_to_the_inbox(server: Server) {
        let house = house(&server).await;
        let (id, _) = house.running(&server, json!({})).await;
        let today = server.house.today();
        let milestone = json!({ "initiative_id": id, "name": "Stand built", "due_on": today, "owner_id": house.who("Cid") });
        let milestone = house.of("Bob").post("initiative_milestones", milestone).await.ok().id();
        let dates = async |who: &str| inbox(&house.of(who)).await.iter().filter(|one| one.starts_with("date ")).count();
        initiatives::remind(&server.house, today).await.expect("reminders");
        initiatives::remind(&server.house, today).await.expect("reminders");
        assert_eq!((dates("Cid").await, dates("Bob").await), (1, 0), "once, on its day");
        initiatives::remind(&server.house, today + chrono::Days::new(1)).await.expect("reminders");
        assert_eq!(dates("Bob").await, 1, "the owner hears of it when it is late");
        act(&house.of("Cid"), "initiative_milestones", &milestone, "reach", json!({ "evidence": "Photo" })).await.ok();
        assert_eq!((dates("Cid").await, dates("Bob").await), (0, 0));
        let due = today.checked_add_months(Months::new(1)).expect("a day");
        initiatives::remind(&server.house, due).await.expect("reminders");
        assert_eq!(dates("Bob").await, 1, "the landing check");
    }
}
