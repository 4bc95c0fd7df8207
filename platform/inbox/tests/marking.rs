//! What a reader does to entries, and what they want to hear.

use crate::{account, entries, say, told, unread};
use chrono::{Duration, Utc};
use reqwest::Method;
use serde_json::json;

testing::both! {
    async fn entries_are_read_put_off_and_put_away_and_brought_back(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        for text in ["One", "Two", "Three"] {
            say(&ann, "accounts", &acme, json!({ "body": text })).await.ok();
        }
        let ids: Vec<_> = entries(&bob, "").await.iter().map(|entry| entry["id"].clone()).collect();
        let left = bob.patch("inbox", json!({ "ids": [ids[0]], "read": true })).await.ok();
        assert_eq!(left.body["unread"], 2);
        assert_eq!(entries(&bob, "?show=unread").await.len(), 2);

        bob.patch("inbox", json!({ "ids": [ids[1]], "until": Utc::now() + Duration::days(1) })).await.ok();
        assert_eq!((told(&bob).await.len(), unread(&bob).await), (2, 1));
        let put_off = entries(&bob, "?show=put_off").await;
        assert_eq!((put_off.len(), put_off[0]["excerpt"].as_str()), (1, Some("Two")));
        bob.patch("inbox", json!({ "ids": [ids[1]], "until": Utc::now() - Duration::minutes(1) })).await.ok();
        assert_eq!(unread(&bob).await, 2, "it is unread when it comes back");

        bob.patch("inbox", json!({ "ids": [ids[2]], "put_away": true })).await.ok();
        assert_eq!(told(&bob).await.len(), 2);
        bob.patch("inbox", json!({ "ids": [ids[2]], "put_away": false })).await.ok();
        assert_eq!(told(&bob).await.len(), 3);

        bob.patch("inbox", json!({ "ids": null, "read": true })).await.ok();
        assert_eq!(unread(&bob).await, 0);
        assert_eq!(bob.patch("inbox", json!({ "ids": null })).await.problem(), (400, "inbox.nothing_asked"));
    }

    async fn a_kind_that_is_refused_does_not_come(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        let choose = async |wanted: bool| {
            let choice = json!({ "kind": "comment", "wanted": wanted });
            bob.send(Method::PUT, "inbox/preferences", Some(choice), &[]).await.ok()
        };
        let chosen = choose(false).await;
        let comment = chosen.body.as_array().expect("kinds").iter().find(|one| one["kind"] == "comment").expect("it is there");
        assert_eq!((&comment["wanted"], &comment["label"]), (&json!(false), &json!("Comments and files on my rows")));
        say(&ann, "accounts", &acme, json!({ "body": "Not heard" })).await.ok();
        choose(true).await;
        say(&ann, "accounts", &acme, json!({ "body": "Heard" })).await.ok();
        let heard = entries(&bob, "").await;
        assert_eq!((heard.len(), heard[0]["excerpt"].as_str()), (1, Some("Heard")));
        let unknown = bob.send(Method::PUT, "inbox/preferences", Some(json!({ "kind": "noise", "wanted": true })), &[]).await;
        assert_eq!(unknown.wrong(), ("kind", "inbox.unknown_kind"));
    }

    async fn a_page_goes_on_where_the_last_one_ended(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        for n in 0..5 {
            say(&ann, "accounts", &acme, json!({ "body": format!("{n}") })).await.ok();
        }
        let mut seen = Vec::new();
        let mut after = String::new();
        for _ in 0..3 {
            let page = bob.get(&format!("inbox?limit=2{after}")).await.ok();
            seen.extend(page.body["entries"].as_array().expect("entries").iter().map(|entry| entry["excerpt"].clone()));
            match page.body["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen, [json!("4"), json!("3"), json!("2"), json!("1"), json!("0")]);
        assert_eq!(entries(&bob, "?kinds=mention").await.len(), 0);
    }
}
