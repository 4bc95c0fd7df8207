//! Comments, mentions and files.

use crate::{account, entries, pair, say, told, unread};
use serde_json::{Value, json};
use testing::Client;

testing::both! {
    async fn whoever_is_mentioned_is_told_once_and_the_owner_of_the_comment(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        say(&ann, "accounts", &acme, json!({ "body": "@Bob please call them", "mentions": [company.person("Bob")] })).await.ok();
        assert_eq!(told(&bob).await, [pair("mention", "Acme")], "a mention, not a comment beside it");
        let [entry] = &entries(&bob, "").await[..] else { panic!("one entry") };
        assert_eq!((&entry["who"]["name"], &entry["text"]), (&json!("Ann"), &json!("mentioned you")));
        assert_eq!((&entry["excerpt"], &entry["to"]), (&json!("@Bob please call them"), &json!(format!("accounts/{acme}"))));
        say(&ann, "accounts", &acme, json!({ "body": "And the plant" })).await.ok();
        assert_eq!(told(&bob).await, [pair("comment", "Acme"), pair("mention", "Acme")]);
        assert_eq!((unread(&bob).await, unread(&ann).await), (2, 0), "nobody is told of their own doing");
    }

    async fn a_comment_that_is_edited_tells_only_those_who_are_new_in_it(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob, una) = (company.client("Ann"), company.client("Bob"), company.client("Una"));
        let (b, u) = (company.person("Bob"), company.person("Una"));
        let said = say(&ann, "accounts", &acme, json!({ "body": "@Bob", "mentions": [b] })).await.ok();
        let address = format!("activities/{}", said.id());
        ann.patch(&address, json!({ "version": said.version(), "body": "@Bob @Una", "mentions": [b, u] })).await.ok();
        assert_eq!((unread(&bob).await, unread(&una).await), (1, 1));
    }

    async fn what_is_deleted_or_out_of_reach_is_neither_shown_nor_counted(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        let eve = company.client("Eve");
        let mention = json!({ "body": "@Eve see this", "mentions": [company.person("Eve")] });
        let said = say(&ann, "accounts", &acme, mention).await.ok();
        assert_eq!((told(&eve).await.len(), unread(&eve).await), (0, 0), "she does not see the account");
        let ops = company.client("Adm");
        let member = json!({ "account_id": acme, "person_id": company.person("Eve") });
        let member = ops.post("account_team_members", member).await.ok().id();
        assert_eq!((told(&eve).await, unread(&eve).await), (vec![pair("mention", "Acme")], 1));
        ops.delete(&format!("account_team_members/{member}")).await.ok();
        assert_eq!((told(&eve).await.len(), unread(&eve).await), (0, 0), "reach that is lost hides it");

        assert_eq!(unread(&bob).await, 1);
        ann.delete(&format!("activities/{}?version={}", said.id(), said.version())).await.ok();
        assert_eq!((told(&bob).await.len(), unread(&bob).await), (0, 0));
    }

    async fn an_entry_is_told_in_the_language_in_which_it_is_read(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        say(&company.client("Ann"), "accounts", &acme, json!({ "body": "Hm" })).await.ok();
        let bob = company.client("Bob");
        let texts = [entries(&bob, "?locale=en").await[0]["text"].clone(), entries(&bob, "?locale=zh").await[0]["text"].clone()];
        assert_eq!(texts, [json!("commented"), json!("发表了评论")]);
    }

    async fn what_a_role_hides_of_an_activity_is_not_told_of_it(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let adm = company.client("Adm");
        let grants = json!({ "accounts": { "read": "all" }, "activities": { "read": "all", "hidden": ["body"] } });
        adm.post("roles", json!({ "name": "porter", "label": "Porter", "grants": grants })).await.ok();
        let eve = company.person("Eve");
        let id = eve.parse().expect("an id");
        let token = access::make_user_with_token(&server.house, "porter", "Eve", Some(id), &["porter"]).await;
        let porter = Client::new(&server.url, Some(token.expect("a user")));
        let mention = json!({ "body": "@Eve the price is 100", "mentions": [eve] });
        say(&company.client("Ann"), "accounts", &acme, mention).await.ok();
        let [entry] = &entries(&porter, "").await[..] else { panic!("one entry") };
        assert_eq!((&entry["kind"], &entry["title"]), (&json!("mention"), &json!("Acme")));
        assert_eq!(entry["excerpt"], Value::Null);
    }
}
