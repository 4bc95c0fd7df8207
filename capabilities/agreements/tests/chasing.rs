//! Who has not signed is reminded, and their superior hears of it.

use crate::{house, inbox, whole};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn a_party_that_is_late_is_reminded_and_after_a_week_the_superior_hears_of_it(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        let due = house.today + Days::new(14);
        assert_eq!(whole(&house.ops, &agreement).await["sign_by"], json!(due));
        let chase = async |days: u64| agreements::chase(&server.house, due + Days::new(days)).await.expect("reminders");
        assert_eq!(agreements::chase(&server.house, due - Days::new(1)).await.expect("none"), 0);
        assert_eq!((chase(0).await, chase(0).await, chase(2).await), (1, 0, 0), "once a day, every three days");
        assert_eq!(chase(3).await, 1);
        assert_eq!(inbox(&house.of("Bob")).await, ["read Year of Bob"], "one entry");
        assert!(inbox(&house.of("Ann")).await.is_empty());
        assert_eq!(chase(7).await, 1);
        assert_eq!(whole(&house.ops, &agreement).await["reminders"], 3);
    }

    async fn a_superior_that_does_not_countersign_is_reminded(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        let chase = async |days: u64| agreements::chase(&server.house, house.today + Days::new(days)).await.expect("reminders");
        assert_eq!((chase(6).await, chase(7).await), (0, 1));
        house.act("Ann", &agreement, "countersign", json!({})).await.ok();
        assert_eq!(chase(20).await, 0);
    }

    async fn people_are_reminded_by_hand_once_a_day(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        house.act("Ann", &agreement, "remind", json!({})).await.ok();
        assert_eq!(house.act("Ops", &agreement, "remind", json!({})).await.problem(), (409, "agreements.reminded"));
        assert_eq!(house.act("Bob", &agreement, "remind", json!({})).await.status, 403);
    }
}
