//! Several servers on one database.

use crate::server::{QUICK, on_both};
use jobs::{Scheduler, State};
use serde_json::json;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_servers_one_runs_a_job() {
    on_both(async |server| {
        let other = server.another().await;
        let _first = Scheduler::start(&server.house, QUICK);
        let _second = Scheduler::start(&other, QUICK);
        let mut asked = Vec::new();
        for _ in 0..12 {
            asked.push(server.ask("pack", json!({ "boxes": 2 })).await);
        }
        for job in asked {
            let over = server.over(job).await;
            assert_eq!((over.state, over.attempts, over.done), (State::Done, 1, 2));
        }
        let second_boxes = server.boxes().await.iter().filter(|one| one["name"] == "box 1").count();
        assert_eq!(second_boxes, 12);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_periodic_job_runs_once_a_period_on_all_servers_together() {
    on_both(async |server| {
        let others = [server.another().await, server.another().await];
        let mut schedulers = vec![Scheduler::start(&server.house, QUICK)];
        schedulers.extend(others.iter().map(|house| Scheduler::start(house, QUICK)));
        tokio::time::sleep(Duration::from_millis(2600)).await;
        drop(schedulers);
        let packed = server.boxes().await.len();
        assert!((1..=3).contains(&packed), "{packed} times in two and a half periods");
    })
    .await;
}
