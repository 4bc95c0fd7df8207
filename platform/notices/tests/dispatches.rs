//! What is on its way: given up, kept once, sent by one server of several, found after a crash.

use crate::{account, noon, out, receivers::Receiver, round, round_at};
use chrono::Duration;
use kernel::Actor;
use notices::dispatch;
use serde_json::json;
use std::time;

const SECRET: &str = "a secret of this test";

testing::both! {
    async fn what_is_given_up_is_not_tried_any_more(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let channel = out.channel("webhook", &receiver.url, SECRET, json!({})).await;
        receiver.answer(500, "");
        out.adm.post(&format!("channels/{channel}/send_test"), json!({})).await.ok();
        let waiting = out.dispatches().await[0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(out.adm.post(&format!("dispatches/{waiting}/send_again"), json!({})).await.problem(), (409, "dispatches.waits"));
        round(&server).await;
        let given_up = out.adm.post(&format!("dispatches/{waiting}/give_up"), json!({})).await.ok();
        assert_eq!((&given_up.row()["state"], &given_up.row()["answer"]), (&json!("dropped"), &json!("given up by Adm")));
        assert_eq!(round_at(&server, noon() + Duration::days(2)).await, 0);
        assert_eq!(out.adm.post(&format!("dispatches/{waiting}/give_up"), json!({})).await.problem(), (409, "dispatches.over"));
        out.adm.post(&format!("dispatches/{waiting}/send_again"), json!({})).await.ok();
        round(&server).await;
        assert_eq!(out.adm.post(&format!("dispatches/{waiting}/give_up"), json!({})).await.problem(), (409, "dispatches.sent"));
        let ops = out.company.client("Ops");
        assert_eq!((ops.get("channels").await.status, ops.get("dispatches").await.status), (200, 403));
    }

    async fn of_two_servers_one_sends(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        out.channel("webhook", &receiver.url, SECRET, json!({ "events": ["accounts.*"] })).await;
        round(&server).await;
        for name in ["One", "Two", "Three", "Four", "Five"] {
            account(&out.of("Bob"), name).await;
        }
        let (other, _) = server.another().await;
        other.give(notices::Post::new(crate::settings(&out.mailbox)).expect("the settings"));
        // Where both take the same, one of them finds it taken and comes again.
        for _ in 0..3 {
            let (one, two) = futures::join!(
                notices::round(&server.house, noon(), None),
                notices::round(&other, noon(), None)
            );
            if one.is_ok() && two.is_ok() {
                break;
            }
        }
        assert_eq!(receiver.requests().len(), 5);
        assert_eq!(out.states().await, ["sent"; 5]);
    }

    async fn after_a_crash_between_sending_and_the_note_it_comes_again_under_its_id(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let channel = out.channel("webhook", &receiver.url, SECRET, json!({})).await;
        out.adm.post(&format!("channels/{channel}/send_test"), json!({})).await.ok();
        round(&server).await;
        // As a server leaves it that dies before the note: tried, taken for some minutes, not sent.
        let id = out.dispatches().await[0]["id"].as_str().expect("an id").parse().expect("an id");
        let as_it_was = server.house.write(Actor::system(), None, move |work| {
            Box::pin(async move {
                let row = work.fetch::<dispatch::Entity>(id).await?;
                work.update::<dispatch::Entity>(row, |row| {
                    row.state = dispatch::State::Waiting;
                    row.sent_at = None;
                    row.next_at = Some(noon() + Duration::minutes(5));
                })
                .await
            })
        });
        as_it_was.await.expect("the row is put back");
        assert_eq!(round_at(&server, noon() + Duration::minutes(4)).await, 0, "it is somebody's");
        assert_eq!(round_at(&server, noon() + Duration::minutes(5)).await, 1);
        let ids: Vec<String> = receiver.requests().iter().map(|one| one.header("webhook-id").to_owned()).collect();
        assert_eq!((ids.len(), &ids[0]), (2, &ids[1]));
    }

    async fn a_running_server_sends_by_itself(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let channel = out.channel("webhook", &receiver.url, SECRET, json!({ "events": ["accounts.create"] })).await;
        notices::start(&server.house, notices::Post::new(crate::settings(&out.mailbox)).expect("the settings"));
        let pace = jobs::Pace { look: time::Duration::from_millis(50), ..jobs::Pace::default() };
        let _scheduler = jobs::Scheduler::start(&server.house, pace);
        let wait = async |many: usize| {
            for _ in 0..400 {
                if receiver.requests().len() >= many {
                    return;
                }
                tokio::time::sleep(time::Duration::from_millis(50)).await;
            }
            panic!("{many} did not come: {:?}", out.dispatches().await);
        };
        out.adm.post(&format!("channels/{channel}/send_test"), json!({})).await.ok();
        wait(1).await;
        // It begins to hear with the first look at the journal, which the test's sending has followed.
        account(&out.of("Bob"), "Acme").await;
        wait(2).await;
        assert_eq!(receiver.requests()[1].body["kind"], "accounts.create");
        account(&out.of("Bob"), "Bolt").await;
        wait(3).await;
    }
}
