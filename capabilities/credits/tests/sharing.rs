//! Who gets how much is said for all at once.

use crate::house;
use serde_json::{Value, json};

testing::both! {
    async fn what_is_wrong_is_named_by_its_row(server: Server) {
        let house = house(&server).await;
        let deal = house.deal("Bob", "500").await;
        let wrong = |answer: testing::Answer| {
            let first = answer.body["errors"][0].clone();
            (answer.status, first["field"].clone(), first["code"].clone(), first["row"].clone())
        };
        let refused = |code: &str, row: Value| (422, json!("splits"), json!(code), row);
        let short = house.share(&deal, &[("Bob", 60.0), ("Cid", 30.0)]).await;
        assert!(short.body["errors"][0]["detail"].as_str().expect("words").contains("10 % is missing"), "{:#}", short.body);
        assert_eq!(wrong(short), refused("credits.not_whole", json!(1)));
        assert_eq!(wrong(house.share(&deal, &[("Bob", 60.0), ("Cid", 50.0)]).await), refused("credits.more_than_whole", json!(1)));
        assert_eq!(wrong(house.share(&deal, &[("Bob", 50.0), ("Bob", 50.0)]).await), refused("credits.twice", json!(1)));
        assert_eq!(wrong(house.share(&deal, &[("Bob", 50.0), ("Cid", 33.333)]).await), refused("credits.share", json!(1)));
        let stranger = json!({ "splits": [{ "person_id": kernel::new_id(), "share": 100 }] });
        assert_eq!(wrong(house.act(&deal, "share_credit", stranger).await), refused("fields.not_found", json!(0)));
        let more = json!({ "overlays": [{ "person_id": house.who("Gus"), "share": 1000.01, "reason": "Much" }] });
        assert_eq!(wrong(house.act(&deal, "share_credit", more).await), (422, json!("overlays"), json!("credits.share"), json!(0)));
        let bare = json!({ "overlays": [{ "person_id": house.who("Gus"), "share": 20 }] });
        assert_eq!(wrong(house.act(&deal, "share_credit", bare).await), (422, json!("overlays"), json!("credits.no_reason"), json!(0)));
        assert_eq!(wrong(house.act(&deal, "share_credit", json!({})).await).1, json!("splits"));
        let none = house.adm.list("credit_splits", json!({ "field": "opportunity_id", "op": "eq", "value": deal })).await;
        assert_eq!(none.total(), 0, "nothing half-written");
    }

    async fn nobody_is_credited_twice_for_the_same_deal(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        let overlay = |name: &str| json!([{ "person_id": house.who(name), "share": 50, "reason": "Helped" }]);
        let owner = house.act(&deal, "share_credit", json!({ "overlays": overlay("Bob") })).await;
        assert_eq!(owner.wrong(), ("overlays", "credits.share_and_overlay"));
        house.act(&deal, "share_credit", json!({ "overlays": overlay("Gus") })).await.ok();
        assert_eq!(house.share(&deal, &[("Bob", 50.0), ("Gus", 50.0)]).await.wrong(), ("splits", "credits.share_and_overlay"));
        // Whoever takes the deal over has no overlay of it any more.
        house.act(&deal, "assign", json!({ "owner_id": house.who("Gus") })).await.ok();
        assert_eq!(house.standing(&deal).await, ["Fay rollup 500.00", "Gus direct 500.00", "Una rollup 500.00"]);
    }

    async fn shares_of_a_won_deal_take_back_what_was_and_add_what_is(server: Server) {
        let house = house(&server).await;
        let deal = house.won("Bob", "500", "2026-03-02").await;
        let form = json!({ "splits": house.shares(&[("Bob", 60.0), ("Eve", 40.0)]), "reason": "She brought them" });
        house.act(&deal, "share_credit", form).await.ok();
        assert_eq!(house.standing(&deal).await, [
            "Ann rollup 300.00",
            "Bob split 300.00",
            "Dee rollup 200.00",
            "Eve split 200.00",
            "Una rollup 500.00",
        ]);
        let lines = house.lines(&deal).await;
        // Una's 500 stand: only what is not right any more is taken back.
        let back: Vec<_> = lines.iter().filter(|line| !line["reverses_id"].is_null()).collect();
        assert_eq!(back.iter().map(|line| house.name(&line["person_id"])).collect::<Vec<_>>(), ["Bob", "Ann"]);
        for line in &back {
            let origin = lines.iter().find(|origin| origin["id"] == line["reverses_id"]).expect("the line it takes back");
            assert_eq!(crate::minor(&line["amount"]), -crate::minor(&origin["amount"]));
            assert_eq!((&line["unit_id"], &line["kind"]), (&origin["unit_id"], &origin["kind"]));
            assert_eq!((&line["why"], &line["note"], &line["happened_on"]), (&json!("shares"), &json!("She brought them"), &json!("2026-03-02")));
        }
        // The same once more changes nothing.
        house.share(&deal, &[("Bob", 60.0), ("Eve", 40.0)]).await.ok();
        assert_eq!(house.lines(&deal).await.len(), lines.len());
        // Nobody shares it any more.
        house.share(&deal, &[]).await.ok();
        assert_eq!(house.standing(&deal).await, ["Ann rollup 500.00", "Bob direct 500.00", "Una rollup 500.00"]);
    }

    async fn it_takes_a_right_that_representatives_do_not_have(server: Server) {
        let house = house(&server).await;
        let deal = house.deal("Bob", "500").await;
        let form = json!({ "splits": house.shares(&[("Bob", 50.0), ("Cid", 50.0)]) });
        let path = format!("opportunities/{deal}/share_credit");
        assert_eq!(house.of("Bob").post(&path, form.clone()).await.problem().0, 403);
        assert_eq!(house.of("Dee").post(&path, form.clone()).await.problem().0, 404, "another manager's deal");
        house.of("Ann").post(&path, form).await.ok();
        let verbs = house.of("Bob").get(&format!("opportunities/{deal}")).await.ok().body["verbs"].to_string();
        assert!(verbs.contains("win") && !verbs.contains("share_credit"), "{verbs}");
        // Shares are said by the verb alone.
        let row = json!({ "opportunity_id": deal, "person_id": house.who("Eve"), "share": 100, "position": 0 });
        assert_eq!(house.adm.post("credit_splits", row).await.problem().0, 403);
    }
}
