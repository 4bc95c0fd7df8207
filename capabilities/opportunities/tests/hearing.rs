//! What others tell, and what it means for deals and leads.

use crate::{act, deal, edit, house::on_each, id, make, read};
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

#[tokio::test]
async fn open_deals_go_along_with_an_account_unless_it_is_handed_over_without_them() {
    on_each(crate::all, async |house| {
        let person = async |name: &str| make(&house, "people", json!({ "name": name })).await.unwrap();
        let (bob, eve, gus) = (person("Bob").await, person("Eve").await, person("Gus").await);
        let acme = json!({ "name": "Acme", "owner_id": bob["id"] });
        let acme = make(&house, "accounts", acme).await.unwrap();
        let of = |owner: &kernel::Record| json!({ "account_id": acme["id"], "owner_id": owner["id"], "amount": "5" });
        let (open, won, others) =
            (deal(&house, of(&bob)).await, deal(&house, of(&bob)).await, deal(&house, of(&gus)).await);
        act(&house, "opportunities", &won, "win", json!({})).await.unwrap();
        let owner = async |row| read(&house, "opportunities", id(row)).await["owner_id"].clone();
        act(&house, "accounts", &acme, "hand_over", json!({ "to_id": eve["id"] })).await.unwrap();
        assert_eq!(
            [owner(&open).await, owner(&won).await, owner(&others).await],
            [eve["id"].clone(), bob["id"].clone(), gus["id"].clone()]
        );
        let form = json!({ "to_id": bob["id"], "open_deals": false });
        act(&house, "accounts", &acme, "hand_over", form).await.unwrap();
        assert_eq!(owner(&open).await, eve["id"]);
        act(&house, "accounts", &acme, "hand_over", json!({ "to_id": eve["id"] })).await.unwrap();
        let edited = read(&house, "accounts", id(&acme)).await;
        edit(&house, "accounts", &edited, json!({ "owner_id": gus["id"] })).await.unwrap();
        assert_eq!(owner(&open).await, gus["id"], "an edit of the owner is a hand-over");
    })
    .await;
}

#[tokio::test]
async fn a_deal_and_a_lead_are_assigned_and_that_is_news() {
    on_each(crate::all, async |house| {
        let person = async |name: &str| make(&house, "people", json!({ "name": name })).await.unwrap();
        let (bob, eve) = (person("Bob").await, person("Eve").await);
        let racks = deal(&house, json!({ "owner_id": bob["id"] })).await;
        let lead = make(&house, "leads", json!({ "name": "Acme", "owner_id": bob["id"] })).await.unwrap();
        for (noun, row) in [("opportunities", &racks), ("leads", &lead)] {
            let to_eve = json!({ "owner_id": eve["id"] });
            let assigned = act(&house, noun, row, "assign", to_eve.clone()).await.unwrap();
            assert_eq!(assigned["owner_id"], eve["id"], "{noun}");
            act(&house, noun, row, "assign", to_eve).await.unwrap();
            let lines = kernel::journal::of_row(house.store.reader(), noun, id(row), None, 100).await.unwrap();
            let news: Vec<_> = lines.iter().filter(|line| line.verb == format!("{noun}.assigned")).collect();
            assert_eq!(news.len(), 1, "{noun}: whoever has it already gets no news");
            assert_eq!((&news[0].changes["from_id"], &news[0].changes["to_id"]), (&bob["id"], &eve["id"]));
        }
        let nobody = act(&house, "leads", &lead, "assign", json!({ "owner_id": kernel::new_id() })).await;
        assert!(matches!(nobody, Err(kernel::Error::Invalid(errors)) if errors[0].code == "fields.not_found"));
    })
    .await;
}
