//! Days that are kept.

use crate::{act, brought_in, dispute, file, house, inbox, rule};
use chrono::{Days, NaiveDate};
use serde_json::json;

async fn look(server: &testing::Server, on: NaiveDate) -> usize {
    disputes::look_for_late(&server.house, on).await.expect("it looks")
}

testing::both! {
    async fn who_has_to_answer_or_rule_is_reminded_each_day_once(server: Server) {
        let house = house(&server).await;
        let today = server.house.today();
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let filed = |answer: NaiveDate, ruling: NaiveDate| json!({
            "kind": "account", "row_noun": "accounts", "row_id": account, "claimant_id": house.who("Bob"),
            "filed_on": today - Days::new(20), "answer_due": answer, "ruling_due": ruling,
        });
        let id = brought_in(&server, filed(today, today + Days::new(30))).await;
        assert_eq!((look(&server, today).await, look(&server, today).await), (1, 0));
        assert_eq!(inbox(&house.of("Cid")).await, ["Dispute: due soon"]);
        assert!(inbox(&house.of("Ann")).await.is_empty(), "it is not her turn yet");
        assert_eq!(rule(&house.of("Ann"), &id, "claimant").await.problem(), (409, "disputes.answer_awaited"), "his last day");
        act(&house.of("Bob"), &id, "withdraw", json!({})).await.ok();
        assert_eq!(look(&server, today + Days::new(90)).await, 0, "nothing is due any more");

        let late = brought_in(&server, filed(today - Days::new(9), today - Days::new(2))).await;
        assert_eq!(look(&server, today).await, 1);
        assert!(inbox(&house.of("Cid")).await.contains(&"Dispute: overdue".to_owned()));
        assert!(inbox(&house.of("Ann")).await.contains(&"Dispute: overdue".to_owned()));
        let heard = act(&house.of("Cid"), &late, "answer", json!({ "answer": "I was on a fair." })).await.ok().row().clone();
        assert_eq!(heard["state"], "answered", "late, and heard");
        assert_eq!(inbox(&house.of("Cid")).await, ["Dispute: Withdrawn"], "what was due was done; the other one is over");
    }

    async fn without_an_answer_in_time_the_arbiter_rules(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let silent = brought_in(&server, json!({
            "kind": "account", "row_noun": "accounts", "row_id": account, "claimant_id": house.who("Bob"),
            "filed_on": "2026-03-02", "answer_due": "2026-03-09",
        })).await;
        rule(&house.of("Ann"), &silent, "claimant").await.ok();
        assert_eq!(house.owner("accounts", &account).await, house.who("Bob"));
    }

    async fn a_ruling_that_nobody_appeals_in_time_is_closed(server: Server) {
        let house = house(&server).await;
        let (id, _) = house.answered().await;
        rule(&house.of("Ann"), &id, "claimant").await.ok();
        let until: NaiveDate = serde_json::from_value(dispute(&house.of("Bob"), &id).await["appeal_until"].clone()).expect("a day");
        assert_eq!(look(&server, until).await, 0, "the last day is a day");
        assert_eq!(look(&server, until + Days::new(1)).await, 1);
        let ended = dispute(&house.of("Bob"), &id).await;
        assert_eq!((&ended["state"], &ended["closed_on"]), (&json!("closed"), &json!(until + Days::new(1))));
        assert_eq!(act(&house.of("Cid"), &id, "appeal", json!({ "grounds": "No." })).await.problem(), (409, "disputes.ended"));
    }

    async fn days_are_those_on_which_the_company_works(server: Server) {
        let house = house(&server).await;
        let calendar = server.house.company().calendar.clone();
        let today = server.house.today();
        let plain = calendar.add_working_days(today, 5).expect("a day");
        let free = calendar.add_working_days(today, 2).expect("a day");
        house.adm.post("holidays", json!({ "date": free, "name": "Founders' day" })).await.ok();
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let row = file(&house.of("Bob"), "account", &account, json!({})).await.ok().row().clone();
        let later = server.house.company().calendar.add_working_days(plain, 1).expect("a day");
        assert_eq!(row["answer_due"], json!(later), "one day more");
    }
}
