//! The story of a row: its changes and what people did about it, in one line of time.

use serde_json::{Value, json};
use testing::Client;

async fn story(client: &Client, account: &str, query: &str) -> Vec<String> {
    let page = client.get(&format!("accounts/{account}/timeline{query}")).await.ok();
    page.body["entries"].as_array().expect("entries").iter().map(told).collect()
}

fn told(entry: &Value) -> String {
    let what = entry["activity"]["row"]["title"].as_str().or(entry["verb"].as_str()).unwrap_or_default();
    what.to_owned()
}

testing::both! {
    async fn a_row_tells_its_changes_and_what_people_did_about_it_in_one_story(server: Server) {
        let company = server.company().await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let log = async |client: &Client, more: Value| {
            let mut activity = json!({ "subject_noun": "accounts", "subject_id": acme });
            for (field, value) in more.as_object().expect("fields") {
                activity[field] = value.clone();
            }
            client.post("activities", activity).await.ok().id()
        };
        log(&bob, json!({ "kind": "visit", "title": "Seen last year", "at": "2025-01-02T03:04:05Z" })).await;
        let comment = log(&ann, json!({ "kind": "comment", "body": "Well done, @Bob", "mentions": [company.person("Bob")] })).await;
        bob.patch(&format!("accounts/{acme}"), json!({ "version": 1, "name": "Acme Ltd" })).await.ok();
        log(&bob, json!({ "kind": "task", "title": "Send the offer" })).await;

        let all = ["Send the offer", "edit", "Well done, @Bob", "create", "Seen last year"];
        assert_eq!(story(&bob, &acme, "").await, all);
        assert_eq!(story(&bob, &acme, "?kinds=comments,meetings").await, ["Well done, @Bob", "Seen last year"]);
        assert_eq!(story(&bob, &acme, "?kinds=changes").await, ["edit", "create"]);
        assert_eq!(story(&bob, &acme, &format!("?person={}", company.person("Ann"))).await, ["Well done, @Bob"]);

        let mut paged = Vec::new();
        let mut after = String::new();
        loop {
            let page = bob.get(&format!("accounts/{acme}/timeline?limit=2{after}")).await.ok();
            paged.extend(page.body["entries"].as_array().expect("entries").iter().map(told));
            let Some(next) = page.body["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(paged, all, "page by page it is the same story");

        let page = ann.get(&format!("accounts/{acme}/timeline?kinds=comments")).await.ok();
        let entry = &page.body["entries"][0];
        assert_eq!((&entry["id"], &entry["who"]["name"]), (&json!(comment), &json!("Ann")));
        assert_eq!(entry["activity"]["mentions"][0]["name"], "Bob");
        assert_eq!(entry["activity"]["may"], json!({ "edit": true, "delete": true }));
        let theirs = bob.get(&format!("accounts/{acme}/timeline?kinds=comments")).await.ok();
        assert_eq!(theirs.body["entries"][0]["activity"]["may"], json!({ "edit": false, "delete": false }));
        assert_eq!(bob.get(&format!("accounts/{acme}/timeline?after=1-2")).await.problem(), (400, "list.cursor"));
    }

    async fn a_visit_says_whom_one_met(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let kim = bob.post("contacts", json!({ "name": "Kim", "account_id": acme })).await.ok().id();
        let visit = json!({
            "subject_noun": "accounts", "subject_id": acme, "kind": "visit", "body": "Saw the line",
            "met_noun": "contacts", "met_id": kim,
        });
        bob.post("activities", visit).await.ok();
        let page = bob.get(&format!("accounts/{acme}/timeline?kinds=meetings")).await.ok();
        let met = &page.body["entries"][0]["activity"]["met"];
        assert_eq!(*met, json!({ "noun": "contacts", "id": kim, "name": "Kim" }));
    }

    async fn whoever_looks_again_is_told_only_whether_the_row_has_changed(server: Server) {
        let bob = server.company().await.client("Bob");
        let acme = format!("accounts/{}", bob.post("accounts", json!({ "name": "Acme" })).await.ok().id());
        let first = bob.get(&acme).await.ok();
        let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
        let again = bob.send(reqwest::Method::GET, &acme, None, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, 304);
        bob.patch(&acme, json!({ "version": 1, "name": "Acme Ltd" })).await.ok();
        let changed = bob.send(reqwest::Method::GET, &acme, None, &[("if-none-match", &tag)]).await.ok();
        assert_eq!(changed.row()["name"], "Acme Ltd");
    }
}
