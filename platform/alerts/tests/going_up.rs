//! What nobody acts on goes up.

use crate::{act, alerts_of, house, inbox, look};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn what_nobody_acts_on_goes_to_the_superior_and_then_to_theirs(server: Server) {
        let house = house(&server).await;
        for ago in 2..=4 {
            house.leads("Bob", ago, 5).await;
        }
        house.leads("Bob", 1, 1).await;
        house.watch(json!({ "per": "person", "escalate_days": 2 })).await;
        look(&server, house.today).await;
        let alert = house.alert("Bob").await;
        assert!(alert["act_by"].is_string() && alerts_of(&house.of("Ann")).await.len() == 1, "she sees what is his");
        assert!(inbox(&house.of("Ann")).await.is_empty(), "and hears nothing of it");
        let by: chrono::NaiveDate = serde_json::from_value(alert["act_by"].clone()).expect("a day");
        assert_eq!(look(&server, by).await.went_up, 0, "the last day is a day");
        assert_eq!(look(&server, by + Days::new(1)).await.went_up, 1);
        let up = house.alert("Bob").await;
        assert_eq!((&up["escalated_id"], &up["level"]), (&json!(house.company.person("Ann")), &json!(1)));
        assert_eq!(inbox(&house.of("Ann")).await, ["Alert: Open"]);
        assert!(inbox(&house.of("Bob")).await.contains(&"Alert: overdue".to_owned()));
        assert_eq!(look(&server, by + Days::new(30)).await.went_up, 1);
        assert_eq!(house.alert("Bob").await["escalated_id"], house.company.person("Una"));
        assert_eq!(look(&server, by + Days::new(60)).await.went_up, 0, "nobody stands above her");
    }

    async fn whoever_acts_is_left_in_peace(server: Server) {
        let house = house(&server).await;
        house.dropped().await;
        house.watch(json!({ "escalate_days": 2 })).await;
        look(&server, house.today).await;
        act(&house.of("Ann"), &house.alert("Ann").await, "take", json!({})).await.ok();
        look(&server, house.today + Days::new(30)).await;
        assert_eq!(house.alert("Ann").await["level"], 0, "hers stays with her, whatever became of others since");
    }

    async fn whoever_leaves_hands_the_case_to_their_successor(server: Server) {
        let house = house(&server).await;
        house.leads("Bob", 2, 5).await;
        house.leads("Bob", 1, 1).await;
        house.watch(json!({ "per": "person" })).await;
        look(&server, house.today).await;
        let alert = house.alert("Bob").await;
        let leave = json!({ "on": house.today, "successor_id": house.company.person("Cid") });
        house.adm.post(&format!("people/{}/leave", house.company.person("Bob")), leave).await.ok();
        let now = house.alert("Cid").await;
        assert_eq!((&now["id"], &now["assignee_id"]), (&alert["id"], &json!(house.company.person("Cid"))));
    }

    async fn without_a_successor_it_is_the_superiors(server: Server) {
        let house = house(&server).await;
        house.leads("Bob", 2, 5).await;
        house.leads("Bob", 1, 1).await;
        house.watch(json!({ "per": "person" })).await;
        look(&server, house.today).await;
        house.adm.post(&format!("people/{}/leave", house.company.person("Bob")), json!({ "on": house.today })).await.ok();
        let now = house.alert("Ann").await;
        assert_eq!(now["assignee_id"], house.company.person("Ann"));
        assert_eq!(inbox(&house.of("Ann")).await, ["Alert: Open"]);
    }
}
