//! Webhooks: signed, tried again, given up, sent again.

use crate::{account, change, connected, give, noon, out, receivers::Receiver, round, round_at, settings};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

pub const SECRET: &str = "a secret of this test";

fn accounts() -> Value {
    json!({ "events": ["accounts.*"] })
}

testing::both! {
    async fn a_program_hears_of_events_in_signed_requests(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        out.channel("webhook", &format!("{}/hook?tenant=7", receiver.url), SECRET, accounts()).await;
        account(&out.of("Bob"), "Before").await;
        round(&server).await;
        assert_eq!(receiver.requests().len(), 0, "it hears of what happens from then on");

        let acme = account(&out.of("Bob"), "Acme").await;
        round(&server).await;
        let request = receiver.request();
        assert_eq!((request.path.as_str(), request.query["tenant"].as_str()), ("/hook", "7"));
        let body = &request.body;
        assert_eq!((&body["kind"], &body["subject"]), (&json!("accounts.create"), &json!({ "noun": "accounts", "id": acme, "title": "Acme" })));
        assert_eq!(body["link"], format!("https://crm.clearsea.example/accounts/{acme}"));
        assert_eq!(body["id"], request.header("webhook-id"));
        let signed = format!("{}.{}.{}", request.header("webhook-id"), request.header("webhook-timestamp"), request.raw);
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
        mac.update(signed.as_bytes());
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        assert_eq!(request.header("webhook-signature"), expected);

        change(&out.of("Bob"), "accounts", &acme, json!({ "employees": 12 })).await;
        out.adm.delete(&format!("accounts/{acme}?version=2")).await.ok();
        round(&server).await;
        let heard: Vec<Value> = receiver.requests().iter().map(|one| one.body["kind"].clone()).collect();
        assert_eq!(heard[1..], ["accounts.delete"], "what was changed is gone, and told as that");
        let gone = &receiver.requests()[1].body;
        assert_eq!((&gone["subject"]["title"], &gone["link"]), (&Value::Null, &Value::Null));
    }

    async fn what_fails_is_tried_again_until_it_is_a_dead_letter_and_sent_again_by_hand(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        out.channel("webhook", &receiver.url, SECRET, accounts()).await;
        round(&server).await;
        account(&out.of("Bob"), "Acme").await;
        receiver.answer(500, "sorry");
        round(&server).await;
        let failed = out.dispatches().await.remove(0);
        assert_eq!((&failed["state"], &failed["answer"]), (&json!("failed"), &json!("500")));
        round_at(&server, noon() + Duration::minutes(1)).await;
        assert_eq!(out.states().await, ["sent"]);
        let ids: Vec<String> = receiver.requests().iter().map(|one| one.header("webhook-id").to_owned()).collect();
        assert_eq!((ids.len(), &ids[0]), (2, &ids[1]), "it keeps its id");

        account(&out.of("Bob"), "Bolt").await;
        let mut at = noon() + Duration::hours(1);
        for _ in 0..9 {
            receiver.answer(503, "");
            round_at(&server, at).await;
            at += Duration::hours(25);
        }
        assert_eq!((out.states().await, receiver.requests().len()), (vec!["sent".to_owned(), "dead".to_owned()], 11));
        assert_eq!(round_at(&server, at).await, 0, "nobody tries it any more");
        let dead = out.dispatches().await[1]["id"].clone();
        let _scheduler = jobs::Scheduler::start(&server.house, jobs::Pace::default());
        let bulk = json!({ "verb": "send_again", "ids": [dead] });
        let job = out.adm.post("dispatches/bulk", bulk).await.ok().body["id"].as_str().expect("a job").to_owned();
        while out.adm.get(&format!("jobs/{job}")).await.ok().body["state"] != "done" {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        round_at(&server, at).await;
        assert_eq!(out.states().await, ["sent", "sent"]);
    }

    async fn redirects_are_not_followed_and_long_answers_not_read(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let channel = out.channel("webhook", &receiver.url, SECRET, json!({})).await;
        receiver.answer(302, "");
        out.adm.post(&format!("channels/{channel}/send_test"), json!({})).await.ok();
        round(&server).await;
        assert_eq!(out.dispatches().await[0]["answer"], "302: redirects are not followed");
        assert_eq!(receiver.requests().len(), 1);
        receiver.answer(200, &"x".repeat(1_000_000));
        round_at(&server, noon() + Duration::minutes(1)).await;
        assert_eq!(out.states().await, ["sent"]);
    }

    async fn private_networks_are_reached_only_where_the_operator_says_so(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let channel = out.channel("webhook", &receiver.url, SECRET, accounts()).await;
        let named = format!("http://localhost:{}", receiver.url.rsplit(':').next().expect("a port"));
        let by_name = out.channel("webhook", &named, SECRET, json!({})).await;
        let mut strict = settings(&out.mailbox);
        strict.private_webhooks = false;
        give(&server, strict);
        for address in [receiver.url.as_str(), "https://10.0.0.1/", "https://[fd00::1]/", "https://localhost/"] {
            let connect = json!({ "address": address, "secret": SECRET });
            let refused = out.adm.post(&format!("channels/{channel}/connect"), connect).await;
            assert_eq!(refused.wrong(), ("address", "channels.private_address"), "{address}");
        }
        let plain = json!({ "address": "http://example.com/", "secret": SECRET });
        let refused = out.adm.post(&format!("channels/{channel}/connect"), plain).await;
        assert_eq!(refused.wrong(), ("address", "channels.not_encrypted"));
        for id in [channel, by_name] {
            out.adm.post(&format!("channels/{id}/send_test"), json!({})).await.ok();
        }
        round(&server).await;
        let answers: Vec<Value> = out.dispatches().await.iter().map(|one| one["answer"].clone()).collect();
        assert_eq!(answers, ["the address lies in a private network", "the address lies in a private network"]);
        assert_eq!(receiver.requests().len(), 0);
    }

    async fn address_and_secret_are_shown_nowhere(server: Server) {
        let out = out(&server).await;
        let receiver = Receiver::open().await;
        let url = format!("{}/robot/send?access_token=t0ken", receiver.url);
        let channel = out.channel("webhook", &url, SECRET, accounts()).await;
        round(&server).await;
        account(&out.of("Bob"), "Acme").await;
        receiver.answer(500, "");
        round(&server).await;
        let mut seen = String::new();
        for path in [
            format!("channels/{channel}"),
            "channels".to_owned(),
            "channels/export".to_owned(),
            "dispatches".to_owned(),
            "dispatches/export".to_owned(),
            format!("channels/{channel}/timeline"),
            "notices/mail".to_owned(),
        ] {
            seen.push_str(&out.adm.get(&path).await.ok().body.to_string());
        }
        let lines = kernel::journal::after(server.house.store.reader(), kernel::Position::default(), 5000).await;
        seen.push_str(&serde_json::to_string(&lines.expect("the journal")).expect("JSON"));
        let row = out.adm.get(&format!("channels/{channel}")).await.ok();
        assert_eq!(row.row()["host"], receiver.url.trim_start_matches("http://"));
        let id = channel.parse().expect("an id");
        let noun = server.house.registry.noun("channels").expect("channels");
        let held = server.house.reader(&kernel::Actor::system()).record(noun, id).await.expect("the row");
        assert!(held["secret"].as_str().is_some_and(|sealed| sealed.contains("sealed")), "it is kept");
        seen.push_str(&serde_json::to_string(&held).expect("JSON"));
        for secret in [SECRET, "t0ken", "/robot/send"] {
            assert!(!seen.contains(secret), "{secret}");
        }
    }

    async fn what_a_channel_hears_of_has_to_exist(server: Server) {
        let out = out(&server).await;
        let make = async |hears: Value| {
            let mut channel = json!({ "name": "One", "kind": "webhook" });
            for (field, value) in hears.as_object().expect("fields") {
                channel[field] = value.clone();
            }
            out.adm.post("channels", channel).await
        };
        assert_eq!(make(json!({ "kinds": ["noise"] })).await.wrong(), ("kinds", "channels.unknown_kind"));
        for event in ["accounts", "accounts.fly", "weather.create", "dispatches.edit", "channels.*", "sign_ins.create"] {
            assert_eq!(make(json!({ "events": [event] })).await.wrong(), ("events", "channels.unknown_event"), "{event}");
        }
        let channel = make(json!({ "events": ["opportunities.win", "leads.delete"], "kinds": ["approval"] })).await.ok().id();
        let test = out.adm.post(&format!("channels/{channel}/send_test"), json!({})).await;
        assert_eq!(test.problem(), (409, "channels.not_connected"));
        let short = json!({ "address": "https://example.com/", "secret": "short" });
        let refused = out.adm.post(&format!("channels/{channel}/connect"), short).await;
        assert_eq!(refused.wrong(), ("secret", "channels.short_secret"));
        let receiver = Receiver::open().await;
        let off = connected(&out.adm, "webhook", &receiver.url, SECRET, json!({ "active": false })).await;
        let test = out.adm.post(&format!("channels/{off}/send_test"), json!({})).await;
        assert_eq!(test.problem(), (409, "channels.switched_off"));
    }
}
