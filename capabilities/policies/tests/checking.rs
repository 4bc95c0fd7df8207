//! Whether a policy is kept to: check-ups and what they find.

use crate::{House, house, inbox, whole};
use chrono::{Days, Months};
use serde_json::{Value, json};

async fn checked_by_ann(house: &House) -> (String, String) {
    let policy = house.published("Discounts", "Oak").await;
    let version = house.ops.get(&format!("policies/{policy}")).await.ok().version();
    let checks = json!({ "version": version, "check_every": 3, "checker_id": house.who("Ann") });
    house.ops.patch(&format!("policies/{policy}"), checks).await.ok();
    let checkup = whole(&house.ops, &policy).await["checkups"][0]["id"].as_str().expect("a check-up").to_owned();
    (policy, checkup)
}

async fn found(house: &House, who: &str, checkup: &str, severity: &str, responsible: &str) -> String {
    let finding = json!({ "checkup_id": checkup, "title": "No approval", "severity": severity, "responsible_id": house.who(responsible) });
    house.of(who).post("policy_findings", finding).await.ok().id()
}

testing::both! {
    async fn check_ups_are_planned_done_and_planned_again(server: Server) {
        let house = house(&server).await;
        let (policy, checkup) = checked_by_ann(&house).await;
        let today = server.house.today();
        let due = today.checked_add_months(Months::new(3)).expect("a day");
        let ann = house.of("Ann");
        let row = ann.get(&format!("policy_checkups/{checkup}")).await.ok().row().clone();
        assert_eq!((&row["due_on"], &row["checker_id"]), (&json!(due), &json!(house.who("Ann"))));
        assert!(inbox(&ann).await.iter().any(|one| one.starts_with("handed_over")));
        assert_eq!(house.of("Bob").get(&format!("policy_checkups/{checkup}")).await.status, 404, "readers do not see it");
        let ahead = json!({ "outcome": "kept", "done_on": due });
        assert_eq!(ann.post(&format!("policy_checkups/{checkup}/complete"), ahead).await.problem(), (409, "policy_checkups.ahead"));
        let done = ann.post(&format!("policy_checkups/{checkup}/complete"), json!({ "outcome": "kept", "summary": "20 deals" })).await.ok();
        assert_eq!((&done.row()["state"], &done.row()["done_on"]), (&json!("done"), &json!(today)));
        let checkups = whole(&house.ops, &policy).await["checkups"].clone();
        let states: Vec<&Value> = checkups.as_array().expect("check-ups").iter().map(|one| &one["state"]).collect();
        assert_eq!(states.len(), 2);
        assert!(states.contains(&&json!("planned")), "the next one is planned");
        let version = done.version();
        let moved = json!({ "version": version, "due_on": due + Days::new(1) });
        assert_eq!(house.ops.patch(&format!("policy_checkups/{checkup}"), moved).await.problem(), (409, "policy_checkups.done"));
    }

    async fn what_is_found_is_mended_by_somebody(server: Server) {
        let house = house(&server).await;
        let (policy, checkup) = checked_by_ann(&house).await;
        let finding = found(&house, "Ann", &checkup, "major", "Eve").await;
        let (ann, eve) = (house.of("Ann"), house.of("Eve"));
        assert_eq!(inbox(&eve).await, ["handed_over No approval"]);
        let row = eve.get(&format!("policy_findings/{finding}")).await.ok().row().clone();
        assert_eq!(row["unit_id"], json!(house.company.unit("Pine")), "the unit of whoever mends it");
        assert_eq!(ann.get(&format!("policy_findings/{finding}")).await.status, 200, "whoever found it sees it");
        assert_eq!(house.of("Bob").get(&format!("policy_findings/{finding}")).await.status, 404);
        let complete = async |outcome: &str| ann.post(&format!("policy_checkups/{checkup}/complete"), json!({ "outcome": outcome })).await;
        assert_eq!(complete("kept").await.problem(), (409, "policy_checkups.has_findings"));
        complete("partly").await.ok();
        let open = || async { whole(&house.ops, &policy).await["checkups"].as_array().expect("check-ups").iter().map(|one| one["open"].as_i64().expect("a count")).sum::<i64>() };
        assert_eq!(open().await, 1);
        eve.post(&format!("policy_findings/{finding}/mend"), json!({ "remedy": "Asked afterwards" })).await.ok();
        assert_eq!((open().await, inbox(&eve).await.len()), (0, 0));
        assert_eq!(eve.post(&format!("policy_findings/{finding}/mend"), json!({ "remedy": "Again" })).await.problem(), (409, "policy_findings.mended"));
        house.ops.post(&format!("policy_findings/{finding}/reopen"), json!({})).await.ok();
        assert_eq!(open().await, 1);
        let today = server.house.today();
        let number = house.ops.get(&format!("kpis/open_policy_findings?from={today}&to={today}&by=severity")).await.ok().body.clone();
        assert_eq!(number["rows"][0]["value"], json!(1), "{number}");
    }

    async fn an_overdue_check_up_is_told_to_the_owner(server: Server) {
        let house = house(&server).await;
        let (_, checkup) = checked_by_ann(&house).await;
        let due = server.house.today().checked_add_months(Months::new(3)).expect("a day");
        let (ann, una) = (house.of("Ann"), house.of("Una"));
        let dates = async |client: &testing::Client| inbox(client).await.iter().filter(|one| one.starts_with("date ")).count();
        policies::remind(&server.house, due).await.expect("reminders");
        assert_eq!((dates(&ann).await, dates(&una).await), (1, 0));
        policies::remind(&server.house, due + Days::new(1)).await.expect("reminders");
        policies::remind(&server.house, due + Days::new(2)).await.expect("reminders");
        assert_eq!((dates(&ann).await, dates(&una).await), (1, 1), "each once");
        house.ops.post(&format!("policy_checkups/{checkup}/call_off"), json!({})).await.ok();
        assert_eq!((dates(&ann).await, dates(&una).await), (0, 0));
        let finding = json!({ "checkup_id": checkup, "title": "Late", "responsible_id": house.who("Bob") });
        assert_eq!(house.ops.post("policy_findings", finding).await.problem(), (409, "policy_findings.called_off"));
    }

    async fn what_a_leaver_had_to_see_to_is_their_successors(server: Server) {
        let house = house(&server).await;
        let (policy, checkup) = checked_by_ann(&house).await;
        let finding = found(&house, "Ann", &checkup, "minor", "Ann").await;
        let mended = found(&house, "Ann", &checkup, "minor", "Ann").await;
        house.of("Ann").post(&format!("policy_findings/{mended}/mend"), json!({ "remedy": "Asked" })).await.ok();
        let leave = json!({ "on": server.house.today(), "successor_id": house.who("Dee") });
        house.of("Adm").post(&format!("people/{}/leave", house.who("Ann")), leave).await.ok();
        let who = async |noun: &str, id: &str, field: &str| house.ops.get(&format!("{noun}/{id}")).await.ok().row()[field].clone();
        assert_eq!(who("policy_checkups", &checkup, "checker_id").await, json!(house.who("Dee")));
        assert_eq!(who("policy_findings", &finding, "responsible_id").await, json!(house.who("Dee")));
        assert_eq!(who("policy_findings", &mended, "responsible_id").await, json!(house.who("Ann")), "it counts for them");
        let dee = house.of("Dee");
        dee.post(&format!("policy_checkups/{checkup}/complete"), json!({ "outcome": "partly" })).await.ok();
        let told = whole(&house.ops, &policy).await["checkups"].clone();
        let next = told.as_array().expect("check-ups").iter().find(|one| one["state"] == "planned").expect("the next one");
        assert_eq!(next["checker"]["id"], json!(house.who("Una")), "the owner's from now on");
    }
}
