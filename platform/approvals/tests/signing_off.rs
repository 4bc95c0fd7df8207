//! A row is signed off as it stands, until a field that matters changes.

use crate::{account, change, house, send, superior, whole, yes};
use serde_json::{Value, json};

testing::both! {
    async fn a_sign_off_holds_until_a_watched_field_changes(server: Server) {
        let house = house(&server).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let acme = account(&bob, "Acme").await;
        let act = || json!({ "noun": "accounts", "id": acme, "verb": "sign_off" });
        assert_eq!(bob.post("approvals/send", act()).await.problem(), (409, "approvals.no_sign_off"));
        house.flow("accounts", "sign_off", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let id = send(&bob, act()).await;
        yes(&ann, &id).await;
        let standing = async || bob.get(&format!("approvals/about/accounts/{acme}")).await.ok().body["requests"].clone();
        assert_eq!(standing().await[0]["state"], "approved");
        change(&bob, "accounts", &acme, json!({ "website": "https://acme.example" })).await.ok();
        assert_eq!(standing().await[0]["state"], "approved", "nothing that matters has changed");
        change(&bob, "accounts", &acme, json!({ "employees": 3 })).await.ok();
        assert_eq!(standing().await, json!([]));
        let now = whole(&bob, &id).await;
        assert_eq!((&now["state"], &now["outcome"]), (&json!("void"), &json!("changed")));
        assert_ne!(now["ended_at"], Value::Null);
    }
}
