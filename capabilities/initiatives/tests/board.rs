//! Targets, actions and resources, and what does not fit between them.

use crate::{act, change, findings, house, one};
use serde_json::json;

testing::both! {
    async fn each_missing_link_is_found_and_mended(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        let board = async || house.of("Ann").get(&format!("paths/{path}/board")).await.ok().body.clone();
        assert_eq!(findings(&board().await), ["path_without_action Oak 2026"]);
        let id = house.initiative("Fairs", "Bob", json!({ "path_id": path, "lift": 200 })).await;
        act(&house.of("Bob"), "initiatives", &id, "start", json!({})).await.ok();
        assert_eq!(findings(&board().await), ["action_without_resource Fairs"]);
        let budget = house.resource("Fair budget", "Bob", json!({})).await;
        house.uses(&budget, &id, json!(null)).await.ok();
        assert_eq!(findings(&board().await), ["resource_not_granted Fair budget"]);
        act(&house.of("Una"), "initiative_resources", &budget, "grant", json!({})).await.ok();
        assert_eq!(findings(&board().await), Vec::<String>::new());
        let spent = json!({ "used_amount": { "amount": "1000.01", "currency": "CNY" } });
        change(&house.of("Bob"), "initiative_resources", &budget, spent).await.ok();
        assert_eq!(findings(&board().await), ["resource_overdrawn Fair budget"]);
    }

    async fn what_serves_no_target_is_found(server: Server) {
        let house = house(&server).await;
        let id = house.initiative("Alone", "Bob", json!({})).await;
        let budget = house.resource("Idle budget", "Bob", json!({})).await;
        let board = async || house.of("Bob").get("initiatives/board").await.ok().body.clone();
        assert_eq!(findings(&board().await), ["action_without_target Alone", "resource_without_target Idle budget"]);
        house.uses(&budget, &id, json!(null)).await.ok();
        assert_eq!(findings(&board().await).len(), 2, "it serves what serves nothing");
        change(&house.of("Bob"), "initiatives", &id, json!({ "metric": "won_amount" })).await.ok();
        assert_eq!(findings(&board().await), Vec::<String>::new());
    }

    async fn a_grave_risk_without_safeguard_and_what_is_late_are_found(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({ "target": null })).await;
        let id = house.initiative("Fairs", "Bob", json!({ "path_id": path })).await;
        let bob = house.of("Bob");
        let risk = json!({ "initiative_id": id, "what": "Hall closed", "likelihood": 3, "effect": 5 });
        let risk = bob.post("initiative_risks", risk).await.ok().id();
        assert_eq!(one(&bob, "initiative_risks", &risk).await["score"], json!(15));
        assert_eq!(bob.post("initiative_risks", json!({ "initiative_id": id, "what": "X", "likelihood": 6, "effect": 1 })).await.status, 422);
        let milestone = json!({ "initiative_id": id, "name": "Stand", "due_on": "2020-01-05" });
        bob.post("initiative_milestones", milestone).await.ok();
        let board = async || house.of("Ann").get(&format!("paths/{path}/board")).await.ok().body.clone();
        assert_eq!(findings(&board().await), ["milestone_overdue Stand", "risk_without_safeguard Hall closed"]);
        assert_eq!(board().await["findings"][0]["part_of"], json!(id));
        change(&bob, "initiative_risks", &risk, json!({ "safeguard": "A second hall is reserved." })).await.ok();
        assert_eq!(findings(&board().await), ["milestone_overdue Stand"]);
        let whole = bob.get(&format!("initiatives/{id}/whole")).await.ok().body.clone();
        assert_eq!((whole["milestones"].as_array().map(Vec::len), whole["risks"].as_array().map(Vec::len)), (Some(1), Some(1)));
        assert_eq!(whole["curve"].as_array().and_then(|curve| curve.last()).map(|point| &point["expected"]), Some(&json!(50)));
    }

    async fn a_board_has_what_its_reader_sees(server: Server) {
        let house = house(&server).await;
        let path = house.path(json!({})).await;
        house.initiative("Fairs", "Bob", json!({ "path_id": path })).await;
        assert_eq!(house.of("Eve").get(&format!("paths/{path}/board")).await.status, 404);
        let eve = house.of("Eve").get("initiatives/board").await.ok().body.clone();
        assert_eq!((eve["paths"].as_array().map(Vec::len), eve["initiatives"].as_array().map(Vec::len)), (Some(0), Some(0)));
    }
}
