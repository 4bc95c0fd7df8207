//! An account stands once on lists of a kind, and somebody looks after it.

use crate::{change, house, one, rows};
use serde_json::json;

testing::both! {
    async fn an_account_stands_on_one_list_of_a_kind_at_a_time(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "Bob").await;
        let (_, first) = house.list("North", "Oak").await;
        let (_, second) = house.list("South", "Elm").await;
        let (_, strategic) = house.list_of("Strategy", "Elm", json!({ "kind": "strategic" })).await;
        for edition in [&first, &second, &strategic] {
            house.name(edition, &acme, json!({})).await.ok();
        }
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let refused = house.put_in_force(&second, json!({ "from": "2026-06-01" })).await;
        assert_eq!(refused.problem(), (409, "named_account_editions.stands_elsewhere"));
        assert!(refused.body["detail"].as_str().expect("a detail").contains("Acme (North)"), "{:#}", refused.body);
        house.put_in_force(&strategic, json!({ "from": "2026-01-01" })).await.ok();
    }

    async fn two_who_name_the_same_account_at_once_are_not_both_heard(server: Server) {
        let house = house(&server).await;
        for round in 0..3 {
            let acme = house.account(&format!("Acme {round}"), "Bob").await;
            let (_, first) = house.list(&format!("North {round}"), "Oak").await;
            let (_, second) = house.list(&format!("South {round}"), "Elm").await;
            for edition in [&first, &second] {
                house.name(edition, &acme, json!({})).await.ok();
            }
            let form = json!({ "from": "2026-01-01" });
            let (one, other) = tokio::join!(house.put_in_force(&first, form.clone()), house.put_in_force(&second, form));
            let mut answers = [one.status, other.status];
            answers.sort_unstable();
            assert_eq!(answers, [200, 409], "{:#} {:#}", one.body, other.body);
        }
    }

    async fn whoever_changes_a_draft_while_it_comes_into_force_changes_nothing_in_it(server: Server) {
        let house = house(&server).await;
        for round in 0..3 {
            let acme = house.account(&format!("Acme {round}"), "Bob").await;
            let bolt = house.account(&format!("Bolt {round}"), "Bob").await;
            let (_, edition) = house.list(&format!("North {round}"), "Oak").await;
            house.name(&edition, &acme, json!({})).await.ok();
            let (named, force) = tokio::join!(house.name(&edition, &bolt, json!({})), house.put_in_force(&edition, json!({})));
            let held = one(&house.ops, "named_account_editions", &edition).await;
            let lines = rows(&house.ops, "named_accounts", "edition_id", &edition).await;
            assert_eq!(held["accounts"], json!(lines.len()), "{:#} {:#}", named.body, force.body);
            if held["state"] == "in_force" {
                assert!(lines.iter().all(|line| !line["from"].is_null()), "every account of it counts");
            }
        }
    }

    async fn an_edition_comes_into_force_only_where_somebody_here_looks_after_each_account(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "Bob").await;
        let (_, edition) = house.list("Key accounts", "Oak").await;
        let line = house.name(&edition, &acme, json!({ "person_id": null })).await.ok().id();
        let nobody = house.put_in_force(&edition, json!({})).await;
        assert_eq!(nobody.problem(), (409, "named_account_editions.nobody"));
        assert!(nobody.body["detail"].as_str().expect("a detail").contains("Acme"));
        house.ops.post(&format!("people/{}/leave", house.who("Cid")), json!({ "on": "2026-01-31" })).await.ok();
        let left = json!({ "person_id": house.who("Cid") });
        assert_eq!(change(&house.ops, "named_accounts", &line, left).await.problem().1, "named_accounts.has_left");
        change(&house.ops, "named_accounts", &line, json!({ "person_id": house.who("Bob") })).await.ok();
        house.put_in_force(&edition, json!({})).await.ok();
    }

    async fn merged_accounts_are_one_on_the_lists_too(server: Server) {
        let house = house(&server).await;
        let [acme, acne, bolt] = [house.account("Acme", "Bob").await, house.account("Acne", "Bob").await, house.account("Bolt", "Bob").await];
        let (_, first) = house.list("North", "Oak").await;
        house.name(&first, &acne, json!({ "reason": "The second largest." })).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let (_, second) = house.list("South", "Elm").await;
        house.name(&second, &bolt, json!({})).await.ok();
        house.put_in_force(&second, json!({ "from": "2026-01-01" })).await.ok();
        let clash = house.ops.post(&format!("accounts/{bolt}/merge"), json!({ "into_id": acne })).await;
        assert_eq!(clash.problem(), (409, "named_accounts.merged_twice"));
        house.ops.post(&format!("accounts/{acne}/merge"), json!({ "into_id": acme })).await.ok();
        assert_eq!(house.line(&first, &acme).await["reason"], "The second largest.");
        assert_eq!(house.ops.delete(&format!("accounts/{acme}")).await.status, 409, "what is named stays");
    }

    async fn key_account_managers_propose_and_those_in_reach_read(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "Kay").await;
        let row = json!({ "name": "Kay's", "unit_id": house.company.unit("Oak"), "from": "2026-01-01" });
        let list = house.kay.post("named_account_lists", row.clone()).await.ok().id();
        assert_eq!(one(&house.kay, "named_account_lists", &list).await["owner_id"], json!(house.kay_id));
        house.kay.post(&format!("named_account_lists/{list}/draft"), json!({})).await.ok();
        let edition = rows(&house.kay, "named_account_editions", "list_id", &list).await[0]["id"].as_str().expect("an id").to_owned();
        house.kay.post("named_accounts", json!({ "edition_id": edition, "account_id": acme, "person_id": house.kay_id })).await.ok();
        // Others read it and do not write it.
        let eve = house.of("Eve");
        assert_eq!(house.of("Dee").get(&format!("named_account_lists/{list}")).await.status, 200, "managers read");
        assert_eq!(change(&house.of("Dee"), "named_account_lists", &list, json!({ "name": "Mine" })).await.status, 403);
        assert_eq!(eve.get(&format!("named_account_lists/{list}")).await.status, 404, "out of her reach");
        assert_eq!(eve.get(&format!("named_account_editions/{edition}/accounts")).await.status, 404);
        assert_eq!(eve.post("named_account_lists", row).await.status, 403);
        let theirs = house.ops.post("named_account_lists", json!({ "name": "Dee's", "unit_id": house.company.unit("Pine"), "from": "2026-01-01", "owner_id": house.who("Dee") })).await.ok().id();
        assert_eq!(house.kay.post(&format!("named_account_lists/{theirs}/draft"), json!({})).await.status, 403, "not hers");
        house.of("Una").post(&format!("named_account_lists/{theirs}/draft"), json!({})).await.ok();
    }
}
