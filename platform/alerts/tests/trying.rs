//! Back-tests, the course of a case, and the library.

use crate::{act, alerts_of, house, look, made};
use serde_json::{Value, json};

/// Label of the subject, and the Mondays on which the case began and recovered.
fn cases(tried: &Value) -> Vec<(Value, Value, Value)> {
    let all = tried["cases"].as_array().expect("cases");
    let period = |at: &Value| at.as_u64().map_or(Value::Null, |at| tried["periods"][at as usize]["from"].clone());
    let told = |case: &Value| {
        let subject = &tried["subjects"][case["subject"].as_u64().expect("a place") as usize]["label"];
        (subject.clone(), period(&case["began"]), period(&case["recovered"]))
    };
    all.iter().map(told).collect()
}

testing::both! {
    async fn a_back_test_says_when_for_whom_and_until_when(server: Server) {
        let house = house(&server).await;
        for (ago, count) in [(6, 5), (5, 1), (4, 2), (3, 5), (2, 5), (1, 1)] {
            house.leads("Bob", ago, count).await;
            house.leads("Eve", ago, 5).await;
        }
        let rule = house.rule(json!({})).await;
        let tried = house.adm.get(&format!("alert_rules/{rule}/backtest?from={}", house.monday(6))).await.ok().body;
        let oak = json!("Oak");
        assert_eq!(cases(&tried), [
            (oak.clone(), json!(house.monday(5)), json!(house.monday(3))),
            (oak, json!(house.monday(1)), json!(null)),
        ]);
        assert_eq!((tried["periods"].as_array().map(Vec::len), &tried["unit"], &tried["per_week"]), (Some(6), &json!("count"), &json!(0.33)));
        assert_eq!(tried["subjects"][0]["cells"][1], json!({ "value": "1", "limit": "3", "base": null, "beyond": true, "warns": true }));
        assert!(alerts_of(&house.adm).await.is_empty(), "nothing is written");
        // What it said is what the round says.
        crate::switch_on(&house.adm, &rule).await.ok();
        assert_eq!(look(&server, house.today).await.raised, 1);
    }

    async fn a_draft_is_tried_without_being_written(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        let draft = json!({ "name": "Draft", "metric": "leads", "per": "team", "limit": 3, "nothing": "nought" });
        let asked = json!({ "rule": draft, "from": house.monday(4) });
        let tried = house.adm.post("alert_rules/backtest", asked).await.ok().body;
        assert_eq!(cases(&tried).len(), 1);
        assert_eq!(house.adm.get("alert_rules?total=true").await.ok().total(), 0);
        let unsound = json!({ "rule": { "name": "Draft", "metric": "leads" } });
        assert_eq!(house.adm.post("alert_rules/backtest", unsound).await.wrong(), ("limit", "fields.required"));
        let long = json!({ "rule": { "name": "Draft", "metric": "leads", "limit": 3, "grain": "day" }, "from": "2020-01-01" });
        assert_eq!(house.adm.post("alert_rules/backtest", long).await.problem(), (409, "alert_rules.too_long"));
        let backwards = json!({ "rule": { "name": "Draft", "metric": "leads", "limit": 3 }, "from": "2026-02-01", "to": "2026-01-01" });
        assert_eq!(house.adm.post("alert_rules/backtest", backwards).await.problem(), (409, "alert_rules.backwards"));
    }

    async fn whoever_tries_a_rule_sees_no_more_than_they_may(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        let rule = house.rule(json!({})).await;
        let tried = house.of("Ann").get(&format!("alert_rules/{rule}/backtest")).await.ok().body;
        let seen: Vec<&Value> = tried["subjects"].as_array().expect("subjects").iter().map(|one| &one["label"]).collect();
        assert_eq!(seen, ["Oak"], "her own team");
    }

    async fn the_course_of_a_case_shows_the_number_before_and_since(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({})).await;
        look(&server, house.today).await;
        let alert = house.alert("Ann").await;
        let path = format!("alerts/{}/course", alert["id"].as_str().expect("an id"));
        let course = house.of("Ann").get(&path).await.ok().body;
        assert_eq!(course["subjects"].as_array().map(Vec::len), Some(1));
        let at = course["periods"].as_array().expect("periods").iter().position(|one| one["name"] == alert["period"]);
        assert_eq!(course["subjects"][0]["cells"][at.expect("its own period")]["value"], "1");
        assert_eq!(house.of("Dee").get(&path).await.status, 404);
        // Whoever is told of a case sees as much of the number as of its rows.
        act(&house.of("Ann"), &alert, "hand_over", json!({ "person_id": house.company.person("Eve") })).await.ok();
        assert_eq!(house.of("Eve").get(&path).await.status, 404, "none of Oak's leads are hers");
    }

    async fn the_library_offers_rules_in_the_readers_language(server: Server) {
        let house = house(&server).await;
        let offered = async |path: &str| house.adm.get(path).await.ok().body.as_array().expect("offers").clone();
        let all = offered("alert_rules/library").await;
        assert!(all.len() >= 8 && all.iter().all(|offer| offer["taken"] == json!(false)));
        for offer in &all {
            let made = house.adm.post("alert_rules", offer["rule"].clone()).await.ok();
            assert_eq!(made.row()["active"], json!(false), "{}", offer["code"]);
            house.adm.get(&format!("alert_rules/{}/backtest", made.id())).await.ok();
        }
        let chinese = offered("alert_rules/library?locale=zh").await;
        assert_eq!(chinese[0]["rule"]["name"], "线索不足");
        assert!(chinese.iter().all(|offer| offer["taken"] == json!(true)), "whoever took it in English has it");
        made(&house.adm, json!({})).await.ok();
    }
}
