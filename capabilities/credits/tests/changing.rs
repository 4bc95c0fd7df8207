//! Whatever happens to a won deal, the ledger comes to what it is now.

use crate::{house, own};
use serde_json::json;

testing::both! {
    async fn a_deal_that_is_open_again_comes_to_nothing_and_is_won_anew(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        house.act(&deal, "reopen", json!({})).await.ok();
        assert!(house.standing(&deal).await.is_empty());
        let lines = house.lines(&deal).await;
        assert_eq!((lines.len(), own(&lines)), (6, 0));
        assert!(lines[3..].iter().all(|line| line["why"] == "reopened" && line["happened_on"] == "2026-03-02"));
        house.act(&deal, "win", json!({ "closed_on": "2026-04-09", "close_value": "450" })).await.ok();
        let lines = house.lines(&deal).await;
        assert_eq!((lines.len(), own(&lines)), (9, 45_000));
        assert!(lines[6..].iter().all(|line| line["why"] == "won" && line["happened_on"] == "2026-04-09"));
        // Lost in the end.
        house.act(&deal, "reopen", json!({})).await.ok();
        assert!(house.standing(&deal).await.is_empty());
    }

    async fn an_amount_that_is_corrected_is_credited_anew(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        house.edit(&deal, json!({ "amount": "620.10" })).await.ok();
        assert_eq!(house.standing(&deal).await, ["Ann rollup 620.10", "Bob direct 620.10", "Una rollup 620.10"]);
        assert!(house.lines(&deal).await[3..].iter().all(|line| line["why"] == "amount"));
        let lines = house.lines(&deal).await.len();
        house.edit(&deal, json!({ "name": "Racks and shelves" })).await.ok();
        assert_eq!(house.lines(&deal).await.len(), lines, "what it is called is nobody's credit");
    }

    async fn an_owner_who_changes_after_the_win_takes_the_credit(server: Server) {
        let house = house(&server).await;
        let before = house.deal("Bob", "500").await;
        house.act(&before, "assign", json!({ "owner_id": house.who("Eve") })).await.ok();
        house.act(&before, "win", json!({})).await.ok();
        assert_eq!(house.standing(&before).await, ["Dee rollup 500.00", "Eve direct 500.00", "Una rollup 500.00"]);
        let after = house.won("Bob", "500", "2026-03-02").await;
        house.act(&after, "assign", json!({ "owner_id": house.who("Eve") })).await.ok();
        assert_eq!(house.standing(&after).await, ["Dee rollup 500.00", "Eve direct 500.00", "Una rollup 500.00"]);
        assert!(house.lines(&after).await[3..].iter().all(|line| line["why"] == "owner"));
        // Of a deal that is shared it says who looks after it, and nothing about credit.
        house.share(&after, &[("Bob", 50.0), ("Eve", 50.0)]).await.ok();
        let lines = house.lines(&after).await.len();
        house.act(&after, "assign", json!({ "owner_id": house.who("Bob") })).await.ok();
        assert_eq!(house.lines(&after).await.len(), lines);
    }

    async fn a_day_that_is_corrected_moves_the_credit_with_it(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-31").await;
        house.edit(&deal, json!({ "closed_on": "2026-04-01" })).await.ok();
        let days: Vec<String> = house.lines(&deal).await.iter().filter(|line| line["kind"] == "direct")
            .map(|line| format!("{} {}", line["happened_on"].as_str().unwrap(), line["amount"]["amount"].as_str().unwrap())).collect();
        assert_eq!(days, ["2026-03-31 500.00", "2026-03-31 -500.00", "2026-04-01 500.00"]);
    }

    async fn a_line_of_products_changes_an_amount_and_its_credit(server: Server) {
        let house = house(&server).await;
        let product = house.adm.post("products", json!({ "name": "Rack" })).await.ok().id();
        let deal = house.adm.post("opportunities", json!({ "name": "Racks", "owner_id": house.who("Bob") })).await.ok().id();
        let line = json!({ "opportunity_id": deal, "product_id": product, "quantity": 2, "unit_price": "100" });
        let line = house.adm.post("opportunity_lines", line).await.ok();
        house.act(&deal, "win", json!({})).await.ok();
        assert_eq!(own(&house.lines(&deal).await), 20_000);
        // What it was won for stays: lines say what it consists of.
        let more = json!({ "version": line.version(), "quantity": 3 });
        house.adm.patch(&format!("opportunity_lines/{}", line.id()), more).await.ok();
        let deal_now = house.adm.get(&format!("opportunities/{deal}")).await.ok().row()["amount"].clone();
        assert_eq!(own(&house.lines(&deal).await), crate::minor(&deal_now));
    }

    async fn what_counted_is_not_deleted_and_lines_are_nobodys_to_write(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        assert_eq!(house.adm.delete(&format!("opportunities/{deal}")).await.problem(), (409, "rows.in_use"));
        let line = house.lines(&deal).await[0].clone();
        let path = format!("credits/{}", line["id"].as_str().expect("an id"));
        assert_eq!(house.adm.delete(&path).await.problem().0, 403);
        assert_eq!(house.adm.patch(&path, json!({ "version": 1, "amount": "1" })).await.problem().0, 403);
        assert_eq!(house.adm.post("credits", json!({ "name": "Mine" })).await.problem().0, 403);
        // Its shares go with a deal that never counted.
        let open = house.deal("Bob", "500").await;
        house.share(&open, &[("Bob", 50.0), ("Cid", 50.0)]).await.ok();
        house.adm.delete(&format!("opportunities/{open}")).await.ok();
    }
}
