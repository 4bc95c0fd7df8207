//! A ruling is appealed once, to somebody higher, in time.

use crate::{act, brought_in, dispute, house, inbox, rule};
use serde_json::json;

testing::both! {
    async fn the_arbiters_superior_decides_anew_and_that_is_final(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann, una) = (house.of("Bob"), house.of("Cid"), house.of("Ann"), house.of("Una"));
        let (id, account) = house.answered().await;
        let grounds = json!({ "grounds": "Nobody asked the customer." });
        assert_eq!(act(&cid, &id, "appeal", grounds.clone()).await.problem(), (409, "disputes.not_ruled"));
        rule(&ann, &id, "claimant").await.ok();
        assert_eq!(act(&ann, &id, "appeal", grounds.clone()).await.problem(), (409, "disputes.not_party"));
        let appealed = act(&cid, &id, "appeal", grounds.clone()).await.ok().row().clone();
        assert_eq!((&appealed["state"], &appealed["arbiter_id"]), (&json!("appealed"), &json!(house.who("Una"))));
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"), "the ruling stands until then");
        assert_eq!(inbox(&una).await, ["Dispute: Appealed"]);
        assert_eq!(act(&bob, &id, "appeal", grounds.clone()).await.problem(), (409, "disputes.appealed_once"));
        assert_eq!(rule(&ann, &id, "claimant").await.status, 403, "it is out of her hands");
        let ended = rule(&una, &id, "respondent").await.ok().row().clone();
        assert_eq!((&ended["state"], &ended["decision"], &ended["first_decision"]), (&json!("closed"), &json!("respondent"), &json!("claimant")));
        assert_eq!(ended["first_ruled_by_id"], house.who("Ann"));
        assert_eq!(house.owner("accounts", &account).await, house.who("Cid"), "and goes back");
        assert_eq!(act(&bob, &id, "appeal", grounds).await.problem(), (409, "disputes.appealed_once"));
    }

    async fn whoever_appealed_may_let_the_ruling_stand(server: Server) {
        let house = house(&server).await;
        let (id, account) = house.answered().await;
        rule(&house.of("Ann"), &id, "claimant").await.ok();
        act(&house.of("Cid"), &id, "appeal", json!({ "grounds": "No." })).await.ok();
        assert_eq!(act(&house.of("Bob"), &id, "withdraw", json!({})).await.problem(), (409, "disputes.not_appellant"));
        let ended = act(&house.of("Cid"), &id, "withdraw", json!({})).await.ok().row().clone();
        assert_eq!((&ended["state"], &ended["decision"]), (&json!("closed"), &json!("claimant")));
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"));
    }

    async fn nobody_appeals_late_or_above_the_highest(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let ruled = |until: &str, by: &str| json!({
            "kind": "account", "row_noun": "accounts", "row_id": account, "claimant_id": house.who("Bob"), "state": "ruled",
            "filed_on": "2026-03-02", "ruled_on": "2026-03-06", "appeal_until": until, "decision": "respondent",
            "arbiter_id": house.who(by), "ruled_by_id": house.who(by),
        });
        let late = brought_in(&server, ruled("2026-03-13", "Ann")).await;
        let grounds = json!({ "grounds": "No." });
        assert_eq!(act(&house.of("Bob"), &late, "appeal", grounds.clone()).await.problem(), (409, "disputes.too_late"));
        let highest = brought_in(&server, ruled("2190-01-01", "Una")).await;
        assert_eq!(act(&house.of("Bob"), &highest, "appeal", grounds).await.problem(), (409, "disputes.nobody_higher"));
        assert_eq!(dispute(&house.of("Bob"), &highest).await["state"], "ruled");
    }
}
