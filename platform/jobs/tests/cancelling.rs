//! Jobs that are told to stop.

use crate::server::{QUICK, on_both};
use jobs::{Scheduler, State};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_note() {
    on_both(async |server| {
        let (_, admin) = server.user("boss", json!({ "*": { "read": "all" } })).await;
        let admin_all = access::make_user_with_token(&server.house, "root", "Root", None, &["administrator"]).await;
        let root = admin_all.expect("a token");
        let waiting = server.ask("pack", json!({ "boxes": 1 })).await;
        assert_eq!(server.send(&admin, "POST", &format!("/jobs/{waiting}/cancel")).await.0, 404);
        assert_eq!(server.send(&root, "POST", &format!("/jobs/{waiting}/cancel")).await.0, 200);
        assert_eq!(server.job(waiting).await.state, State::Cancelled);
        let (status, body) = server.send(&root, "POST", &format!("/jobs/{waiting}/cancel")).await;
        assert!(status == 409 && body.contains("jobs.over"), "{body}");

        let running = server.ask("pack", json!({ "boxes": 10_000, "pause": 5 })).await;
        let _scheduler = Scheduler::start(&server.house, QUICK);
        server.until(running, "begun", |held| held.done >= 3).await;
        assert_eq!(server.send(&root, "POST", &format!("/jobs/{running}/cancel")).await.0, 200);
        let over = server.over(running).await;
        assert_eq!(over.state, State::Cancelled);
        assert!(over.done < 10_000);
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(server.job(running).await.done, over.done);
    })
    .await;
}
