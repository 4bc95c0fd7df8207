//! On the way: passed on, others asked, sent back, withdrawn, vetoed, reminded, decided by many and in somebody's place.

use crate::{account, asked, edit, house, inbox, one, say, send, superior, whole, yes};
use serde_json::{Value, json};

testing::both! {
    async fn it_is_passed_on_and_others_are_asked_before_and_after(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let bob = house.of("Bob");
        let (ann, una, dee, eve) = (house.of("Ann"), house.of("Una"), house.of("Dee"), house.of("Eve"));
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 5 }))).await;
        let own = say(&ann, &id, "pass_on", json!({ "to": house.who("Bob") })).await;
        assert_eq!(own.problem(), (409, "approvals.own"), "it is not passed to whoever asked");
        say(&ann, &id, "pass_on", json!({ "to": house.who("Una"), "comment": "Yours." })).await.ok();
        assert_eq!(asked(&whole(&bob, &id).await), ["Una"]);
        assert_eq!(say(&ann, &id, "approve", json!({})).await.problem(), (409, "approvals.not_asked"));

        let own = say(&una, &id, "ask_others", json!({ "people": house.people(&["Bob"]) })).await;
        assert_eq!(own.problem(), (409, "approvals.own"));
        say(&una, &id, "ask_others", json!({ "people": house.people(&["Dee", "Fay"]), "when": "before", "mode": "all" })).await.ok();
        assert_eq!(asked(&whole(&bob, &id).await), ["Dee", "Fay"]);
        assert_eq!(say(&una, &id, "approve", json!({})).await.problem(), (409, "approvals.not_asked"), "she waits for them");
        yes(&dee, &id).await;
        yes(&house.of("Fay"), &id).await;
        assert_eq!(asked(&whole(&bob, &id).await), ["Una"]);
        say(&una, &id, "ask_others", json!({ "people": house.people(&["Eve"]), "when": "after" })).await.ok();
        let now = whole(&bob, &id).await;
        assert_eq!((asked(&now), now["state"].as_str()), (vec!["Eve".to_owned()], Some("waiting")));
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], Value::Null);
        assert_eq!(yes(&eve, &id).await["state"], "approved");
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], 5);
    }

    async fn it_goes_back_to_a_step_and_to_whoever_asked(server: Server) {
        let house = house(&server).await;
        house.large_accounts().await;
        let (bob, ann, una) = (house.of("Bob"), house.of("Ann"), house.of("Una"));
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 600 }))).await;
        yes(&ann, &id).await;
        let nowhere = say(&una, &id, "send_back", json!({ "step": 9, "comment": "?" })).await;
        assert_eq!(nowhere.problem(), (409, "approvals.no_step"));
        say(&una, &id, "send_back", json!({ "step": 1, "comment": "Are you sure?" })).await.ok();
        let now = whole(&bob, &id).await;
        assert_eq!((asked(&now), &now["round"]), (vec!["Ann".to_owned()], &json!(2)));
        assert_eq!(now["earlier"].as_array().map(Vec::len), Some(2), "what was said stays to be read");

        say(&ann, &id, "send_back", json!({ "comment": "Count again." })).await.ok();
        let now = whole(&bob, &id).await;
        assert_eq!((&now["state"], &now["may"]["send_again"]), (&json!("returned"), &json!(true)));
        assert_eq!(say(&ann, &id, "send_again", json!({})).await.problem(), (409, "approvals.not_yours"));
        say(&bob, &id, "send_again", json!({ "form": { "employees": 700 }, "reason": "Counted." })).await.ok();
        yes(&ann, &id).await;
        assert_eq!(yes(&una, &id).await["state"], "approved");
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], 700);
    }

    async fn it_is_refused_withdrawn_and_vetoed(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let (bob, ann, una) = (house.of("Bob"), house.of("Ann"), house.of("Una"));
        let acme = account(&bob, "Acme").await;
        let act = || edit("accounts", &acme, json!({ "employees": 6 }));
        let id = send(&bob, act()).await;
        assert_eq!(say(&ann, &id, "refuse", json!({})).await.wrong(), ("comment", "fields.required"), "no has a reason");
        let refused = say(&ann, &id, "refuse", json!({ "comment": "Too many." })).await.ok();
        assert_eq!(refused.row()["state"], "refused");
        let id = send(&bob, act()).await;
        assert_eq!(say(&ann, &id, "withdraw", json!({})).await.problem(), (409, "approvals.not_yours"));
        assert_eq!(say(&bob, &id, "withdraw", json!({})).await.ok().row()["state"], "withdrawn");
        assert!(inbox(&ann).await.is_empty());
        let id = send(&bob, act()).await;
        assert_eq!(say(&ann, &id, "veto", json!({ "comment": "No." })).await.problem(), (409, "approvals.no_veto"));
        assert_eq!(say(&una, &id, "veto", json!({ "comment": "Never." })).await.ok().row()["state"], "vetoed");
        assert_eq!(say(&ann, &id, "approve", json!({})).await.problem(), (409, "approvals.ended"));
        assert_eq!(one(&bob, "accounts", &acme).await["employees"], Value::Null);
    }

    async fn whoever_is_away_is_stood_in_for_but_never_by_who_asks(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let today = server.house.today();
        let away = |to: &str| json!({ "to_id": house.who(to), "from": today, "to": today });
        assert_eq!(ann.post("approval_delegations", away("Ann")).await.problem(), (409, "approval_delegations.to_oneself"));
        let first = ann.post("approval_delegations", away("Bob")).await.ok();
        let acme = account(&bob, "Acme").await;
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 7 }))).await;
        assert_eq!(asked(&whole(&bob, &id).await), ["Ann"], "Bob would decide about what he asked himself");
        assert_eq!(say(&bob, &id, "approve", json!({})).await.problem(), (409, "approvals.own"));
        ann.delete(&format!("approval_delegations/{}", first.id())).await.ok();
        let stranger = json!({ "person_id": house.who("Una"), "to_id": house.who("Ann"), "from": today, "to": today });
        assert_ne!(ann.post("approval_delegations", stranger).await.status, 201, "nobody puts themselves into another's place");
        ann.post("approval_delegations", away("Dee")).await.ok();
        say(&bob, &id, "withdraw", json!({})).await.ok();
        let id = send(&bob, edit("accounts", &acme, json!({ "employees": 7 }))).await;
        let now = whole(&bob, &id).await;
        assert_eq!(asked(&now), ["Dee"]);
        assert_eq!(now["steps"][0]["people"][0]["in_place_of"]["name"], "Ann");
        assert_eq!(yes(&house.of("Dee"), &id).await["state"], "approved");
    }

    async fn nobody_decides_their_own_and_somebody_is_always_left(server: Server) {
        let house = house(&server).await;
        let steps = vec![json!({ "who": "people", "people": house.people(&["Ann"]) })];
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), steps).await;
        let ann = house.of("Ann");
        let acme = account(&ann, "Acme").await;
        let id = send(&ann, edit("accounts", &acme, json!({ "employees": 8 }))).await;
        let now = whole(&ann, &id).await;
        assert_eq!(asked(&now), ["Una"], "a step that falls to whoever asks goes to their superior: {now:#}");
        house.flow("contacts", "save", json!({}), vec![superior(1)]).await;
        let una = house.of("Una");
        let top = account(&una, "Top").await;
        let alone = una.post("approvals/send", edit("accounts", &top, json!({ "employees": 9 }))).await.ok();
        assert_eq!(asked(&whole(&una, alone.body["id"].as_str().expect("an id")).await), ["Ann"]);
        let refused = una.post("approvals/send", json!({ "noun": "contacts", "verb": "create", "form": { "name": "Kim", "account_id": top } })).await;
        assert_eq!(refused.problem(), (409, "approvals.nobody_left"), "Una has no superior, and the flow is hers");
    }

    async fn many_are_decided_at_once_and_reminders_are_not_repeated(server: Server) {
        let house = house(&server).await;
        house.flow("accounts", "save", json!({ "fields": ["employees"] }), vec![superior(1)]).await;
        let (bob, ann) = (house.of("Bob"), house.of("Ann"));
        let _scheduler = jobs::Scheduler::start(&server.house, jobs::Pace { look: std::time::Duration::from_millis(20), ..jobs::Pace::default() });
        let mut ids = Vec::new();
        for name in ["One", "Two", "Three"] {
            let row = account(&bob, name).await;
            ids.push(send(&bob, edit("accounts", &row, json!({ "employees": 3 }))).await);
        }
        say(&bob, &ids[0], "remind", json!({})).await.ok();
        assert_eq!(say(&bob, &ids[0], "remind", json!({})).await.problem(), (409, "approvals.reminded"));
        let mine = ann.get("approvals/mine?box=decide").await.ok().body;
        assert_eq!(mine["requests"].as_array().map(Vec::len), Some(3));
        let job = ann.post("approvals/bulk", json!({ "verb": "approve", "ids": ids, "form": {} })).await.ok();
        assert_eq!(crate::guarding::finished(&ann, &job).await["errors"], 0);
        for id in &ids {
            assert_eq!(whole(&bob, id).await["state"], "approved");
        }
        assert_eq!(ann.get("approvals/mine?box=decide").await.ok().body["requests"], json!([]));
        assert_eq!(ann.get("approvals/mine?box=decided").await.ok().body["requests"].as_array().map(Vec::len), Some(3));
    }
}
