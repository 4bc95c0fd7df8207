//! What is done about a case, and by whom.

use crate::{act, alerts_of, house, inbox, look};
use serde_json::json;

testing::both! {
    async fn a_case_is_closed_when_it_recovered_or_was_explained_and_not_before(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        look(&server, house.today).await;
        let (ann, alert) = (house.of("Ann"), house.alert("Ann").await);
        let close = json!({ "result": "More leads are bought." });
        assert_eq!(act(&ann, &alert, "close", close.clone()).await.problem(), (409, "alerts.still_so"));
        let explained = json!({ "explained_as": "false_alarm", "explanation": "The form was down." });
        let ended = act(&ann, &alert, "explain", explained.clone()).await.ok().row().clone();
        assert_eq!((&ended["state"], &ended["judgement"], &ended["ended_on"]), (&json!("explained"), &json!("wrong"), &json!(house.today)));
        assert_eq!(act(&ann, &alert, "explain", explained).await.problem(), (409, "alerts.ended"));
        assert_eq!(act(&ann, &alert, "close", close.clone()).await.ok().row()["state"], "closed");
        assert_eq!(act(&ann, &alert, "close", close).await.problem(), (409, "alerts.closed"));
    }

    async fn the_precision_of_a_rule_comes_of_what_people_found(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        let rule = house.watch(json!({})).await;
        look(&server, house.today).await;
        let (ann, alert) = (house.of("Ann"), house.alert("Ann").await);
        let precision = async || {
            let rule = house.adm.get(&format!("alert_rules/{rule}")).await.ok().row().clone();
            json!([rule["found_right"], rule["found_wrong"], rule["precision"]])
        };
        assert_eq!(precision().await, json!([0, 0, null]));
        act(&ann, &alert, "judge", json!({ "judgement": "wrong" })).await.ok();
        assert_eq!(precision().await, json!([0, 1, 0]));
        act(&ann, &alert, "judge", json!({ "judgement": "right" })).await.ok();
        assert_eq!(precision().await, json!([1, 0, 100]));
        let number = house.adm.get("kpis/alert_precision").await.ok().body["rows"][0]["value"].clone();
        assert_eq!(number, json!(1));
    }

    async fn a_planned_action_is_a_task_on_the_case(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({ "escalate_days": 3 })).await;
        look(&server, house.today).await;
        let (ann, alert) = (house.of("Ann"), house.alert("Ann").await);
        act(&ann, &alert, "say_cause", json!({ "cause": "The campaign ended." })).await.ok();
        let plan = json!({ "action": "Prepare the next campaign", "due_on": "2031-03-06", "person_id": house.company.person("Bob") });
        let acting = act(&ann, &alert, "plan_action", plan).await.ok().row().clone();
        assert_eq!((&acting["state"], &acting["act_by"]), (&json!("acting"), &json!(null)), "it goes up no further");
        let task = ann.get(&format!("activities/{}", acting["task_id"].as_str().expect("a task"))).await.ok().row().clone();
        assert_eq!((&task["kind"], &task["title"], &task["subject_id"]), (&json!("task"), &json!("Prepare the next campaign"), &alert["id"]));
        assert_eq!(task["owner_id"], house.company.person("Bob"));
    }

    async fn a_case_is_handed_to_somebody_who_is_here(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        look(&server, house.today).await;
        let (ann, bob, alert) = (house.of("Ann"), house.of("Bob"), house.alert("Ann").await);
        let to = |name: &str| json!({ "person_id": house.company.person(name) });
        assert_eq!(act(&ann, &alert, "hand_over", to("Ann")).await.problem(), (409, "alerts.theirs"));
        act(&ann, &alert, "hand_over", to("Bob")).await.ok();
        assert_eq!(inbox(&bob).await, ["Alert: Open"]);
        assert_eq!(act(&bob, &alert, "take", json!({})).await.ok().row()["state"], "acting");
        assert_eq!(act(&bob, &alert, "take", json!({})).await.problem(), (409, "alerts.yours"));
    }

    async fn an_alert_is_neither_made_nor_changed_nor_deleted_by_hand(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        look(&server, house.today).await;
        let alert = house.alert("Ann").await;
        let path = format!("alerts/{}", alert["id"].as_str().expect("an id"));
        assert!(house.adm.post("alerts", json!({ "title": "Mine" })).await.status >= 400);
        assert!(house.adm.patch(&path, json!({ "version": alert["version"], "state": "closed" })).await.status >= 400);
        assert!(house.adm.delete(&path).await.status >= 400);
        assert_eq!(alerts_of(&house.adm).await.len(), 1);
        assert_eq!(act(&house.of("Dee"), &alert, "take", json!({})).await.status, 404, "another team's");
    }
}
