//! Editions are drafted, approved, published, replaced and taken back.

use crate::{House, house, whole};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

fn later(server: &testing::Server, days: u64) -> NaiveDate {
    server.house.today() + Days::new(days)
}

fn states(whole: &Value) -> Vec<(i64, String)> {
    let editions = whole["editions"].as_array().expect("editions").iter();
    editions
        .map(|one| (one["edition"].as_i64().expect("a number"), one["state"].as_str().expect("a state").to_owned()))
        .collect()
}

async fn section(house: &House, policy: &str) -> (String, i64) {
    let section = whole(&house.ops, policy).await["sections"][0].clone();
    (section["id"].as_str().expect("an id").to_owned(), section["version"].as_i64().expect("a version"))
}

testing::both! {
    async fn a_draft_says_something_to_somebody_before_it_is_published(server: Server) {
        let house = house(&server).await;
        let policy = json!({ "title": "Discounts", "owner_id": house.who("Una") });
        let policy = house.ops.post("policies", policy).await.ok().id();
        house.ops.post(&format!("policies/{policy}/draft"), json!({})).await.ok();
        assert_eq!(house.publish(&policy, json!({})).await.problem(), (409, "policy_editions.no_text"));
        assert_eq!(house.ops.post(&format!("policies/{policy}/draft"), json!({})).await.problem(), (409, "policy_editions.draft_exists"));
        let edition = house.edition(&policy, "draft").await;
        house.ops.post("policy_sections", json!({ "edition_id": edition, "title": "Limits" })).await.ok();
        assert_eq!(house.publish(&policy, json!({})).await.problem(), (409, "policy_editions.no_audience"));
        let nobody = json!({ "policy_id": policy, "whom": "unit" });
        assert_eq!(house.ops.post("policy_audiences", nobody).await.problem(), (409, "policy_audiences.no_unit"));
        house.for_unit(&policy, "Oak").await;
        house.publish(&policy, json!({})).await.ok();
        let row = house.ops.get(&format!("policies/{policy}")).await.ok().row().clone();
        assert_eq!((&row["state"], &row["edition"], &row["since"]), (&json!("in_force"), &json!(1), &json!(server.house.today())));
    }

    async fn what_was_published_is_kept_as_it_was(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let (id, version) = section(&house, &policy).await;
        let kept = (409, "policy_editions.kept");
        let change = json!({ "version": version, "body": "Anything goes." });
        assert_eq!(house.ops.patch(&format!("policy_sections/{id}"), change).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("policy_sections/{id}")).await.problem(), kept);
        let edition = house.edition(&policy, "in_force").await;
        let more = json!({ "edition_id": edition, "title": "More" });
        assert_eq!(house.ops.post("policy_sections", more).await.problem(), kept);
        let version = house.ops.get(&format!("policy_editions/{edition}")).await.ok().version();
        let editorial = json!({ "version": version, "editorial": true });
        assert_eq!(house.ops.patch(&format!("policy_editions/{edition}"), editorial).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("policy_editions/{edition}")).await.status, 409);
        let again = house.ops.post(&format!("policy_editions/{edition}/publish"), json!({})).await;
        assert_eq!(again.problem(), (409, "policy_editions.not_a_draft"));
        assert_eq!(house.ops.delete(&format!("policies/{policy}")).await.status, 409, "nor does its policy go");
    }

    async fn a_new_edition_takes_the_place_of_the_one_before_on_its_day(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        house.draft(&policy, "Limits", "At most 5 %.").await;
        assert_eq!(house.publish(&policy, json!({ "from": server.house.today() })).await.problem(), (409, "policy_editions.before_the_last"));
        let day = later(&server, 20);
        house.publish(&policy, json!({ "from": day })).await.ok();
        let told = whole(&house.ops, &policy).await;
        assert_eq!(states(&told), [(2, "planned".into()), (1, "in_force".into())]);
        assert_eq!(told["editions"][1]["to"], json!(later(&server, 19)));
        policies::turn(&server.house, day).await.expect("a turn");
        assert_eq!(states(&whole(&house.ops, &policy).await), [(2, "in_force".into()), (1, "replaced".into())]);
        let row = house.ops.get(&format!("policies/{policy}")).await.ok().row().clone();
        assert_eq!((&row["edition"], &row["since"]), (&json!(2), &json!(day)));
    }

    async fn a_planned_edition_is_taken_back_and_the_one_before_goes_on(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let first = house.edition(&policy, "in_force").await;
        assert_eq!(house.ops.post(&format!("policy_editions/{first}/take_back"), json!({})).await.problem(), (409, "policy_editions.not_planned"));
        let second = house.draft(&policy, "Limits", "At most 5 %.").await;
        house.publish(&policy, json!({ "from": later(&server, 5) })).await.ok();
        house.ops.post(&format!("policy_editions/{second}/take_back"), json!({})).await.ok();
        let told = whole(&house.ops, &policy).await;
        assert_eq!(states(&told), [(2, "draft".into()), (1, "in_force".into())]);
        assert_eq!(told["editions"][1]["to"], json!(null));
        assert_eq!(house.asked(&policy).await, "Ann asked, Ann lapsed, Bob asked, Bob lapsed, Cid asked, Cid lapsed");
    }

    async fn a_policy_is_withdrawn_and_brought_back_by_a_new_edition(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        house.confirm("Bob", &policy).await.ok();
        house.ops.post(&format!("policies/{policy}/withdraw"), json!({})).await.ok();
        let told = whole(&house.ops, &policy).await;
        assert_eq!((&told["state"], states(&told)), (&json!("withdrawn"), vec![(1, "withdrawn".to_owned())]));
        assert_eq!(house.asked(&policy).await, "Ann lapsed, Bob acknowledged, Cid lapsed");
        assert_eq!(house.of("Cid").get(&format!("policies/{policy}")).await.status, 404);
        assert_eq!(house.ops.post(&format!("policies/{policy}/withdraw"), json!({})).await.problem(), (409, "policies.not_published"));
        house.draft(&policy, "Limits", "At most 5 %.").await;
        house.publish(&policy, json!({ "from": later(&server, 1) })).await.ok();
        assert_eq!(whole(&house.ops, &policy).await["state"], "published");
    }

    async fn a_flow_may_stand_before_publishing_and_another_word_asks_again(server: Server) {
        let house = house(&server).await;
        let policy = house.policy("Discounts").await;
        house.for_unit(&policy, "Oak").await;
        let adm = house.of("Adm");
        let flow = json!({ "name": "Policies", "noun": "policy_editions", "act": "publish", "owner_id": house.who("Una") });
        let flow = adm.post("approval_flows", flow).await.ok().id();
        let steps = adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
        let step = json!({ "edition_id": steps, "name": "Head", "place": 1, "who": "people", "people": [house.who("Una")], "mode": "any" });
        adm.post("approval_steps", step).await.ok();
        adm.post(&format!("approval_flow_editions/{steps}/put_in_force"), json!({})).await.ok();
        assert_eq!(house.publish(&policy, json!({})).await.problem(), (409, "approvals.wanted"));
        let draft = house.edition(&policy, "draft").await;
        // Requests are made by people.
        let fay = house.who("Fay").parse().expect("an id");
        let hr = access::make_user_with_token(&server.house, "hr", "Fay", Some(fay), &["hr"]).await.expect("a user");
        let hr = testing::Client::new(&server.url, Some(hr));
        let send = async || {
            let deed = json!({ "noun": "policy_editions", "id": draft, "verb": "publish", "form": {}, "reason": "New limits" });
            let sent = hr.post("approvals/send", deed).await.ok();
            sent.body["id"].as_str().expect("an id").to_owned()
        };
        let request = send().await;
        let (id, version) = section(&house, &policy).await;
        house.ops.patch(&format!("policy_sections/{id}"), json!({ "version": version, "body": "For all." })).await.ok();
        let una = house.of("Una");
        assert_eq!(una.get(&format!("approvals/{request}")).await.ok().row()["state"], "void", "the text is another one");
        let request = send().await;
        una.post(&format!("approvals/{request}/approve"), json!({})).await.ok();
        let told = whole(&house.ops, &policy).await;
        assert_eq!((&told["state"], &told["sections"][0]["body"]), (&json!("in_force"), &json!("For all.")));
    }

    async fn those_who_read_change_nothing_and_see_no_draft(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        house.draft(&policy, "Secret", "Not yet.").await;
        let bob = house.of("Bob");
        let told = whole(&bob, &policy).await;
        assert_eq!((states(&told), &told["may_edit"]), (vec![(1, "in_force".to_owned())], &json!(false)));
        let draft = house.edition(&policy, "draft").await;
        assert_eq!(bob.get(&format!("policy_editions/{draft}")).await.status, 404);
        assert!(!bob.get("policy_sections").await.ok().body.to_string().contains("Secret"));
        assert_eq!(bob.get(&format!("policies/{policy}/compare?from=1&to=2")).await.status, 404);
        assert_eq!(bob.post("policies", json!({ "title": "Mine" })).await.status, 403);
        assert_eq!(bob.post(&format!("policies/{policy}/withdraw"), json!({})).await.status, 403);
        let outside = house.of("Eve");
        assert_eq!(outside.get(&format!("policies/{policy}/whole")).await.status, 404);
        assert!(house.of("Una").get(&format!("policy_editions/{draft}")).await.status == 200, "its owner reads the draft");
    }
}
