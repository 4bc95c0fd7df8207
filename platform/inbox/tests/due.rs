//! Tasks whose day has come, and jobs that have ended.

use crate::{account, entries, say, told, unread};
use serde_json::json;
use std::time::Duration;

testing::both! {
    async fn a_task_is_told_of_on_its_day_once_however_often_somebody_looks(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let bob = company.client("Bob");
        let today = server.house.today();
        let on = |days: i64| today.checked_add_signed(chrono::Duration::days(days)).expect("a day");
        for (title, days) in [("Long ago", -30), ("Late", -2), ("Now", 0), ("Soon", 1)] {
            say(&bob, "accounts", &acme, json!({ "kind": "task", "title": title, "due_on": on(days) })).await.ok();
        }
        for _ in 0..2 {
            inbox::look_for_tasks(&server.house).await.expect("it looks");
        }
        let mut said: Vec<(String, String)> = entries(&bob, "").await.iter()
            .map(|entry| (entry["excerpt"].as_str().unwrap_or_default().to_owned(), entry["text"].as_str().unwrap_or_default().to_owned()))
            .collect();
        said.sort();
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(said, [pair("Late", "A task is overdue"), pair("Now", "A task is due today")]);
    }

    async fn a_task_that_gets_another_day_is_no_news_before_it(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let bob = company.client("Bob");
        let today = server.house.today();
        let task = say(&bob, "accounts", &acme, json!({ "kind": "task", "title": "Offer", "due_on": today })).await.ok();
        inbox::look_for_tasks(&server.house).await.expect("it looks");
        assert_eq!(unread(&bob).await, 1);
        let later = today.checked_add_signed(chrono::Duration::days(3)).expect("a day");
        bob.patch(&format!("activities/{}", task.id()), json!({ "version": 1, "due_on": later })).await.ok();
        assert_eq!((unread(&bob).await, told(&bob).await.len()), (0, 0));
    }

    async fn whoever_asked_for_a_job_is_told_how_it_ended_and_nobody_else(server: Server) {
        let company = server.company().await;
        let acme = account(&company, "Bob", "Acme").await;
        let (ann, bob) = (company.client("Ann"), company.client("Bob"));
        let scheduler = jobs::Scheduler::start(&server.house, jobs::Pace { look: Duration::from_millis(50), ..Default::default() });
        let bulk = json!({ "verb": "edit", "ids": [acme], "form": { "segment": "industry" } });
        let asked = ann.post("accounts/bulk", bulk).await;
        if asked.status != 202 {
            panic!("{:#}", asked.body);
        }
        let mut tries = 0;
        while unread(&ann).await == 0 && tries < 600 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            tries += 1;
        }
        drop(scheduler);
        let [entry] = &entries(&ann, "").await[..] else { panic!("one entry") };
        assert_eq!((&entry["kind"], &entry["to"]), (&json!("job"), &json!("accounts")));
        assert_eq!(unread(&bob).await, 0);
    }
}
