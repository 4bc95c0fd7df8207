//! What was agreed to is done as it was asked, or not at all.

use crate::{account, change, edit, house, inbox, one, say, send, superior, whole, yes};
use serde_json::{Value, json};

testing::both! {
    async fn a_row_that_changes_meanwhile_voids_what_waits(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
        let waits = bob.get(&format!("approvals/about/accounts/{acme}")).await.ok().body;
        assert_eq!((&waits["requests"][0]["state"], &waits["requests"][0]["opens"]), (&json!("waiting"), &json!(true)));
        change(&ann, "accounts", &acme, json!({ "website": "https://acme.example" })).await.ok();
        let now = whole(&bob, &id).await;
        assert_eq!((&now["state"], &now["outcome"]), (&json!("void"), &json!("changed")));
        assert_eq!(inbox(&bob).await, ["decided"]);
        assert_eq!(say(&ann, &id, "approve", json!({})).await.problem(), (409, "approvals.ended"));
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], Value::Null);
        send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
    }

    async fn it_is_done_with_the_rights_of_the_day(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
        let users = house.adm.list("users", json!({ "field": "login", "op": "eq", "value": "bob" })).await.ok().body;
        let user = users["rows"][0]["id"].as_str().expect("a user").to_owned();
        change(&house.adm, "users", &user, json!({ "roles": ["analyst"] })).await.ok();
        assert_eq!(yes(&ann, &id).await["state"], "failed", "Bob may no longer change accounts");
        let now = whole(&ann, &id).await;
        assert!(now["outcome"].as_str().is_some_and(|why| !why.is_empty()), "{now:#}");
        assert_eq!(one(&ann, "accounts", &acme).await["employees"], Value::Null);
    }

    async fn a_token_that_was_narrowed_gets_no_more_by_waiting(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let acme = account(&bob, "Acme").await;
        let act = edit("accounts", &acme, json!({ "employees": 5 }));
        let narrow = json!({ "name": "reads", "days": 1, "scopes": { "accounts": { "read": "own" } } });
        let token = bob.post("session/tokens", narrow).await;
        if token.status == 201 {
            let narrow = testing::Client::new(&server.url, token.body["secret"].as_str().map(str::to_owned));
            assert_eq!(narrow.post("approvals/send", act.clone()).await.status, 403);
        }
        let id = send(&bob, act).await;
        assert_eq!(yes(&ann, &id).await["state"], "approved");
    }

    async fn whoever_leaves_is_neither_waited_for_nor_acted_for(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let bob = house.of("Bob");
        let [acme, beta] = [account(&bob, "Acme").await, account(&house.of("Cid"), "Beta").await];
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
        let other = send(&house.of("Cid"), edit("accounts", &beta, json!({ "employees": 5 }))).await;
        let today = server.house.today();
        house.adm.post(&format!("people/{}/leave", house.who("Ann")), json!({ "on": today })).await.ok();
        assert_eq!(crate::asked(&whole(&bob, &id).await), ["Una"], "what she was asked goes up");
        house.adm.post(&format!("people/{}/leave", house.who("Cid")), json!({ "on": today })).await.ok();
        let gone = whole(&house.of("Una"), &other).await;
        assert_eq!((&gone["state"], &gone["outcome"]), (&json!("void"), &json!("requester_left")));
        assert_eq!(yes(&house.of("Una"), &id).await["state"], "approved");
    }

    async fn personal_values_are_not_kept_in_a_request(server: Server) {
        let house = house(&server).await;
        house.flow("contacts", "save", json!({}), vec![superior(1)]).await;
        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        let form = json!({ "name": "Kim Lee", "account_id": acme, "email": "kim@acme.example" });
        let id = send(&bob, json!({ "noun": "contacts", "verb": "create", "form": form })).await;
        let page = whole(&house.of("Ann"), &id).await;
        assert!(!page.to_string().contains("kim@acme.example"), "{page:#}");
        assert!(page["rows"][0]["masked"].to_string().contains("email"), "that it changes is said: {page:#}");
        let row = house.of("Ann").get(&format!("approvals/{id}")).await.ok().body;
        assert!(row["row"].get("form").is_none() && row["row"].get("snapshot").is_none(), "{row:#}");
        yes(&house.of("Ann"), &id).await;
        let now = whole(&bob, &id).await;
        let made = now["row"].as_str().unwrap_or_else(|| panic!("a contact: {now:#}")).to_owned();
        assert_eq!(one(&bob, "contacts", &made).await["email"], "kim@acme.example");
    }
}
