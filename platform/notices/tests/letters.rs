//! What comes by mail, to whom, and when.

use crate::{account, at_utc, change, choose, comment, give, mailbox::Mailbox, noon, out, round, round_at, settings};
use chrono::{Duration, Utc};
use notices::Security;
use serde_json::json;

testing::both! {
    async fn a_decision_that_waits_comes_by_mail_with_the_way_to_it(server: Server) {
        let out = out(&server).await;
        let request = out.a_request_of_bobs().await;
        assert_eq!(round(&server).await, 1);
        let letter = out.mailbox.letter();
        assert_eq!(letter.to, "ann@clearsea.example");
        assert_eq!(letter.header("From"), "Clearsea <crm@clearsea.example>");
        let subject = letter.subject();
        assert!(subject.starts_with("Bob asks for your decision: "), "{subject}");
        for said in [letter.text(), letter.html()] {
            assert!(said.contains(&format!("https://crm.clearsea.example/approvals/{request}")), "{said}");
            assert!(!said.contains("41 %"), "nothing of the row but its name: {said}");
        }
        assert_eq!(letter.header("List-Unsubscribe"), "<https://crm.clearsea.example/inbox#inbox-mail>");
        assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
        let id = letter.header("Message-ID");
        assert!(id.starts_with("<entry.") && id.ends_with("@clearsea.example>"), "{id}");
        let sent = out.dispatches().await;
        assert_eq!((&sent[0]["state"], &sent[0]["attempts"], &sent[0]["way"]), (&json!("sent"), &json!(1), &json!("mail")));
        assert_eq!(sent[0]["person_id"], out.company.person("Ann"));
        assert_eq!(round(&server).await, 0, "everybody hears of a thing once");
    }

    async fn what_was_seen_or_decided_meanwhile_is_not_sent(server: Server) {
        let out = out(&server).await;
        out.a_request_of_bobs().await;
        out.of("Ann").patch("inbox", json!({ "ids": null, "read": true })).await.ok();
        round(&server).await;
        assert_eq!((out.mailbox.letters().len(), out.states().await), (0, vec!["dropped".to_owned()]));
        let why = out.dispatches().await[0]["answer"].clone();
        assert_eq!(why, "no news any more: seen, done, or out of reach");
    }

    async fn a_letter_is_in_the_readers_language(server: Server) {
        let out = out(&server).await;
        let ann = json!({ "field": "login", "op": "eq", "value": "ann" });
        let ann = out.adm.list("users", ann).await.ok().column("id").remove(0);
        change(&out.adm, "users", &ann, json!({ "locale": "zh" })).await;
        out.a_request_of_bobs().await;
        round(&server).await;
        let letter = out.mailbox.letter();
        assert!(letter.subject().starts_with("Bob") && letter.subject().contains("审批"), "{}", letter.subject());
        assert!(letter.text().contains("Ann，您好：") && letter.html().contains("打开并审批"), "{}", letter.text());
    }

    async fn other_kinds_come_by_mail_when_asked_for_and_tell_no_more_than_who_and_what(server: Server) {
        let out = out(&server).await;
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        let acme = account(&bob, "Acme").await;
        comment(&ann, &acme, "Their budget is 3 million").await;
        assert_eq!(round(&server).await, 0, "unless they say otherwise only decisions come");
        let chosen = choose(&bob, json!({ "kind": "comment", "mail": "now" })).await;
        assert_eq!((&chosen["sends"], &chosen["address"], &chosen["hour"]), (&json!(true), &json!("bob@clearsea.example"), &json!(8)));
        comment(&ann, &acme, "Their budget is 3 million").await;
        round(&server).await;
        let letter = out.mailbox.letter();
        assert_eq!(letter.subject(), "Ann commented: Account: Acme");
        assert!(!letter.text().contains("million") && !letter.html().contains("million"));
        assert!(letter.text().contains(&format!("https://crm.clearsea.example/accounts/{acme}")), "{}", letter.text());
        choose(&bob, json!({ "kind": "comment", "mail": "never" })).await;
        comment(&ann, &acme, "Once more").await;
        assert_eq!(round(&server).await, 0);
        let wrong = json!({ "kind": "noise", "mail": "now" });
        let put = reqwest::Method::PUT;
        assert_eq!(bob.send(put.clone(), "notices/preferences", Some(wrong), &[]).await.wrong(), ("kind", "inbox.unknown_kind"));
        let late = bob.send(put, "notices/preferences", Some(json!({ "hour": 24 })), &[]).await;
        assert_eq!(late.wrong(), ("hour", "notices.no_hour"));
    }

    async fn nothing_comes_at_night_unless_the_reader_wants_it(server: Server) {
        let out = out(&server).await;
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        let acme = account(&bob, "Acme").await;
        choose(&bob, json!({ "kind": "comment", "mail": "now" })).await;
        comment(&ann, &acme, "Late").await;
        let (night, morning) = (at_utc(1, 14), at_utc(2, 0));
        assert_eq!(round_at(&server, night).await, 0, "ten in the evening");
        assert_eq!(round_at(&server, morning - Duration::minutes(1)).await, 0);
        assert_eq!(round_at(&server, morning).await, 1, "eight in the morning");
        choose(&bob, json!({ "quiet": false })).await;
        comment(&ann, &acme, "Late again").await;
        assert_eq!(round_at(&server, night).await, 1);
    }

    async fn whoever_has_left_or_does_not_sign_in_gets_nothing(server: Server) {
        let out = out(&server).await;
        let (ann, bob) = (out.of("Ann"), out.of("Bob"));
        let acme = account(&bob, "Acme").await;
        choose(&bob, json!({ "kind": "comment", "mail": "now" })).await;
        comment(&ann, &acme, "See this").await;
        out.a_request_of_bobs().await;
        let filter = json!({ "field": "login", "op": "eq", "value": "ann" });
        let user = out.adm.list("users", filter).await.ok().column("id").remove(0);
        change(&out.adm, "users", &user, json!({ "active": false })).await;
        let today = (Utc::now() + Duration::hours(8)).date_naive();
        change(&out.adm, "people", out.company.person("Bob"), json!({ "left_on": today })).await;
        round(&server).await;
        assert_eq!(out.mailbox.letters().len(), 0);
        assert_eq!(out.states().await, ["dropped", "dropped"]);
    }

    async fn a_letter_that_is_not_taken_is_tried_again_under_the_same_id_and_one_that_never_will_be_is_not(server: Server) {
        let out = out(&server).await;
        out.a_request_of_bobs().await;
        out.mailbox.refuse("451 ann@clearsea.example: come back later");
        round(&server).await;
        let failed = out.dispatches().await.remove(0);
        assert_eq!((&failed["state"], &failed["attempts"]), (&json!("failed"), &json!(1)));
        let answer = failed["answer"].as_str().expect("what the server said");
        assert!(answer.contains("come back later") && !answer.contains("ann@"), "{answer}");
        assert_eq!(round(&server).await, 0, "not before its time");
        assert_eq!(round_at(&server, noon() + Duration::minutes(1)).await, 1);
        let first = out.mailbox.letter();

        let again = format!("dispatches/{}/send_again", failed["id"].as_str().expect("an id"));
        out.adm.post(&again, json!({})).await.ok();
        out.mailbox.refuse("550 no such user");
        round(&server).await;
        assert_eq!(out.states().await, ["dead"], "the server says never");
        out.adm.post(&again, json!({})).await.ok();
        round(&server).await;
        let letters = out.mailbox.letters();
        assert_eq!((letters.len(), letters[1].header("Message-ID")), (2, first.header("Message-ID")));
    }

    async fn nothing_is_sent_in_the_clear_where_the_operator_wants_it_encrypted(server: Server) {
        let out = out(&server).await;
        let mut strict = settings(&out.mailbox);
        strict.mail.as_mut().expect("mail").security = Security::StartTls;
        give(&server, strict);
        out.a_request_of_bobs().await;
        round(&server).await;
        assert_eq!((out.mailbox.letters().len(), out.states().await), (0, vec!["failed".to_owned()]));
    }

    async fn where_no_mail_is_set_up_nothing_is_queued_and_everybody_is_told(server: Server) {
        let out = out(&server).await;
        let mut none = settings(&out.mailbox);
        none.mail = None;
        give(&server, none);
        out.a_request_of_bobs().await;
        assert_eq!((round(&server).await, out.dispatches().await.len()), (0, 0));
        assert_eq!(out.of("Ann").get("notices/preferences").await.ok().body["sends"], false);
        assert_eq!(out.adm.get("notices/mail").await.ok().body["sends"], false);
        assert_eq!(out.adm.post("notices/mail/test", json!({})).await.problem(), (409, "notices.no_mail"));
        give(&server, settings(&out.mailbox));
        assert_eq!(round(&server).await, 0, "what was told before is not sent afterwards");
    }

    async fn an_administrator_sees_how_mail_is_set_up_and_sends_themselves_a_test(server: Server) {
        let out = out(&server).await;
        let mail = out.adm.get("notices/mail").await.ok().body;
        assert_eq!((&mail["host"], &mail["security"], &mail["from"]), (&json!("127.0.0.1"), &json!("none"), &json!("crm@clearsea.example")));
        assert!(!mail.to_string().contains(crate::PASSWORD));
        assert_eq!(out.adm.post("notices/mail/test", json!({})).await.problem(), (409, "notices.no_address"));
        let token = access::make_user_with_token(&server.house, "root@clearsea.example", "Root", None, &["administrator"]).await;
        let root = testing::Client::new(&server.url, Some(token.expect("a user")));
        let asked = root.post("notices/mail/test", json!({})).await.ok();
        round(&server).await;
        let letter = out.mailbox.letter();
        assert_eq!((letter.to.as_str(), letter.subject().as_str()), ("root@clearsea.example", "Test of mail"));
        let dispatch = root.get(&format!("dispatches/{}", asked.body["id"].as_str().expect("an id"))).await.ok();
        assert_eq!(dispatch.row()["state"], "sent");
        for path in ["notices/mail", "dispatches", "channels"] {
            assert_eq!(out.of("Bob").get(path).await.status, 403, "{path}");
        }
    }
}

#[tokio::test]
async fn settings_that_cannot_be_right_are_refused_before_anybody_relies_on_them() {
    let mailbox = Mailbox::open().await;
    let wrong = |change: fn(&mut notices::PostSettings)| {
        let mut changed = settings(&mailbox);
        change(&mut changed);
        notices::Post::new(changed).err().unwrap_or_default()
    };
    let said = wrong(|settings| settings.public_address = None);
    assert!(said.contains("public_url"), "{said}");
    let said = wrong(|settings| settings.public_address = Some("crm.example".to_owned()));
    assert!(said.contains("public_url"), "{said}");
    let said = wrong(|settings| settings.mail.as_mut().expect("mail").from = "nobody".to_owned());
    assert!(said.contains("mail_from"), "{said}");
    let said = wrong(|settings| settings.mail.as_mut().expect("mail").host = "mail.example.com".to_owned());
    assert!(said.contains("in the clear"), "{said}");
    let said = wrong(|settings| settings.authorities = Some(b"-----BEGIN CERTIFICATE-----\nAAAA\n".to_vec()));
    assert!(said.contains("authorities"), "{said}");
}
