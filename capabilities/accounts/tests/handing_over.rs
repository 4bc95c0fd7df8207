//! Accounts change hands: by the verb, and when somebody leaves.

use crate::{
    account, capabilities,
    house::{act, edit, make, on_each, read, refused},
    person,
};
use kernel::Actor;
use serde_json::json;

#[tokio::test]
async fn an_account_is_handed_over_with_the_contacts_of_its_owner() {
    on_each(capabilities, async |house| {
        let [ann, bob, cid] =
            [person(&house, "Ann", None).await, person(&house, "Bob", None).await, person(&house, "Cid", None).await];
        let acme = account(&house, "Acme", ann).await;
        let theirs = make(&house, "contacts", json!({ "name": "Cleo", "account_id": acme })).await;
        let others = make(&house, "contacts", json!({ "name": "Dora", "account_id": acme, "owner_id": cid })).await;
        assert_eq!(read(&house, "contacts", theirs).await["owner_id"], json!(ann));
        let handed = act(&house, "accounts", acme, "hand_over", json!({ "to_id": bob })).await.unwrap();
        assert_eq!(handed["owner_id"], json!(bob));
        assert_eq!(read(&house, "contacts", theirs).await["owner_id"], json!(bob));
        assert_eq!(read(&house, "contacts", others).await["owner_id"], json!(cid));
        assert_eq!(
            refused(act(&house, "accounts", acme, "hand_over", json!({ "to_id": bob })).await),
            "accounts.same_owner"
        );
        let lines = kernel::journal::of_row(house.store.reader(), "accounts", acme, None, 100).await.unwrap();
        let news = lines.iter().find(|line| line.verb == "accounts.handed_over").unwrap();
        assert_eq!((&news.changes["to"], &news.changes["open_deals"]), (&json!(bob), &json!(true)));
    })
    .await;
}

#[tokio::test]
async fn who_leaves_leaves_accounts_contacts_and_places_in_teams_to_the_successor() {
    on_each(capabilities, async |house| {
        let [ann, bob, cid] =
            [person(&house, "Ann", None).await, person(&house, "Bob", None).await, person(&house, "Cid", None).await];
        let [one, two, other] =
            [account(&house, "One", ann).await, account(&house, "Two", ann).await, account(&house, "Other", cid).await];
        let member = json!({ "account_id": other, "person_id": ann });
        let member = make(&house, "account_team_members", member).await;
        let contact = make(&house, "contacts", json!({ "name": "Cleo", "account_id": one })).await;
        let form = json!({ "on": house.today(), "successor_id": bob });
        act(&house, "people", ann, "leave", form).await.unwrap();
        for account in [one, two] {
            assert_eq!(read(&house, "accounts", account).await["owner_id"], json!(bob));
        }
        assert_eq!(read(&house, "accounts", other).await["owner_id"], json!(cid));
        assert_eq!(read(&house, "account_team_members", member).await["person_id"], json!(bob));
        assert_eq!(read(&house, "contacts", contact).await["owner_id"], json!(bob));
        let gone = act(&house, "accounts", other, "hand_over", json!({ "to_id": ann })).await;
        assert_eq!(refused(gone), "accounts.owner_left");
        let actor = Actor::operator();
        let timeline = house.reader(&actor).timeline(house.registry.noun("accounts").unwrap(), one, None, 10).await;
        assert!(!timeline.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_owner_who_is_edited_is_news_like_the_verb() {
    on_each(capabilities, async |house| {
        let [ann, bob] = [person(&house, "Ann", None).await, person(&house, "Bob", None).await];
        let acme = account(&house, "Acme", ann).await;
        let theirs = make(&house, "contacts", json!({ "name": "Cleo", "account_id": acme })).await;
        edit(&house, "accounts", acme, json!({ "industry": "Energy" })).await.unwrap();
        let news = async || {
            let lines = kernel::journal::of_row(house.store.reader(), "accounts", acme, None, 100).await.unwrap();
            lines.into_iter().filter(|line| line.verb == "accounts.handed_over").collect::<Vec<_>>()
        };
        assert_eq!(news().await.len(), 0, "no other field is");
        edit(&house, "accounts", acme, json!({ "owner_id": bob })).await.unwrap();
        assert_eq!(read(&house, "contacts", theirs).await["owner_id"], json!(bob));
        let said = news().await;
        assert_eq!(said.len(), 1);
        let said = &said[0].changes;
        assert_eq!((&said["from"], &said["to"], &said["open_deals"]), (&json!(ann), &json!(bob), &json!(true)));
        let form = json!({ "to_id": ann, "open_deals": false });
        act(&house, "accounts", acme, "hand_over", form).await.unwrap();
        let said = news().await;
        assert_eq!(said.len(), 2, "the verb says it once");
        assert!(said.iter().any(|line| line.changes["open_deals"] == json!(false)));
    })
    .await;
}
