//! Servers die; jobs go on.

use crate::server::{QUICK, on_both};
use jobs::{Scheduler, State};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_job_goes_on_where_the_server_that_died_had_come_to() {
    on_both(async |server| {
        let job = server.ask("pack", json!({ "boxes": 30, "pause": 20 })).await;
        let first = Scheduler::start(&server.house, QUICK);
        server.until(job, "begun", |held| held.done >= 5).await;
        drop(first);
        let left = server.job(job).await;
        assert_eq!(left.state, State::Running);
        assert!(left.done < 30, "it was over before the server died");
        let _second = Scheduler::start(&server.house, QUICK);
        let over = server.over(job).await;
        assert_eq!((over.state, over.done, over.attempts), (State::Done, 30, 2));
        // The periodic job packs boxes named like the first.
        let boxes = server.boxes().await;
        let numbered = |number: i64| format!("box {number}");
        for number in 1..30 {
            let same = boxes.iter().filter(|one| one["name"] == numbered(number)).count();
            assert_eq!(same, 1, "box {number}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bulk_verb_stamps_every_row_once_though_its_server_dies() {
    on_both(async |server| {
        let ids = server.pile(450, json!({})).await;
        let what = json!({ "noun": "boxes", "verb": "stamp", "ids": ids, "form": { "times": 1 } });
        let operator = kernel::Actor::operator();
        let job = jobs::enqueue_bulk(&server.house, operator, what).await.expect("a job");
        let job = job["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        let first = Scheduler::start(&server.house, QUICK);
        server.until(job, "begun", |held| held.done >= 200).await;
        drop(first);
        let _second = Scheduler::start(&server.house, QUICK);
        let over = server.over(job).await;
        assert_eq!((over.state, over.done, over.errors), (State::Done, 450, 0));
        let stamped = server.boxes().await;
        assert!(stamped.iter().all(|one| one["stamps"].as_i64() <= Some(1)));
        assert_eq!(stamped.iter().filter(|one| one["stamps"] == 1).count(), 450);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_later_and_what_was_refused_is_not() {
    on_both(async |server| {
        let spilled = server.ask("spill", json!({})).await;
        let refused = server.ask("spill", json!({ "refused": true })).await;
        let _scheduler = Scheduler::start(&server.house, QUICK);
        let refused = server.over(refused).await;
        assert_eq!((refused.state, refused.attempts), (State::Failed, 1));
        assert_eq!(refused.failure.as_deref(), Some("refused: boxes.sealed"));
        let spilled = server.until(spilled, "tried", |held| held.failure.is_some()).await;
        assert_eq!((spilled.state, spilled.attempts), (State::Waiting, 1));
    })
    .await;
}
