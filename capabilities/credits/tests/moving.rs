//! People, units and accounts move on; what was credited stays where it was.

use crate::house;
use serde_json::json;

testing::both! {
    async fn who_moves_later_takes_no_credit_along(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        let was = house.lines(&deal).await;
        let elm = json!({ "unit_id": house.company.unit("Elm"), "from": "2026-05-01" });
        house.adm.post(&format!("people/{}/move", house.who("Bob")), elm).await.ok();
        assert_eq!(house.lines(&deal).await, was);
        house.act(&deal, "credit_again", json!({})).await.ok();
        assert_eq!(house.lines(&deal).await, was, "he stood there when it was won");
        // Corrected today, and yet it is Oak's and Ann's.
        house.edit(&deal, json!({ "amount": "600" })).await.ok();
        assert_eq!(house.standing(&deal).await, ["Ann rollup 600.00", "Bob direct 600.00", "Una rollup 600.00"]);
        assert!(house.lines(&deal).await.iter().filter(|line| line["kind"] == "direct").all(|line| line["unit_id"] == house.company.unit("Oak")));
        // What he wins afterwards is Elm's and Fay's, with the same day's leader.
        let next = house.won("Bob", "70", "2026-05-01").await;
        assert_eq!(house.standing(&next).await, ["Bob direct 70.00", "Fay rollup 70.00", "Una rollup 70.00"]);
        let eve = house.won("Bob", "80", "2026-04-30").await;
        assert_eq!(house.standing(&eve).await, ["Ann rollup 80.00", "Bob direct 80.00", "Una rollup 80.00"]);
    }

    async fn history_that_was_wrong_is_made_good_by_crediting_again(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        // It turns out that Dee led Oak all that spring.
        let led = json!({ "leader_id": house.who("Dee"), "from": "2026-02-01" });
        house.adm.post(&format!("units/{}/change_leader", house.company.unit("Oak")), led).await.ok();
        assert_eq!(house.standing(&deal).await, ["Ann rollup 500.00", "Bob direct 500.00", "Una rollup 500.00"]);
        house.act(&deal, "credit_again", json!({ "reason": "Dee led Oak from February on" })).await.ok();
        assert_eq!(house.standing(&deal).await, ["Bob direct 500.00", "Dee rollup 500.00", "Una rollup 500.00"]);
        let last = house.lines(&deal).await.pop().expect("a line");
        assert_eq!((&last["why"], &last["note"]), (&json!("again"), &json!("Dee led Oak from February on")));
        let bob = house.of("Bob").post(&format!("opportunities/{deal}/credit_again"), json!({})).await;
        assert_eq!(bob.problem().0, 403);
    }

    async fn an_account_that_changes_hands_or_is_merged_changes_nobodys_credit(server: Server) {
        let house = house(&server).await;
        let account = |name: &str| house.adm.post("accounts", json!({ "name": name, "owner_id": house.who("Bob") }));
        let (acme, other) = (account("Acme").await.ok().id(), account("Zenith Works").await.ok().id());
        let deal = json!({ "name": "Racks", "owner_id": house.who("Bob"), "account_id": acme, "amount": "500" });
        let deal = house.adm.post("opportunities", deal).await.ok().id();
        house.act(&deal, "win", json!({})).await.ok();
        let was = house.standing(&deal).await;
        house.adm.post(&format!("accounts/{acme}/hand_over"), json!({ "to_id": house.who("Eve") })).await.ok();
        assert_eq!((house.standing(&deal).await, house.lines(&deal).await.len()), (was.clone(), 3));
        house.adm.post(&format!("accounts/{acme}/merge"), json!({ "into_id": other })).await.ok();
        let lines = house.lines(&deal).await;
        assert_eq!((house.standing(&deal).await, lines.len()), (was.clone(), 3));
        assert!(lines.iter().all(|line| line["account_id"] == other.as_str()));
        // Of a deal that was booked with the wrong customer the lines say so.
        let right = account("Right").await.ok().id();
        house.edit(&deal, json!({ "account_id": right })).await.ok();
        assert_eq!((house.standing(&deal).await, house.lines(&deal).await.len()), (was, 9));
    }
}
