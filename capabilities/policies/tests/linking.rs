//! A policy names what sees to it, and says when that is not as it was.

use crate::{House, house, whole};
use serde_json::{Value, json};

async fn linked(house: &House, policy: &str, noun: &str, id: Option<&str>) -> String {
    let link = json!({ "policy_id": policy, "rule_noun": noun, "rule_id": id, "section": "Scope" });
    house.ops.post("policy_enforcements", link).await.ok().id()
}

async fn stands(house: &House, policy: &str) -> Vec<(String, String)> {
    let rules = whole(&house.ops, policy).await["enforced"].as_array().expect("rules").clone();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    rules.iter().map(|rule| (text(&rule["name"]), text(&rule["standing"]))).collect()
}

testing::both! {
    async fn a_rule_says_when_it_was_changed_ended_or_is_gone(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let adm = house.of("Adm");
        let position = adm.post("positions", json!({ "name": "Manager" })).await.ok().id();
        let link = linked(&house, &policy, "positions", Some(&position)).await;
        assert_eq!(stands(&house, &policy).await, [("Manager".to_owned(), "stands".to_owned())]);
        let version = adm.get(&format!("positions/{position}")).await.ok().version();
        adm.patch(&format!("positions/{position}"), json!({ "version": version, "industry": "Steel" })).await.ok();
        assert_eq!(stands(&house, &policy).await[0].1, "changed");
        house.ops.post(&format!("policy_enforcements/{link}/look"), json!({})).await.ok();
        assert_eq!(stands(&house, &policy).await[0].1, "stands", "somebody has looked");
        // A part of it, such as a sheet, is a change of it.
        adm.post(&format!("positions/{position}/draft"), json!({})).await.ok();
        assert_eq!(stands(&house, &policy).await[0].1, "changed");
        adm.post(&format!("positions/{position}/retire"), json!({})).await.ok();
        assert_eq!(stands(&house, &policy).await[0].1, "ended");
        let other = adm.post("positions", json!({ "name": "Nobody" })).await.ok().id();
        linked(&house, &policy, "positions", Some(&other)).await;
        adm.delete(&format!("positions/{other}")).await.ok();
        assert_eq!(stands(&house, &policy).await[1], ("Nobody".to_owned(), "gone".to_owned()));
    }

    async fn the_row_tells_which_policies_it_sees_to(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let position = house.of("Adm").post("positions", json!({ "name": "Manager" })).await.ok().id();
        linked(&house, &policy, "positions", Some(&position)).await;
        linked(&house, &policy, "opportunities", None).await;
        let about = async |who: &str| {
            let told = house.of(who).get(&format!("policies/about?noun=positions&id={position}")).await.ok().body.clone();
            told["policies"].as_array().expect("policies").len()
        };
        assert_eq!((about("Bob").await, about("Eve").await), (1, 0), "it is not for Eve");
        let bob = whole(&house.of("Bob"), &policy).await;
        assert_eq!((&bob["enforced"][1]["row"], &bob["enforced"][1]["name"]), (&json!(null), &json!("Opportunities")));
        let unknown = json!({ "policy_id": policy, "rule_noun": "dragons" });
        assert_eq!(house.ops.post("policy_enforcements", unknown).await.wrong(), ("rule_noun", "policy_enforcements.unknown_noun"));
        let unseen = json!({ "policy_id": policy, "rule_noun": "positions", "rule_id": policy });
        assert_eq!(house.ops.post("policy_enforcements", unseen).await.wrong(), ("rule_id", "fields.not_found"));
    }

    async fn a_field_or_a_verb_may_be_what_sees_to_it(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let linked = async |noun: &str, part: &str| {
            let link = json!({ "policy_id": policy, "rule_noun": noun, "rule_part": part });
            house.ops.post("policy_enforcements", link).await
        };
        linked("positions", "draft").await.ok();
        linked("positions", "industry").await.ok();
        let told: Vec<String> = stands(&house, &policy).await.into_iter().map(|(name, standing)| format!("{name}: {standing}")).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("Positions · ") && told[1] == "Positions · Industry: stands", "{told:?}");
        assert_eq!(linked("positions", "fly").await.wrong(), ("rule_part", "policy_enforcements.unknown_part"));
    }
}
