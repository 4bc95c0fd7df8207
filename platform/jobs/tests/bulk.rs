//! One verb to many rows.

use crate::server::{QUICK, Server, on_both};
use jobs::{Scheduler, State};
use kernel::{Actor, Origin};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};

async fn ask(server: &Server, actor: &Actor, what: Value) -> Uuid {
    let job = jobs::enqueue_bulk(&server.house, actor.clone(), what).await.expect("a job");
    assert_eq!((&job["state"], &job["done"]), (&json!("waiting"), &json!(0)));
    job["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

#[tokio::test(flavor = "multi_thread")]
async fn each_row_has_its_own_outcome_and_failures_stand_in_the_error_file() {
    on_both(async |server| {
        let (anna, token) = server.user("anna", json!({ "boxes": { "read": "all", "verbs": { "*": "all" } } })).await;
        let (_, stranger) = server.user("bert", json!({ "boxes": { "read": "all" } })).await;
        let open = server.pile(230, json!({})).await;
        let sealed = server.pile(3, json!({ "sealed": true, "name": "=cmd()" })).await;
        let ids: Vec<Uuid> = open.iter().chain(&sealed).copied().chain([Uuid::now_v7()]).collect();
        let job = ask(&server, &anna, json!({ "noun": "boxes", "verb": "stamp", "ids": ids, "form": {} })).await;
        let _scheduler = Scheduler::start(&server.house, QUICK);
        let over = server.over(job).await;
        assert_eq!((over.state, over.done, over.errors), (State::Done, 234, 4));
        assert_eq!(over.result, Some(json!({ "changed": 230, "failed": 4 })));
        assert_eq!(server.boxes().await.iter().filter(|one| one["stamps"] == 1).count(), 230);

        let (status, shown) = server.send(&token, "GET", &format!("/jobs/{job}")).await;
        let shown: Value = serde_json::from_str(&shown).expect("JSON");
        assert_eq!((status, &shown["state"], &shown["errors"]), (200, &json!("done"), &json!(4)));
        let (_, file) = server.send(&token, "GET", &format!("/jobs/{job}/errors?locale=zh")).await;
        assert!(file.starts_with("\u{feff}编号,记录,代码,原因\n"), "{file}");
        assert_eq!(file.lines().count(), 5);
        assert_eq!(file.matches(",'=cmd(),boxes.sealed,").count(), 3, "{file}");
        assert_eq!(file.matches(",not_found,").count(), 1, "{file}");
        for path in ["", "/errors"] {
            assert_eq!(server.send(&stranger, "GET", &format!("/jobs/{job}{path}")).await.0, 404);
        }
        let lines = kernel::journal::of_row(server.house.store.reader(), "boxes", open[0], None, 1).await;
        let line = lines.expect("lines").remove(0);
        assert_eq!((line.verb.as_str(), line.actor.as_str(), line.origin.as_str()), ("stamp", "anna", "job"));
        assert_eq!(line.cause, Some(json!({ "job": job })));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_runs_with_the_rights_of_the_moment_and_never_beyond_the_token() {
    on_both(async |server| {
        let grants = json!({ "boxes": { "read": "all", "edit": "all", "delete": "all" } });
        let (anna, _) = server.user("anna", grants).await;
        let ids = server.pile(4, json!({})).await;
        let edit = json!({ "noun": "boxes", "verb": "edit", "ids": ids, "form": { "name": "renamed" } });
        let edited = ask(&server, &anna, edit.clone()).await;
        let narrowed = Actor {
            grants: serde_json::from_value::<kernel::Grants>(json!({ "boxes": { "read": "all" } }))
                .expect("grants")
                .into(),
            ..anna.clone().through(Origin::Token)
        };
        let narrowed = ask(&server, &narrowed, json!({ "noun": "boxes", "verb": "delete", "ids": ids })).await;
        let scheduler = Scheduler::start(&server.house, QUICK);
        assert_eq!(server.over(edited).await.errors, 0);
        assert_eq!(server.over(narrowed).await.errors, 4);
        drop(scheduler);
        let left = ask(&server, &anna, edit).await;
        let user = anna.user.expect("a user");
        let leave = server.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let form = json!({ "active": false });
                work.edit_record("users", user, 1, form.as_object().expect("an object")).await
            })
        });
        leave.await.expect("an edit");
        let _scheduler = Scheduler::start(&server.house, QUICK);
        let over = server.over(left).await;
        assert_eq!(over.state, State::Failed);
        assert_eq!(over.failure.as_deref(), Some("refused: jobs.requester_left"));
    })
    .await;
}
