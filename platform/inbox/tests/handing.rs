//! Rows and tasks that become somebody's.

use crate::{account, entries, pair, say, told, unread};
use kernel::Origin;
use serde_json::{Value, json};

testing::both! {
    async fn a_row_handed_over_is_told_to_its_new_owner_whatever_noun_it_is(server: Server) {
        let company = server.company().await;
        let (ann, bob, cid) = (company.client("Ann"), company.client("Bob"), company.client("Cid"));
        let acme = account(&company, "Bob", "Acme").await;
        ann.post("leads", json!({ "name": "A lead", "owner_id": company.person("Cid") })).await.ok();
        let give = json!({ "version": 1, "owner_id": company.person("Cid") });
        ann.patch(&format!("accounts/{acme}"), give).await.ok();
        assert_eq!(told(&cid).await, [pair("handed_over", "Acme"), pair("handed_over", "A lead")]);
        assert_eq!(unread(&bob).await, 0);

        // Given on, it is no news for whoever no longer has it.
        let give = json!({ "version": 2, "owner_id": company.person("Bob") });
        ann.patch(&format!("accounts/{acme}"), give).await.ok();
        assert_eq!(told(&bob).await, [pair("handed_over", "Acme")]);
        assert_eq!(told(&cid).await, [pair("handed_over", "A lead")]);
    }

    async fn many_rows_handed_over_together_are_one_entry(server: Server) {
        let company = server.company().await;
        let (ann, cid) = (company.client("Ann"), company.client("Cid"));
        for name in ["One", "Two", "Three"] {
            let id = account(&company, "Bob", name).await;
            let give = json!({ "version": 1, "owner_id": company.person("Cid") });
            ann.patch(&format!("accounts/{id}"), give).await.ok();
        }
        let [entry] = &entries(&cid, "").await[..] else { panic!("one entry") };
        assert_eq!((&entry["count"], &entry["text"]), (&json!(3), &json!("handed over to you: 3 Accounts")));
        assert_eq!((&entry["row"], &entry["owner_field"]), (&Value::Null, &json!("owner_id")));
        assert_eq!(unread(&cid).await, 1);
        ann.patch("inbox", json!({ "read": true })).await.ok();
        assert_eq!(unread(&cid).await, 1, "nobody marks what is somebody else's");
        cid.patch("inbox", json!({ "ids": [entry["id"]], "read": true })).await.ok();
        assert_eq!(unread(&cid).await, 0, "it is read as one");
    }

    async fn a_task_given_to_somebody_is_told_until_it_is_done(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        let task = json!({ "kind": "task", "title": "Send the offer", "owner_id": company.person("Bob") });
        let task = say(&ann, "accounts", &acme, task).await.ok();
        assert_eq!(entries(&bob, "").await[0]["excerpt"], "Send the offer");
        bob.post(&format!("activities/{}/complete", task.id()), json!({})).await.ok();
        assert_eq!(told(&bob).await.len(), 0);
    }

    async fn what_is_older_than_hundreds_of_rows_handed_over_is_counted_too(server: Server) {
        let company = server.company().await;
        let cid = company.client("Cid");
        let acme = account(&company, "Cid", "Acme").await;
        let mention = json!({ "body": "@Cid see this", "mentions": [company.person("Cid")] });
        say(&company.client("Ann"), "accounts", &acme, mention).await.ok();

        let ann = access::actor_of(&server.house, "ann").await.expect("an actor").through(Origin::Web);
        let owner = company.person("Cid").to_owned();
        let made = server.house.write(ann.clone(), None, move |work| {
            Box::pin(async move {
                let mut ids = Vec::new();
                for n in 0..250 {
                    let account = json!({ "name": format!("Account {n}"), "owner_id": owner });
                    let row = work.create_record("accounts", account.as_object().expect("an object")).await?;
                    ids.push(kernel::record::id(&row)?);
                }
                Ok(ids)
            })
        });
        let (ids, _) = made.await.expect("accounts are made");
        assert_eq!(unread(&cid).await, 2, "all that was handed over, and the mention before it");

        let owner = company.person("Bob").to_owned();
        let given = server.house.write(ann, None, move |work| {
            Box::pin(async move {
                for id in ids {
                    let change = json!({ "owner_id": owner });
                    work.edit_record("accounts", id, 1, change.as_object().expect("an object")).await?;
                }
                Ok(())
            })
        });
        given.await.expect("accounts are given on");
        assert_eq!(unread(&cid).await, 1, "what is no longer theirs does not stand in the way");
    }
}
