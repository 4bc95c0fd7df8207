//! Whoever leaves or moves is followed: nobody signs for a party, and whoever leads it now signs for its superior.

use crate::{House, Refused, bytes, house, inbox, whole};
use chrono::Days;
use serde_json::json;

async fn leave(house: &House, who: &str, successor: Option<&str>) {
    let leave = json!({ "on": house.today, "successor_id": successor.map(|name| house.who(name)) });
    house.of("Adm").post(&format!("people/{}/leave", house.who(who)), leave).await.ok();
}

async fn move_to(house: &House, who: &str, unit: &str) {
    let to = json!({ "unit_id": house.company.unit(unit) });
    house.of("Adm").post(&format!("people/{}/move", house.who(who)), to).await.ok();
}

testing::both! {
    async fn nobody_signs_for_a_party_that_has_left(server: Server) {
        let house = house(&server).await;
        let issued = house.issued("Bob").await;
        leave(&house, "Bob", Some("Cid")).await;
        let told = whole(&house.ops, &issued).await;
        assert_eq!((&told["state"], &told["ended_because"]), (&json!("withdrawn"), &json!("The party has left")));
        assert_eq!(house.act("Cid", &issued, "accept", json!({})).await.status, 404, "nor their successor");
        assert_eq!(house.act("Ann", &issued, "countersign", json!({})).await.problem(), (409, "agreements.not_answered"));
        assert_eq!(inbox(&house.of("Ann")).await, ["case Year of Bob"], "the superior hears of it");
        let chased = agreements::chase(&server.house, house.today + Days::new(30)).await.expect("reminders");
        assert_eq!(chased, 0, "nobody is reminded");
    }

    async fn what_a_leaver_has_accepted_is_not_countersigned_any_more(server: Server) {
        let house = house(&server).await;
        let accepted = house.issued("Bob").await;
        house.act("Bob", &accepted, "accept", json!({})).await.ok();
        leave(&house, "Bob", None).await;
        assert_eq!(whole(&house.ops, &accepted).await["state"], "withdrawn");
        assert_eq!(house.act("Ann", &accepted, "countersign", json!({})).await.problem(), (409, "agreements.not_answered"));
    }

    async fn what_counts_counts_until_the_last_day_of_its_party(server: Server) {
        let house = house(&server).await;
        let agreement = house.signed("Bob").await;
        leave(&house, "Bob", None).await;
        let told = whole(&house.ops, &agreement).await;
        assert_eq!((&told["state"], &told["counts_to"]), (&json!("in_force"), &json!(house.today)), "today still");
        agreements::turn(&server.house, house.today + Days::new(1)).await.expect("a turn");
        assert_eq!(whole(&house.ops, &agreement).await["state"], "ended");
    }

    async fn what_had_not_begun_ends_before_it_begins(server: Server) {
        let house = house(&server).await;
        let (from, to) = (house.today + Days::new(10), house.today + Days::new(100));
        let row = json!({ "name": "Next of Bob", "party_id": house.who("Bob"), "from": from, "to": to });
        let agreement = house.ops.post("agreements", row).await.ok().id();
        house.kpi(&agreement, json!({})).await.ok();
        house.act("Ops", &agreement, "issue", json!({})).await.ok();
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        house.act("Ann", &agreement, "countersign", json!({})).await.ok();
        assert_eq!(whole(&house.ops, &agreement).await["state"], "countersigned");
        leave(&house, "Bob", None).await;
        assert_eq!(whole(&house.ops, &agreement).await["state"], "ended");
    }

    async fn a_draft_for_somebody_who_has_left_is_not_issued(server: Server) {
        let house = house(&server).await;
        let draft = house.draft("Bob").await;
        leave(&house, "Bob", None).await;
        house.act("Ops", &draft, "issue", json!({})).await.refused("agreements.party_left");
        assert_eq!(whole(&house.ops, &draft).await["state"], "draft", "it is left to whoever wrote it");
    }

    async fn whoever_leads_the_party_now_countersigns_in_the_place_of_a_superior_who_has_left(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        let text = json!({ "text": "Only with demo units." });
        house.act("Bob", &agreement, "accept_with_reservation", text).await.ok();
        leave(&house, "Ann", None).await;
        let told = whole(&house.of("Una"), &agreement).await;
        assert_eq!((&told["superior"]["name"], &told["named_superior"]["name"]), (&json!("Una"), &json!("Ann")));
        assert_eq!((&told["role"], &told["state"]), (&json!("superior"), &json!("reserved")), "kept as it was issued");
        assert_eq!(inbox(&house.of("Una")).await, ["case Year of Bob"]);
        let chase = async |days: u64| agreements::chase(&server.house, house.today + Days::new(days)).await.expect("reminders");
        assert_eq!((chase(6).await, chase(7).await), (0, 1), "she has a week");
        house.act("Una", &agreement, "countersign", json!({ "reply": "They come." })).await.ok();
        assert!(inbox(&house.of("Una")).await.is_empty(), "nothing is left to sign");
        let told = whole(&house.of("Bob"), &agreement).await;
        assert_eq!((&told["state"], &told["countersigned_by"]["name"]), (&json!("in_force"), &json!("Una")));
        let path = format!("agreements/{agreement}/document?kind=signed&language=en");
        let document = bytes(&server, &house.of("Bob"), &path).await;
        assert!(document.starts_with(b"%PDF-"));
    }

    async fn a_superiors_successor_comes_before_whoever_is_higher(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        leave(&house, "Ann", Some("Cid")).await;
        assert_eq!(whole(&house.ops, &agreement).await["superior"]["name"], "Cid");
        house.act("Cid", &agreement, "countersign", json!({})).await.ok();
    }

    async fn a_party_who_succeeds_their_superior_does_not_countersign_for_themselves(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        leave(&house, "Ann", Some("Bob")).await;
        assert_eq!(whole(&house.ops, &agreement).await["superior"]["name"], "Una");
        assert_eq!(house.act("Bob", &agreement, "countersign", json!({})).await.problem(), (409, "agreements.not_the_superior"));
    }

    async fn a_draft_and_what_counts_go_to_the_next_superior_as_well(server: Server) {
        let house = house(&server).await;
        let (draft, signed) = (house.draft("Cid").await, house.signed("Bob").await);
        leave(&house, "Ann", None).await;
        let told = whole(&house.ops, &draft).await;
        assert_eq!((&told["superior"]["name"], &told["named_superior"]), (&json!("Una"), &json!(null)));
        house.act("Ops", &draft, "issue", json!({})).await.ok();
        let told = whole(&house.ops, &signed).await;
        assert_eq!((&told["superior"]["name"], &told["countersigned_by"]["name"]), (&json!("Una"), &json!("Ann")));
    }

    async fn who_moves_is_countersigned_by_whom_they_report_to_now(server: Server) {
        let house = house(&server).await;
        let agreement = house.issued("Bob").await;
        house.act("Bob", &agreement, "accept", json!({})).await.ok();
        move_to(&house, "Bob", "Pine").await;
        agreements::chase(&server.house, house.today).await.expect("a look");
        let told = whole(&house.of("Dee"), &agreement).await;
        assert_eq!((&told["superior"]["name"], &told["named_superior"]["name"]), (&json!("Dee"), &json!("Ann")));
        assert_eq!(house.act("Ann", &agreement, "countersign", json!({})).await.status, 404);
        house.act("Dee", &agreement, "countersign", json!({})).await.ok();
    }

    async fn a_superior_who_never_led_the_party_stays_where_it_moves(server: Server) {
        let house = house(&server).await;
        let (from, to) = house.year();
        let row = json!({
            "name": "By hand", "party_id": house.who("Bob"), "superior_id": house.who("Una"), "from": from, "to": to,
        });
        let agreement = house.ops.post("agreements", row).await.ok().id();
        house.kpi(&agreement, json!({})).await.ok();
        house.act("Ops", &agreement, "issue", json!({})).await.ok();
        move_to(&house, "Bob", "Pine").await;
        agreements::chase(&server.house, house.today).await.expect("a look");
        assert_eq!(whole(&house.ops, &agreement).await["superior"]["name"], "Una");
    }

    async fn who_moves_out_of_the_unit_they_were_to_answer_for_is_not_asked_to_sign_any_longer(server: Server) {
        let house = house(&server).await;
        let (from, to) = house.year();
        let row = json!({
            "name": "Oak", "party_id": house.who("Cid"), "superior_id": house.who("Ann"), "from": from, "to": to,
            "unit_id": house.company.unit("Oak"),
        });
        let agreement = house.ops.post("agreements", row).await.ok().id();
        house.kpi(&agreement, json!({})).await.ok();
        house.act("Una", &agreement, "issue", json!({})).await.ok();
        assert_eq!(whole(&house.ops, &agreement).await["moved_out"], false);
        move_to(&house, "Cid", "Pine").await;
        let told = whole(&house.ops, &agreement).await;
        assert_eq!((&told["moved_out"], &told["superior"]["name"]), (&json!(true), &json!("Ann")), "it does not go along");
        let due = house.today + Days::new(14);
        assert_eq!(agreements::chase(&server.house, due).await.expect("reminders"), 1);
        assert!(inbox(&house.of("Cid")).await.is_empty(), "the party is not asked any longer");
        house.act("Ann", &agreement, "withdraw", json!({ "reason": "Cid has moved" })).await.ok();
    }
}
