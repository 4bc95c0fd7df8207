//! Whoever leaves is followed.

use crate::{act, dispute, file, house, rule};
use serde_json::json;

testing::both! {
    async fn the_successor_answers_for_what_they_have_taken_over(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Eve", &["Bob"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        let leave = json!({ "on": server.house.today(), "successor_id": house.who("Cid") });
        house.adm.post(&format!("people/{}/leave", house.who("Eve")), leave).await.ok();
        let now = dispute(&house.of("Cid"), &id).await;
        assert_eq!((&now["respondent_id"], &now["held_by_id"]), (&json!(house.who("Cid")), &json!(house.who("Cid"))));
        assert_eq!(now["arbiter_id"], house.who("Ann"), "the nearest superior of these two");
        act(&house.of("Cid"), &id, "answer", json!({ "answer": "I know of nothing." })).await.ok();
        rule(&house.of("Ann"), &id, "claimant").await.ok();
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"));
    }

    async fn a_claim_goes_with_its_claimant_and_ends_where_they_succeed(server: Server) {
        let house = house(&server).await;
        let first = house.account("First", "Cid", &["Bob"]).await;
        let first = file(&house.of("Bob"), "account", &first, json!({})).await.ok().id();
        let second = house.account("Second", "Eve", &["Cid"]).await;
        let second = file(&house.of("Cid"), "account", &second, json!({})).await.ok().id();
        let leave = |successor: &str| json!({ "on": server.house.today(), "successor_id": house.who(successor) });
        house.adm.post(&format!("people/{}/leave", house.who("Eve")), leave("Cid")).await.ok();
        assert_eq!(dispute(&house.of("Cid"), &second).await["state"], "withdrawn", "it is the claimant's now");
        house.adm.post(&format!("people/{}/leave", house.who("Bob")), leave("Cid")).await.ok();
        assert_eq!(dispute(&house.of("Cid"), &first).await["state"], "withdrawn");
    }

    async fn somebody_higher_decides_in_place_of_an_arbiter_who_leaves(server: Server) {
        let house = house(&server).await;
        let (id, _) = house.answered().await;
        house.adm.post(&format!("people/{}/leave", house.who("Ann")), json!({ "on": server.house.today() })).await.ok();
        let now = dispute(&house.of("Bob"), &id).await;
        assert_eq!((&now["arbiter_id"], &now["state"]), (&json!(house.who("Una")), &json!("answered")));
        rule(&house.of("Una"), &id, "respondent").await.ok();
    }

    async fn what_was_disputed_about_one_account_is_about_the_one_it_became(server: Server) {
        let house = house(&server).await;
        let (id, account) = house.answered().await;
        let other = house.account("Acme Inc.", "Cid", &[]).await;
        house.adm.post(&format!("accounts/{account}/merge"), json!({ "into_id": other })).await.ok();
        assert_eq!(dispute(&house.of("Ann"), &id).await["row_id"], json!(other));
        rule(&house.of("Ann"), &id, "claimant").await.ok();
        assert_eq!(house.owner("accounts", &other).await, house.who("Bob"));
    }
}
