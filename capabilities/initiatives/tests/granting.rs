//! Resources: asked for, granted, shared and given back; and approvals that guard them.

use crate::{House, act, change, house, one};
use serde_json::json;

/// The superior of whoever asks says yes before a resource is granted.
async fn flow(house: &House) {
    let flow =
        json!({ "name": "Budgets", "noun": "initiative_resources", "act": "grant", "owner_id": house.who("Una") });
    let flow = house.adm.post("approval_flows", flow).await.ok().id();
    let edition = house.adm.post("approval_flow_editions", json!({ "flow_id": flow })).await.ok().id();
    let step = json!({ "edition_id": edition, "name": "Director", "place": 1, "who": "people", "mode": "any", "people": [house.who("Dee")] });
    house.adm.post("approval_steps", step).await.ok();
    act(&house.adm, "approval_flow_editions", &edition, "put_in_force", json!({})).await.ok();
}

testing::both! {
    async fn a_resource_says_how_much_by_its_kind(server: Server) {
        let house = house(&server).await;
        let resource = |kind: &str| json!({ "name": "R", "kind": kind, "owner_id": house.who("Bob"), "currency": "CNY" });
        let refused = async |kind| house.adm.post("initiative_resources", resource(kind)).await;
        assert_eq!(refused("budget").await.problem(), (409, "initiative_resources.no_amount"));
        assert_eq!(refused("people").await.problem(), (409, "initiative_resources.no_heads"));
        assert_eq!(refused("other").await.problem(), (409, "initiative_resources.no_quantity"));
        house.resource("Half a person", "Bob", json!({ "kind": "people", "amount": null, "heads": 0.5 })).await;
    }

    async fn all_or_less_is_granted_and_a_change_asks_anew(server: Server) {
        let house = house(&server).await;
        let id = house.resource("Fair budget", "Bob", json!({})).await;
        let una = house.of("Una");
        let more = json!({ "amount": { "amount": "1000.01", "currency": "CNY" } });
        assert_eq!(act(&una, "initiative_resources", &id, "grant", more).await.problem(), (409, "initiative_resources.more_than_asked"));
        assert_eq!(act(&house.of("Bob"), "initiative_resources", &id, "grant", json!({})).await.status, 403, "nobody grants their own");
        let part = json!({ "amount": { "amount": "800.00", "currency": "CNY" }, "note": "For two fairs" });
        act(&una, "initiative_resources", &id, "grant", part).await.ok();
        let row = one(&una, "initiative_resources", &id).await;
        assert_eq!((&row["state"], &row["granted_amount"]["amount"], &row["granted_by_id"]), (&json!("granted"), &json!("800.00"), &json!(house.who("Una"))));
        change(&house.of("Bob"), "initiative_resources", &id, json!({ "notes": "Two fairs" })).await.ok();
        assert_eq!(one(&una, "initiative_resources", &id).await["state"], "granted", "what was granted is as it was");
        change(&house.of("Bob"), "initiative_resources", &id, json!({ "amount": { "amount": "2000.00", "currency": "CNY" } })).await.ok();
        let row = one(&una, "initiative_resources", &id).await;
        assert_eq!((&row["state"], &row["granted_amount"]), (&json!("asked"), &json!(null)));
        assert_eq!(act(&una, "initiative_resources", &id, "release", json!({})).await.problem(), (409, "initiative_resources.not_granted"));
    }

    async fn shares_come_to_all_of_it_at_most(server: Server) {
        let house = house(&server).await;
        let budget = house.resource("Fair budget", "Bob", json!({})).await;
        let first = house.initiative("First", "Bob", json!({})).await;
        let second = house.initiative("Second", "Cid", json!({})).await;
        house.uses(&budget, &first, json!(60)).await.ok();
        assert_eq!(house.uses(&budget, &first, json!(10)).await.problem(), (409, "initiative_resource_uses.twice"));
        assert_eq!(house.uses(&budget, &second, json!(41)).await.problem(), (409, "initiative_resource_uses.more_than_all"));
        house.uses(&budget, &second, json!(40)).await.ok();
        let seen = one(&house.of("Cid"), "initiative_resources", &budget).await;
        assert_eq!(seen["name"], "Fair budget", "whose initiative it serves sees it");
    }

    async fn a_guarded_grant_waits_for_its_yes(server: Server) {
        let house = house(&server).await;
        flow(&house).await;
        let id = house.resource("Fair budget", "Bob", json!({})).await;
        let una = house.of("Una");
        for client in [&una, &house.adm] {
            let refused = act(client, "initiative_resources", &id, "grant", json!({})).await;
            assert_eq!(refused.problem(), (409, "approvals.wanted"), "{:#}", refused.body);
        }
        let sent = json!({ "noun": "initiative_resources", "id": id, "verb": "grant", "form": {}, "reason": "For the spring" });
        let request = una.post("approvals/send", sent).await.ok().body["id"].as_str().expect("an id").to_owned();
        assert_eq!(one(&una, "initiative_resources", &id).await["state"], "asked");
        act(&house.of("Dee"), "approvals", &request, "approve", json!({})).await.ok();
        assert_eq!(one(&una, "initiative_resources", &id).await["state"], "granted");
        let typed = change(&house.adm, "initiative_resources", &id, json!({ "state": "asked" })).await;
        assert_eq!(typed.status, 422, "nothing but verbs move it");
    }
}
