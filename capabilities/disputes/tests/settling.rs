//! The two agree, and nobody has to rule.

use crate::{act, file, house, inbox, rule};
use serde_json::json;

testing::both! {
    async fn what_both_offer_is_agreed_and_happens(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let (bob, cid) = (house.of("Bob"), house.of("Cid"));
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        let offer = json!({ "outcome": "claimant", "terms": "Cid keeps the deal that is under way." });
        assert_eq!(act(&house.of("Ann"), &id, "settle", offer.clone()).await.problem(), (409, "disputes.not_party"));
        assert_eq!(act(&cid, &id, "settle", json!({ "outcome": "dismissed" })).await.problem(), (409, "disputes.not_settled_so"));
        // Whoever has the row offers it; the other one agrees and has no right to it.
        let offered = act(&cid, &id, "settle", offer).await.ok().row().clone();
        assert_eq!((&offered["state"], &offered["offered_by_id"]), (&json!("filed"), &json!(house.who("Cid"))));
        assert!(inbox(&bob).await.contains(&"offers to settle: Dispute".to_owned()));
        assert_eq!(house.owner("accounts", &account).await, house.who("Cid"), "an offer is not yet one");
        let settled = act(&bob, &id, "settle", json!({ "outcome": "claimant" })).await.ok().row().clone();
        assert_eq!((&settled["state"], &settled["settled_on"]), (&json!("closed"), &json!(server.house.today())));
        assert_eq!((&settled["decision"], &settled["ruled_by_id"]), (&json!("claimant"), &json!(null)));
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"));
        assert_eq!(rule(&house.of("Ann"), &id, "respondent").await.problem(), (409, "disputes.ended"));
    }

    async fn another_outcome_is_another_offer(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let (bob, cid) = (house.of("Bob"), house.of("Cid"));
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        act(&bob, &id, "settle", json!({ "outcome": "claimant" })).await.ok();
        let again = act(&bob, &id, "settle", json!({ "outcome": "claimant" })).await.ok().row().clone();
        assert_eq!(again["state"], "filed", "nobody agrees with themselves");
        let counter = act(&cid, &id, "settle", json!({ "outcome": "respondent" })).await.ok().row().clone();
        assert_eq!((&counter["state"], &counter["offer"]), (&json!("filed"), &json!("respondent")));
        let settled = act(&bob, &id, "settle", json!({ "outcome": "respondent" })).await.ok().row().clone();
        assert_eq!(settled["state"], "closed");
        assert_eq!(house.owner("accounts", &account).await, house.who("Cid"));
    }

    async fn of_a_split_both_name_the_same_share(server: Server) {
        let house = house(&server).await;
        let (bob, cid) = (house.of("Bob"), house.of("Cid"));
        let deal = bob.post("opportunities", json!({ "name": "Racks" })).await.ok().id();
        let id = file(&bob, "split", &deal, json!({ "respondent_id": house.who("Cid"), "share": 80 })).await.ok().id();
        act(&cid, &id, "settle", json!({ "outcome": "shared", "share": 50 })).await.ok();
        let other = act(&bob, &id, "settle", json!({ "outcome": "shared", "share": 60 })).await.ok().row().clone();
        assert_eq!((&other["state"], &other["offer_share"]), (&json!("filed"), &json!(60)));
        let settled = act(&cid, &id, "settle", json!({ "outcome": "shared", "share": 60 })).await.ok().row().clone();
        assert_eq!((&settled["state"], &settled["ruled_share"]), (&json!("closed"), &json!(60)));
        assert_eq!(house.shares(&deal).await, ["Bob 60", "Cid 40"]);
    }

    async fn two_do_not_settle_what_a_third_has(server: Server) {
        let house = house(&server).await;
        let (bob, cid) = (house.of("Bob"), house.of("Cid"));
        let deal = bob.post("opportunities", json!({ "name": "Racks" })).await.ok().id();
        house.adm.post(&format!("opportunities/{deal}/share_credit"), json!({ "splits": [
            { "person_id": house.who("Bob"), "share": 30 }, { "person_id": house.who("Eve"), "share": 70 },
        ] })).await.ok();
        let id = file(&bob, "split", &deal, json!({ "respondent_id": house.who("Cid"), "share": 50 })).await.ok().id();
        act(&cid, &id, "settle", json!({ "outcome": "shared", "share": 50 })).await.ok();
        let agreed = act(&bob, &id, "settle", json!({ "outcome": "shared", "share": 50 })).await;
        assert_eq!(agreed.problem(), (409, "disputes.others_share"));
        assert_eq!(house.shares(&deal).await, ["Bob 30", "Eve 70"]);
    }

    async fn what_somebody_offered_who_cannot_sign_in_any_more_is_not_agreed_to(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        act(&house.of("Cid"), &id, "settle", json!({ "outcome": "claimant" })).await.ok();
        let user = house.adm.list("users", json!({ "field": "login", "op": "eq", "value": "cid" })).await.ok().body["rows"][0].clone();
        let path = format!("users/{}", user["id"].as_str().expect("an id"));
        house.adm.patch(&path, json!({ "version": user["version"], "active": false })).await.ok();
        let agreed = act(&house.of("Bob"), &id, "settle", json!({ "outcome": "claimant" })).await;
        assert_eq!(agreed.problem(), (409, "disputes.offerer_gone"));
        assert_eq!(house.owner("accounts", &account).await, house.who("Cid"));
    }
}
