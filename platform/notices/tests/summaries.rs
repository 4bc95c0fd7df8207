//! One letter a day.

use crate::{account, at_utc, choose, comment, out, round_at};
use serde_json::json;

testing::both! {
    async fn a_summary_comes_once_a_day_at_its_hour_and_tells_what_was_not_seen(server: Server) {
        let out = out(&server).await;
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        let (acme, bolt) = (account(&bob, "Acme").await, account(&bob, "Bolt").await);
        choose(&bob, json!({ "kind": "comment", "mail": "daily" })).await;
        choose(&bob, json!({ "hour": 9 })).await;
        comment(&ann, &acme, "One").await;
        comment(&ann, &bolt, "Two").await;
        round_at(&server, at_utc(1, 0)).await;
        assert_eq!(out.mailbox.letters().len(), 0, "eight in the morning");
        round_at(&server, at_utc(1, 1)).await;
        let letter = out.mailbox.letter();
        assert_eq!((letter.to.as_str(), letter.subject().as_str()), ("bob@clearsea.example", "2 things you have not seen"));
        for told in ["Ann commented", "Account: Acme", "Account: Bolt", &format!("https://crm.clearsea.example/accounts/{bolt}")] {
            assert!(letter.text().contains(told), "{told}: {}", letter.text());
        }
        assert!(!letter.text().contains("Two"), "{}", letter.text());
        round_at(&server, at_utc(1, 5)).await;
        assert_eq!(out.mailbox.letters().len(), 1, "once a day");
        round_at(&server, at_utc(2, 1)).await;
        assert_eq!(out.mailbox.letters().len(), 1, "and not where nothing is new");
    }

    async fn what_was_read_is_not_in_it(server: Server) {
        let out = out(&server).await;
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        let acme = account(&bob, "Acme").await;
        choose(&bob, json!({ "kind": "comment", "mail": "daily" })).await;
        comment(&ann, &acme, "One").await;
        bob.patch("inbox", json!({ "ids": null, "read": true })).await.ok();
        round_at(&server, at_utc(1, 4)).await;
        assert_eq!((out.mailbox.letters().len(), out.dispatches().await.len()), (0, 0));
    }
}
