//! Lists in editions: a draft is changed, what came into force is kept.

use crate::{change, house, one, rows};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn an_edition_in_force_is_kept_and_a_copy_of_it_takes_its_place(server: Server) {
        let house = house(&server).await;
        let today = server.house.today();
        let [acme, bolt] = [house.account("Acme", "Bob").await, house.account("Bolt", "Cid").await];
        let (list, first) = house.list("Key accounts 2026", "Oak").await;
        assert_eq!(house.put_in_force(&first, json!({})).await.problem(), (409, "named_account_editions.empty"));
        let line = house.name(&first, &acme, json!({ "grade": "a", "potential": "1200000" })).await.ok().id();
        assert_eq!(house.name(&first, &acme, json!({})).await.problem(), (409, "named_accounts.twice"));
        let draft = one(&house.ops, "named_account_editions", &first).await;
        assert_eq!((&draft["accounts"], &draft["name"]), (&json!(1), &json!("Key accounts 2026 · 1")));
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let held = one(&house.ops, "named_account_editions", &first).await;
        assert_eq!((&held["state"], &held["from"], &held["to"]), (&json!("in_force"), &json!("2026-01-01"), &json!(null)));
        assert_eq!(one(&house.ops, "named_accounts", &line).await["from"], "2026-01-01");

        let kept = (409, "named_account_editions.kept");
        assert_eq!(change(&house.ops, "named_account_editions", &first, json!({ "note": "No." })).await.problem(), kept);
        assert_eq!(change(&house.ops, "named_accounts", &line, json!({ "grade": "b" })).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("named_accounts/{line}")).await.problem(), kept);
        assert_eq!(house.name(&first, &bolt, json!({})).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("named_account_editions/{first}")).await.problem(), kept);
        assert_eq!(house.ops.delete(&format!("named_account_lists/{list}")).await.problem(), kept);
        let other = json!({ "unit_id": house.company.unit("Pine") });
        assert_eq!(change(&house.ops, "named_account_lists", &list, other).await.problem(), (409, "named_account_lists.kept"));
        change(&house.ops, "named_account_lists", &list, json!({ "criteria": "More than 500 people." })).await.ok();

        let second = house.draft(&list).await;
        assert_eq!(house.ops.post(&format!("named_account_lists/{list}/draft"), json!({})).await.problem(), (409, "named_account_editions.draft_exists"));
        let copied = house.line(&second, &acme).await;
        assert_eq!((&copied["grade"], &copied["potential"]["amount"], &copied["from"]), (&json!("a"), &json!("1200000.00"), &json!(null)));
        house.name(&second, &bolt, json!({})).await.ok();
        let tomorrow = today + Days::new(1);
        house.put_in_force(&second, json!({ "from": tomorrow })).await.ok();
        assert_eq!(one(&house.ops, "named_account_editions", &second).await["state"], "planned");
        assert_eq!(one(&house.ops, "named_account_editions", &first).await["to"], json!(today), "until the day before");
        assert_eq!(one(&house.ops, "named_accounts", &line).await["until"], json!(tomorrow));

        house.ops.post(&format!("named_account_editions/{second}/withdraw"), json!({})).await.ok();
        assert_eq!(one(&house.ops, "named_account_editions", &first).await["to"], json!(null), "it goes on");
        assert_eq!(one(&house.ops, "named_accounts", &line).await["until"], json!(null));
        house.name(&second, &house.account("Core", "Bob").await, json!({})).await.ok();
        house.put_in_force(&second, json!({ "from": tomorrow })).await.ok();
        assert_eq!(named_accounts::turn(&server.house, tomorrow).await.expect("a turn"), 2);
        let states: Vec<_> = rows(&house.ops, "named_account_editions", "list_id", &list).await;
        let states: Vec<_> = states.iter().map(|edition| (&edition["edition"], &edition["state"])).collect();
        assert!(states.contains(&(&json!(1), &json!("over"))) && states.contains(&(&json!(2), &json!("in_force"))));
    }

    async fn an_edition_begins_within_the_term_after_the_one_before(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "Bob").await;
        let (list, first) = house.list_of("Spring", "Oak", json!({ "to": "2026-12-31" })).await;
        house.name(&first, &acme, json!({})).await.ok();
        let outside = (409, "named_account_editions.outside_the_term");
        assert_eq!(house.put_in_force(&first, json!({ "from": "2025-12-31" })).await.problem(), outside);
        assert_eq!(house.put_in_force(&first, json!({ "from": "2027-01-01" })).await.problem(), outside);
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let held = one(&house.ops, "named_account_editions", &first).await;
        assert_eq!(held["to"], "2026-12-31", "the list's term");
        assert_eq!(house.line(&first, &acme).await["until"], "2027-01-01");
        let second = house.draft(&list).await;
        let early = house.put_in_force(&second, json!({ "from": "2026-01-01" })).await;
        assert_eq!(early.problem(), (409, "named_account_editions.before_the_last"));
        let wrong = json!({ "name": "No", "unit_id": house.company.unit("Oak"), "from": "2026-02-01", "to": "2026-01-01" });
        assert_eq!(house.ops.post("named_account_lists", wrong).await.problem(), (409, "named_account_lists.ends_before_it_begins"));
    }

    async fn a_list_that_is_given_up_ends_on_a_day_and_stays(server: Server) {
        let house = house(&server).await;
        let today = server.house.today();
        let acme = house.account("Acme", "Bob").await;
        let (list, first) = house.list("Key accounts", "Oak").await;
        let end = format!("named_account_lists/{list}/end");
        assert_eq!(house.ops.post(&end, json!({})).await.problem(), (409, "named_account_lists.ended"));
        house.name(&first, &acme, json!({})).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        assert_eq!(house.ops.post(&end, json!({ "on": "2025-12-31" })).await.problem(), (409, "named_account_lists.ends_too_early"));
        house.ops.post(&end, json!({ "on": today - Days::new(1) })).await.ok();
        assert_eq!(one(&house.ops, "named_account_editions", &first).await["state"], "over");
        let named = house.ops.get(&format!("accounts/{acme}/named")).await.ok().body;
        assert_eq!((named["standing"].as_array().map(Vec::len), named["history"].as_array().map(Vec::len)), (Some(0), Some(1)));
        // Another list may name it from the day after.
        let (_, other) = house.list("Other key accounts", "Pine").await;
        house.name(&other, &acme, json!({})).await.ok();
        house.put_in_force(&other, json!({})).await.ok();
    }

    async fn whoever_leaves_leaves_their_lists_to_the_successor(server: Server) {
        let house = house(&server).await;
        let (list, edition) = house.list("Key accounts", "Oak").await;
        house.name(&edition, &house.account("Acme", "Bob").await, json!({})).await.ok();
        house.put_in_force(&edition, json!({ "from": "2026-01-01" })).await.ok();
        let leaving = json!({ "on": server.house.today(), "successor_id": house.who("Ann") });
        house.ops.post(&format!("people/{}/leave", house.kay_id), leaving).await.ok();
        assert_eq!(one(&house.ops, "named_account_lists", &list).await["owner_id"], json!(house.who("Ann")));
        // Who looks after which account was agreed on, and takes another edition.
        let named = house.ops.get(&format!("named_account_editions/{edition}/accounts")).await.ok().body;
        assert_eq!((&named["accounts"][0]["person"]["name"], &named["attention"]), (&json!("Kay"), &json!(1)));
    }

    async fn two_editions_are_compared_account_by_account_and_in_sums(server: Server) {
        let house = house(&server).await;
        let [acme, bolt, core] = [house.account("Acme", "Bob").await, house.account("Bolt", "Cid").await, house.account("Core", "Bob").await];
        let (list, first) = house.list("Key accounts", "Oak").await;
        house.name(&first, &acme, json!({ "grade": "a", "potential": "100" })).await.ok();
        house.name(&first, &bolt, json!({ "potential": "50", "currency": "EUR" })).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let second = house.draft(&list).await;
        let copied = house.line(&second, &acme).await;
        let changes = json!({ "grade": "b", "potential": "150", "person_id": house.who("Bob") });
        change(&house.ops, "named_accounts", copied["id"].as_str().expect("an id"), changes).await.ok();
        let gone = house.line(&second, &bolt).await;
        house.ops.delete(&format!("named_accounts/{}", gone["id"].as_str().expect("an id"))).await.ok();
        house.name(&second, &core, json!({ "potential": "7" })).await.ok();

        let compared = house.kay.get(&format!("named_account_editions/{second}/comparison")).await.ok().body;
        let names = |part: &str| -> Vec<String> {
            let entries = compared[part].as_array().expect("entries").iter();
            entries.map(|entry| entry["account"]["name"].as_str().expect("a name").to_owned()).collect()
        };
        assert_eq!((names("added"), names("removed"), names("changed")), (vec!["Core".into()], vec!["Bolt".into()], vec!["Acme".into()]));
        let fields: Vec<_> = compared["changed"][0]["changes"].as_array().expect("changes").iter().map(|one| &one["field"]).collect();
        assert_eq!(fields, ["person_id", "grade", "potential"]);
        assert_eq!(compared["changed"][0]["changes"][0]["after"]["name"], "Bob");
        assert_eq!(compared["before"], json!({ "accounts": 2, "potential": [{ "amount": "100.00", "currency": "CNY" }, { "amount": "50.00", "currency": "EUR" }] }));
        assert_eq!(compared["after"], json!({ "accounts": 2, "potential": [{ "amount": "157.00", "currency": "CNY" }] }));
        let alone = house.kay.get(&format!("named_account_editions/{first}/comparison")).await.ok().body;
        assert_eq!((&alone["with"], alone["added"].as_array().map(Vec::len)), (&json!(null), Some(2)), "the first one");
    }
}
