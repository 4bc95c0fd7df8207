//! There is no way around: each way of writing is tried.

use crate::{account, change, edit, house, one, send, yes};
use kernel::Actor;
use reqwest::Method;
use serde_json::{Value, json};

pub async fn finished(client: &testing::Client, job: &testing::Answer) -> Value {
    let id = job.body["id"].as_str().expect("a job").to_owned();
    for _ in 0..200 {
        let job = client.get(&format!("jobs/{id}")).await.ok().body;
        if job["state"] == "done" || job["state"] == "failed" {
            return job;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the job does not end");
}

testing::both! {
    async fn direct_writes_repeats_and_duplicates_are_refused(server: Server) {
        let house = house(&server).await;
        house.large_accounts().await;
        let bob = house.of("Bob");
        let acme = account(&bob, "Acme").await;
        let version = one(&bob, "accounts", &acme).await["version"].clone();
        let body = || Some(json!({ "version": version, "employees": 800 }));
        let key = [("idempotency-key", "from-the-device")];
        for _ in 0..2 {
            let entry = bob.send(Method::PATCH, &format!("accounts/{acme}"), body(), &key).await;
            assert_eq!(entry.problem(), (409, "approvals.wanted"), "what was entered offline");
        }
        let again = bob.post("accounts", json!({ "name": "Acme (copy)", "employees": 800 })).await;
        assert_eq!(again.problem(), (409, "approvals.wanted"), "a duplicate");
        let ann = change(&house.of("Ann"), "accounts", &acme, json!({ "employees": 800 })).await;
        assert_eq!(ann.problem(), (409, "approvals.wanted"), "nor does an approver simply do it");
        let adm = change(&house.adm, "accounts", &acme, json!({ "employees": 800 })).await;
        assert_eq!(adm.problem(), (409, "approvals.wanted"), "nor the administrator");
        assert_eq!(house.adm.post("approvals/send", edit("accounts", &acme, json!({ "employees": 800 }))).await.problem(), (409, "approvals.no_person"));

        // Approved once, the entry that waited on the device does not do it a second time.
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 800 }))).await;
        yes(&house.of("Ann"), &id).await;
        yes(&house.of("Una"), &id).await;
        let late = bob.send(Method::PATCH, &format!("accounts/{acme}"), body(), &key).await;
        assert_eq!(late.status, 409);
        assert_eq!(one(&bob, "accounts", &acme).await["version"], json!(version.as_i64().expect("a version") + 1));
    }

    async fn bulk_verbs_imports_and_the_command_line_are_refused_row_by_row(server: Server) {
        let house = house(&server).await;
        house.large_accounts().await;
        let pace = jobs::Pace { look: std::time::Duration::from_millis(20), ..jobs::Pace::default() };
        let _scheduler = jobs::Scheduler::start(&server.house, pace);
        let ann = house.of("Ann");
        let ids = [account(&ann, "One").await, account(&ann, "Two").await];
        let job = ann.post("accounts/bulk", json!({ "verb": "edit", "ids": ids, "form": { "employees": 800 } })).await.ok();
        assert_eq!(finished(&ann, &job).await["errors"], 2);
        for id in &ids {
            assert_eq!(one(&ann, "accounts", id).await["employees"], Value::Null);
        }
        for actor in [Actor::operator(), Actor::operator().through(kernel::Origin::Import)] {
            let written = server.house.write(actor, None, |work| Box::pin(async move {
                let mut rows = Vec::new();
                for (name, count) in [("Three", 10), ("Four", 800)] {
                    rows.push(json!({ "name": name, "employees": count, "owner_id": null }).as_object().cloned().expect("a row"));
                }
                work.write_batch("accounts", kernel::Batch { created: rows, ..kernel::Batch::default() }).await.map(|_| ())
            })).await;
            let Err(kernel::Error::Invalid(errors)) = written else { panic!("an import went through: {written:?}") };
            let refused = errors.iter().find(|error| error.code == "approvals.wanted").expect("refused");
            assert_eq!(refused.row, Some(1));
        }
    }

    async fn what_a_verb_of_another_noun_does_on_the_side_is_refused_and_can_be_sent(server: Server) {
        let house = house(&server).await;
        let unit = json!({ "fields": ["unit_id"] });
        house.flow("people", "edit", unit, vec![json!({ "who": "people", "people": house.people(&["Una"]) })]).await;
        // Memberships belong to another noun; a new main one moves the person.
        let hr = access::make_user_with_token(&server.house, "hedy", "Hedy", Some(house.who("Dee").parse().expect("an id")), &["hr"]).await.expect("a user");
        let hr = testing::Client::new(&server.url, Some(hr));
        let refused = hr.post(&format!("people/{}/move", house.who("Bob")), json!({ "unit_id": house.company.unit("Elm") })).await;
        assert_eq!(refused.problem(), (409, "approvals.wanted"), "{:#}", refused.body);
        let act = json!({ "noun": "people", "id": house.who("Bob"), "verb": "move", "form": { "unit_id": house.company.unit("Elm") } });
        let id = send(&hr, act).await;
        assert_eq!(one(&hr, "people", house.who("Bob")).await["unit_id"], json!(house.company.unit("Oak")));
        yes(&house.of("Una"), &id).await;
        assert_eq!(one(&hr, "people", house.who("Bob")).await["unit_id"], json!(house.company.unit("Elm")));
    }
}
