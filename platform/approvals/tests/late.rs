//! Time that is up.

use crate::{account, asked, edit, house, inbox, send, whole, yes};
use chrono::Days;
use serde_json::{Value, json};

async fn step(house: &crate::House, late: &str) {
    let step = json!({ "who": "superior", "level": 1, "days": 1, "late": late, "copies": house.people(&["Fay"]) });
    house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![step]).await;
}

testing::both! {
    async fn whoever_does_not_answer_is_reminded_once_a_day(server: Server) {
        let house = house(&server).await;
        step(&house, "remind").await;
        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
        assert_eq!(inbox(&house.of("Fay")).await, ["decided"], "a copy");
        let due = whole(&bob, &id).await["steps"][0]["people"][0]["due_on"].clone();
        assert_ne!(due, Value::Null);
        let late = server.house.today() + Days::new(9);
        assert_eq!(approvals::look_for_late(&server.house, server.house.today()).await.expect("it looks"), 0);
        assert_eq!(approvals::look_for_late(&server.house, late).await.expect("it looks"), 1);
        assert_eq!(inbox(&house.of("Ann")).await, ["approval", "approval"]);
        assert_eq!(asked(&whole(&bob, &id).await), ["Ann"]);
    }

    async fn or_their_superior_decides(server: Server) {
        let house = house(&server).await;
        step(&house, "escalate").await;
        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
        let late = server.house.today() + Days::new(9);
        assert_eq!(approvals::look_for_late(&server.house, late).await.expect("it looks"), 1);
        let now = whole(&bob, &id).await;
        assert_eq!(asked(&now), ["Una"]);
        assert!(inbox(&house.of("Ann")).await.is_empty());
        assert_eq!(yes(&house.of("Una"), &id).await["state"], "approved");
    }
}
