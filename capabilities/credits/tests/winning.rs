//! A deal is won, and credited.

use crate::{house, own};
use serde_json::json;

testing::both! {
    async fn a_split_deal_with_an_overlay_is_rolled_up_once(server: Server) {
        let house = house(&server).await;
        let deal = house.deal("Bob", "500000").await;
        let form = json!({
            "splits": house.shares(&[("Bob", 60.0), ("Cid", 40.0)]),
            "overlays": [{ "person_id": house.who("Gus"), "share": 20, "reason": "Solution" }],
            "reason": "Won together",
        });
        house.act(&deal, "share_credit", form).await.ok();
        assert_eq!(house.lines(&deal).await.len(), 0, "an open deal is credited to nobody");
        house.act(&deal, "win", json!({ "closed_on": "2026-03-02" })).await.ok();
        assert_eq!(house.standing(&deal).await, [
            "Ann rollup 500000.00",
            "Bob split 300000.00",
            "Cid split 200000.00",
            "Gus overlay 100000.00",
            "Una rollup 500000.00",
        ]);
        let lines = house.lines(&deal).await;
        assert_eq!(lines.len(), 5);
        for line in &lines {
            assert_eq!((&line["why"], &line["happened_on"], &line["closed_on"]), (&json!("won"), &json!("2026-03-02"), &json!("2026-03-02")));
        }
        let bobs = lines.iter().find(|line| line["person_id"] == house.who("Bob")).expect("Bob's");
        assert_eq!((&bobs["unit_id"], &bobs["share"]), (&json!(house.company.unit("Oak")), &json!(60)));
        let top = lines.iter().find(|line| line["person_id"] == house.who("Una")).expect("Una's");
        assert_eq!((&top["unit_id"], &top["share"]), (&json!(house.company.unit("Company")), &json!(100)));
    }

    async fn nobody_shares_it_so_it_is_the_owners(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "1200.50", "2026-03-02").await;
        assert_eq!(house.standing(&deal).await, ["Ann rollup 1200.50", "Bob direct 1200.50", "Una rollup 1200.50"]);
        assert_eq!(own(&house.lines(&deal).await), 120_050);
        // A leader's own deal is not rolled up to themselves, and a deal of nobody shows as a gap.
        let hers = house.won("Una", "10", "2026-03-02").await;
        assert_eq!(house.standing(&hers).await, ["Una direct 10.00"]);
        let nobodys = house.adm.post("opportunities", json!({ "name": "Found", "amount": "70", "opened_on": "2026-01-05" })).await.ok().id();
        house.act(&nobodys, "win", json!({ "closed_on": "2026-03-02" })).await.ok();
        assert_eq!(house.standing(&nobodys).await, ["nobody direct 70.00"]);
        let nothing = house.won("Bob", "0", "2026-03-02").await;
        assert_eq!(house.lines(&nothing).await.len(), 0);
    }

    async fn thirds_of_a_hundred_are_a_hundred(server: Server) {
        let house = house(&server).await;
        let deal = house.deal("Bob", "100").await;
        house.share(&deal, &[("Bob", 33.34), ("Cid", 33.33), ("Eve", 33.33)]).await.ok();
        house.act(&deal, "win", json!({ "closed_on": "2026-03-02" })).await.ok();
        assert_eq!(house.standing(&deal).await, [
            "Ann rollup 66.67",
            "Bob split 33.34",
            "Cid split 33.33",
            "Dee rollup 33.33",
            "Eve split 33.33",
            "Una rollup 100.00",
        ]);
        // A yuan less a cent, of which nobody's third is whole: the largest fraction gets the cent, of equals the first.
        let cent = house.deal("Bob", "0.05").await;
        house.share(&cent, &[("Cid", 33.33), ("Bob", 33.34), ("Eve", 33.33)]).await.ok();
        house.act(&cent, "win", json!({ "closed_on": "2026-03-02" })).await.ok();
        let own: Vec<String> = house.standing(&cent).await.into_iter().filter(|line| line.contains("split")).collect();
        assert_eq!(own, ["Bob split 0.02", "Cid split 0.02", "Eve split 0.01"]);
    }

    async fn an_edit_wins_like_the_verb_and_a_lost_deal_is_credited_to_nobody(server: Server) {
        let house = house(&server).await;
        let stages = house.adm.get("stages?limit=50").await.ok().body["rows"].as_array().expect("stages").clone();
        let won = stages.iter().find(|stage| stage["meaning"] == "won").expect("a stage")["id"].clone();
        let deal = house.deal("Bob", "800").await;
        house.edit(&deal, json!({ "stage_id": won })).await.ok();
        assert_eq!(own(&house.lines(&deal).await), 80_000);
        let other = house.deal("Bob", "900").await;
        let reasons = house.adm.get("reasons?limit=50").await.ok().body["rows"].as_array().expect("reasons").clone();
        let reason = reasons.iter().find(|reason| reason["explains"] != "won").expect("a reason")["id"].clone();
        house.act(&other, "lose", json!({ "reason_id": reason })).await.ok();
        assert_eq!(house.lines(&other).await.len(), 0);
    }
}
