//! Where an account is closed to others, others open no deals.

use crate::house;
use serde_json::json;

testing::both! {
    async fn only_those_who_work_on_a_closed_account_open_deals_there(server: Server) {
        let house = house(&server).await;
        let [acme, bolt] = [house.account("Acme", "Bob").await, house.account("Bolt", "Bob").await];
        let deal = |account: &str, owner: &str| json!({ "name": format!("{owner}'s deal"), "account_id": account, "owner_id": house.who(owner) });
        let old = house.ops.post("opportunities", deal(&acme, "Eve")).await.ok().id();
        let (_, first) = house.list("Protected", "Oak").await;
        house.name(&first, &acme, json!({ "exclusivity": "closed" })).await.ok();
        house.name(&first, &bolt, json!({ "exclusivity": "ask_first" })).await.ok();
        house.ops.post("opportunities", deal(&acme, "Cid")).await.ok();
        house.put_in_force(&first, json!({})).await.ok();

        let closed = (409, "named_accounts.closed");
        let refused = house.ops.post("opportunities", deal(&acme, "Eve")).await;
        assert_eq!(refused.problem(), closed);
        let said = refused.body["detail"].as_str().expect("a detail");
        assert!(said.contains("Protected") && said.contains("Kay"), "{said}");
        house.ops.post("opportunities", deal(&bolt, "Eve")).await.ok();
        let mine = house.ops.post("opportunities", deal(&acme, "Bob")).await.ok().id();
        house.ops.post("opportunities", deal(&acme, "Kay")).await.ok();
        house.ops.post("account_team_members", json!({ "account_id": acme, "person_id": house.who("Cid") })).await.ok();
        house.ops.post("opportunities", deal(&acme, "Cid")).await.ok();

        // Nor by another way: moved there, or handed to somebody else afterwards.
        let elsewhere = house.ops.post("opportunities", deal(&bolt, "Eve")).await.ok().id();
        let moved = crate::change(&house.ops, "opportunities", &elsewhere, json!({ "account_id": acme })).await;
        assert_eq!(moved.problem(), closed);
        let handed = crate::change(&house.ops, "opportunities", &mine, json!({ "owner_id": house.who("Eve") })).await;
        assert_eq!(handed.problem(), closed);
        let lead = house.ops.post("leads", json!({ "company": "Acme", "status": "qualified", "owner_id": house.who("Eve"), "account_id": acme })).await;
        assert!(lead.status < 500, "{:#}", lead.body);
        // What was there before goes on.
        crate::change(&house.ops, "opportunities", &old, json!({ "next_step": "Call" })).await.ok();
        crate::change(&house.ops, "opportunities", &old, json!({ "owner_id": house.who("Gus") })).await.ok();
        // Whoever leaves leaves their deals to a successor, also one who does not work there.
        let leaving = json!({ "on": server.house.today(), "successor_id": house.who("Eve") });
        house.ops.post(&format!("people/{}/leave", house.who("Gus")), leaving).await.ok();
        let late = house.ops.get(&format!("opportunities/{old}")).await.ok();
        assert_eq!(late.row()["owner_id"], json!(house.who("Eve")));
    }

    async fn merging_into_a_closed_account_brings_its_deals_along(server: Server) {
        let house = house(&server).await;
        let [acme, acne] = [house.account("Acme", "Bob").await, house.account("Acne", "Eve").await];
        house.ops.post("opportunities", json!({ "name": "Eve's", "account_id": acne, "owner_id": house.who("Eve") })).await.ok();
        let (_, first) = house.list("Protected", "Oak").await;
        house.name(&first, &acme, json!({ "exclusivity": "closed" })).await.ok();
        house.put_in_force(&first, json!({})).await.ok();
        house.ops.post(&format!("accounts/{acne}/merge"), json!({ "into_id": acme })).await.ok();
    }
}
