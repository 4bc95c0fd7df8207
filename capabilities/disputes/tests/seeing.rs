//! Who sees a dispute, and the facts about what it is about.

use crate::{act, file, house, inbox, rule};
use serde_json::{Value, json};
use testing::Client;

async fn sees(client: &Client, id: &str) -> bool {
    let listed = client.list("disputes", json!({ "field": "id", "op": "eq", "value": id })).await.ok().total();
    let one = client.get(&format!("disputes/{id}")).await.status == 200;
    let facts = client.get(&format!("disputes/{id}/history")).await.status == 200;
    let story = client.get(&format!("disputes/{id}/timeline")).await.status == 200;
    assert!(
        one == facts && one == story && one == (listed == 1),
        "one answer everywhere: {one} {facts} {story} {listed}"
    );
    one
}

testing::both! {
    async fn the_two_the_arbiter_and_those_above_them_see_it_and_nobody_else(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Eve", &["Bob", "Cid"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        for who in ["Bob", "Eve", "Una", "Ann", "Dee", "Adm"] {
            assert!(sees(&house.of(who), &id).await, "{who}");
        }
        // Cid works on that account, Ops sees all accounts, Fay and Gus are elsewhere.
        for who in ["Cid", "Ops", "Fay", "Gus"] {
            assert!(!sees(&house.of(who), &id).await, "{who}");
        }
        for role in ["analyst", "hr", "finance", "key_account_manager", "customer_success"] {
            let token = access::make_user_with_token(&server.house, role, role, None, &[role]).await.expect("a user");
            assert!(!sees(&Client::new(&server.url, Some(token)), &id).await, "{role}");
        }
        assert_eq!(server.stranger().get(&format!("disputes/{id}/history")).await.status, 401);
    }

    async fn whom_it_does_not_concern_does_nothing_about_it(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Cid", &["Bob"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        let forms = [
            ("answer", json!({ "answer": "So." })),
            ("settle", json!({ "outcome": "shared" })),
            ("rule", json!({ "decision": "claimant", "reasons": "So." })),
            ("appeal", json!({ "grounds": "So." })),
            ("pass_up", json!({ "reason": "So." })),
            ("withdraw", json!({})),
        ];
        for (verb, form) in forms {
            for who in ["Eve", "Gus", "Ops"] {
                assert_eq!(act(&house.of(who), &id, verb, form.clone()).await.status, 404, "{who} {verb}");
            }
            // Una sees it and is neither: the row's rules say no.
            let una = act(&house.of("Una"), &id, verb, form).await;
            assert!(una.status == 403 || una.status == 409, "{verb}: {}", una.body);
        }
    }

    async fn what_is_said_and_counted_about_it_is_seen_by_the_same(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Eve", &["Bob"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        let comment = json!({ "kind": "comment", "body": "See the minutes.", "subject_noun": "disputes", "subject_id": id });
        let comment = house.of("Eve").post("activities", comment).await.ok().id();
        for (who, seen) in [("Bob", true), ("Dee", true), ("Una", true), ("Cid", false), ("Gus", false)] {
            let client = house.of(who);
            assert_eq!(client.get(&format!("activities/{comment}")).await.status == 200, seen, "{who}");
            let today = server.house.today();
            let open = client.get(&format!("kpis/open_disputes?from={today}&to={today}")).await.ok().body;
            assert_eq!(open["rows"][0]["value"] == json!(1), seen, "{who}: {open}");
        }
    }

    async fn a_move_in_the_organization_moves_who_sees_it(server: Server) {
        let house = house(&server).await;
        let account = house.account("Acme", "Eve", &["Bob"]).await;
        let id = file(&house.of("Bob"), "account", &account, json!({})).await.ok().id();
        assert!(!sees(&house.of("Fay"), &id).await);
        let elm = json!({ "unit_id": house.company.unit("Elm"), "from": server.house.today() });
        house.adm.post(&format!("people/{}/move", house.who("Eve")), elm).await.ok();
        assert!(sees(&house.of("Fay"), &id).await, "Eve is hers now");
        assert!(!sees(&house.of("Dee"), &id).await);
    }

    async fn the_history_says_whose_it_was_and_who_was_there(server: Server) {
        let house = house(&server).await;
        let (bob, cid, ann) = (house.of("Bob"), house.of("Cid"), house.of("Ann"));
        let account = house.account("Acme", "Bob", &[]).await;
        ann.post(&format!("accounts/{account}/hand_over"), json!({ "to_id": house.who("Cid") })).await.ok();
        house.adm.post("account_team_members", json!({ "account_id": account, "person_id": house.who("Bob") })).await.ok();
        let deal = cid.post("opportunities", json!({ "name": "Racks", "account_id": account })).await.ok().id();
        for (client, kind, noun, row) in [
            (&bob, "call", "accounts", &account),
            (&bob, "visit", "accounts", &account),
            (&cid, "meeting", "opportunities", &deal),
            (&cid, "comment", "accounts", &account),
        ] {
            let done = json!({ "kind": kind, "title": kind, "body": kind, "subject_noun": noun, "subject_id": row });
            client.post("activities", done).await.ok();
        }
        let id = file(&bob, "account", &account, json!({})).await.ok().id();
        act(&cid, &id, "answer", json!({ "answer": "Mine." })).await.ok();
        rule(&ann, &id, "claimant").await.ok();
        let facts = ann.get(&format!("disputes/{id}/history")).await.ok().body;
        let held = facts["held"].as_array().expect("spans");
        let owners: Vec<&Value> = held.iter().map(|one| &facts["labels"][one["owner"].as_str().expect("an owner")]).collect();
        assert_eq!(owners, ["Bob", "Cid", "Bob"]);
        assert_eq!((&held[1]["verb"], &held[1]["actor"]), (&json!("hand_over"), &json!("Ann")));
        assert_eq!((&held[2]["dispute"], &held[1]["dispute"]), (&json!(id), &json!(null)), "the last one followed from this");
        assert_eq!((&held[0]["to"], &held[2]["to"]), (&held[1]["from"], &json!(null)));
        let done = facts["done"].as_array().expect("parties");
        assert_eq!((&done[0]["count"], &done[0]["kinds"]), (&json!(2), &json!({ "call": 1, "visit": 1 })));
        assert_eq!((&done[1]["count"], &done[1]["kinds"]), (&json!(1), &json!({ "meeting": 1 })), "the account's deals count, words do not");
        // Whoever does not see the row sees whose it was, and no way to it.
        let eve = house.account("Elsewhere", "Eve", &["Bob"]).await;
        let across = file(&bob, "account", &eve, json!({})).await.ok().id();
        let facts = ann.get(&format!("disputes/{across}/history")).await.ok().body;
        assert_eq!(ann.get(&format!("accounts/{eve}")).await.status, 404);
        assert_eq!((&facts["row"], &facts["gone"]), (&json!(null), &json!(false)));
        assert_eq!(facts["held"].as_array().map(Vec::len), Some(1), "{facts}");
        assert_eq!(inbox(&house.of("Gus")).await.len(), 0);
    }
}
