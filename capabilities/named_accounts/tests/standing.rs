//! On which lists an account stands, since when, and who looks after it.

use crate::house;
use chrono::Days;
use serde_json::{Value, json};

testing::both! {
    async fn an_account_says_on_which_list_it_stands_since_when_and_who_looks_after_it(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "Bob").await;
        let (list, first) = house.list("Key accounts 2026", "Oak").await;
        house.name(&first, &acme, json!({ "potential": "100", "exclusivity": "ask_first" })).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let second = house.draft(&list).await;
        house.put_in_force(&second, json!({ "from": "2026-03-01" })).await.ok();
        let bob = house.of("Bob");
        let named = bob.get(&format!("accounts/{acme}/named")).await.ok().body;
        let now = &named["standing"][0];
        assert_eq!((&now["list"]["name"], &now["edition"], &now["since"], &now["from"]), (&json!("Key accounts 2026"), &json!(2), &json!("2026-01-01"), &json!("2026-03-01")));
        assert_eq!((&now["person"]["name"], &now["exclusivity"], &now["open"], &now["potential"]), (&json!("Kay"), &json!("ask_first"), &json!(false), &Value::Null), "not the list itself");
        let then = bob.get(&format!("accounts/{acme}/named?on=2026-02-10")).await.ok().body;
        assert_eq!(then["standing"][0]["edition"], 1);
        let before = bob.get(&format!("accounts/{acme}/named?on=2025-12-31")).await.ok().body;
        assert_eq!((before["standing"].as_array().map(Vec::len), before["history"].as_array().map(Vec::len)), (Some(0), Some(2)));
        let full = house.of("Ann").get(&format!("accounts/{acme}/named")).await.ok().body;
        assert_eq!(full["standing"][0]["potential"]["amount"], "100.00");
        assert_eq!(house.of("Eve").get(&format!("accounts/{acme}/named")).await.status, 404);
    }

    async fn an_account_whose_keeper_left_or_moved_needs_attention(server: Server) {
        let house = house(&server).await;
        let today = server.house.today();
        let [acme, bolt, core] = [house.account("Acme", "Bob").await, house.account("Bolt", "Bob").await, house.account("Core", "Bob").await];
        let (list, first) = house.list("Key accounts", "Oak").await;
        house.name(&first, &acme, json!({})).await.ok();
        house.name(&first, &bolt, json!({ "person_id": house.who("Bob") })).await.ok();
        house.name(&first, &core, json!({ "person_id": house.who("Cid") })).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let path = format!("named_account_editions/{first}/accounts");
        assert_eq!(house.kay.get(&path).await.ok().body["attention"], 0);
        let elm = json!({ "unit_id": house.company.unit("Elm"), "from": today });
        house.ops.post(&format!("people/{}/move", house.who("Bob")), elm).await.ok();
        house.ops.post(&format!("people/{}/leave", house.who("Cid")), json!({ "on": today - Days::new(1) })).await.ok();
        let whole = house.kay.get(&path).await.ok().body;
        let needs: Vec<&Value> = whole["accounts"].as_array().expect("accounts").iter().map(|line| &line["attention"]).collect();
        assert_eq!((needs, &whole["attention"]), (vec![&Value::Null, &json!("moved"), &json!("left")], &json!(2)));
        let named = house.ops.get(&format!("accounts/{core}/named")).await.ok().body;
        assert_eq!(named["standing"][0]["attention"], "left");
        // A new edition brings them along to be dealt with, and does not come into force before that.
        let second = house.draft(&list).await;
        assert_eq!(house.put_in_force(&second, json!({})).await.problem(), (409, "named_account_editions.nobody"));
    }

    async fn what_was_won_counts_from_the_day_it_was_named_within_reach(server: Server) {
        let house = house(&server).await;
        let acme = house.account("Acme", "Bob").await;
        let (_, first) = house.list("Key accounts", "Oak").await;
        house.name(&first, &acme, json!({ "potential": "1000" })).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-03-01" })).await.ok();
        for (name, owner, on, amount) in [("Before", "Bob", "2026-02-28", "7"), ("First", "Bob", "2026-03-01", "100"), ("Eve's", "Eve", "2026-04-01", "30")] {
            let row = json!({ "name": name, "account_id": acme, "owner_id": house.who(owner), "opened_on": "2026-01-10" });
            let deal = house.ops.post("opportunities", row).await.ok().id();
            house.ops.post(&format!("opportunities/{deal}/win"), json!({ "closed_on": on, "close_value": amount })).await.ok();
        }
        let path = format!("named_account_editions/{first}/accounts");
        let ops = house.ops.get(&path).await.ok().body;
        assert_eq!((&ops["won"]["amount"], &ops["accounts"][0]["won"]["amount"]), (&json!("130.00"), &json!("130.00")));
        assert_eq!(house.of("Ann").get(&path).await.ok().body["won"]["amount"], "100.00", "Eve sells for another team");
    }

    async fn the_number_of_named_accounts_is_that_of_the_day(server: Server) {
        let house = house(&server).await;
        let (list, first) = house.list("Key accounts", "Oak").await;
        house.name(&first, &house.account("Acme", "Bob").await, json!({})).await.ok();
        house.put_in_force(&first, json!({ "from": "2026-01-01" })).await.ok();
        let second = house.draft(&list).await;
        house.name(&second, &house.account("Bolt", "Bob").await, json!({})).await.ok();
        house.put_in_force(&second, json!({ "from": "2026-03-01" })).await.ok();
        house.draft(&list).await;
        for (to, count) in [("2025-12-31", 0), ("2026-02-28", 1), ("2026-03-31", 2)] {
            let asked = house.ops.get(&format!("kpis/named_accounts?from=2025-01-01&to={to}")).await.ok().body;
            assert_eq!(asked["rows"][0]["value"], json!(count), "{to}: {asked:#}");
        }
        let owners = house.ops.get("kpis/named_accounts?from=2025-01-01&to=2026-03-31&by=owner").await.ok().body;
        assert_eq!((&owners["rows"][0]["owner"], &owners["rows"][0]["value"]), (&json!("Kay"), &json!(2)), "{owners:#}");
    }
}
