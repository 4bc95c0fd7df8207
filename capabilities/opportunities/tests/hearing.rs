//! What others tell, and what it means for deals and leads.

use crate::{act, deal, house::on_each, id, make, read};
use serde_json::json;

#[tokio::test]
async fn who_leaves_hands_on_what_is_open_and_keeps_what_was_won() {
    on_each(crate::all, async |house| {
        let unit = make(&house, "units", json!({ "name": "Oak", "kind": "team" })).await.unwrap();
        let person =
            async |name: &str| make(&house, "people", json!({ "name": name, "unit_id": unit["id"] })).await.unwrap();
        let (bob, eve) = (person("Bob").await, person("Eve").await);
        let open = deal(&house, json!({ "owner_id": bob["id"] })).await;
        let won = deal(&house, json!({ "owner_id": bob["id"], "amount": "5" })).await;
        act(&house, "opportunities", &won, "win", json!({})).await.unwrap();
        let lead = make(&house, "leads", json!({ "name": "Acme", "owner_id": bob["id"] })).await.unwrap();
        let form = json!({ "successor_id": eve["id"], "on": house.today() });
        act(&house, "people", &bob, "leave", form).await.unwrap();
        let owner = async |noun: &str, row| read(&house, noun, id(row)).await["owner_id"].clone();
        assert_eq!(owner("opportunities", &open).await, eve["id"]);
        assert_eq!(owner("opportunities", &won).await, bob["id"]);
        assert_eq!(owner("leads", &lead).await, eve["id"]);
    })
    .await;
}

#[tokio::test]
async fn a_merged_account_takes_all_its_deals_along() {
    on_each(crate::all, async |house| {
        let account = async |name: &str| make(&house, "accounts", json!({ "name": name })).await.unwrap();
        let (acme, other) = (account("Acme").await, account("Acme Ltd").await);
        let racks = deal(&house, json!({ "account_id": other["id"] })).await;
        act(&house, "accounts", &other, "merge", json!({ "into_id": acme["id"] })).await.unwrap();
        assert_eq!(read(&house, "opportunities", id(&racks)).await["account_id"], acme["id"]);
    })
    .await;
}
