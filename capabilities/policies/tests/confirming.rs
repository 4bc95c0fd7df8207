//! Who is asked to read, who confirms, and who is reminded.

use crate::{house, inbox, whole};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn those_a_policy_is_for_are_asked_and_confirm_for_themselves(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        assert_eq!(house.asked(&policy).await, "Ann asked, Bob asked, Cid asked");
        let bob = house.of("Bob");
        assert_eq!(inbox(&bob).await, ["read Discounts"]);
        assert!(inbox(&house.of("Eve")).await.is_empty());
        let mine = whole(&bob, &policy).await["mine"].clone();
        assert_eq!(mine["due_on"], json!(server.house.today() + Days::new(10)));
        let id = mine["id"].as_str().expect("an id");
        let path = format!("policy_acknowledgements/{id}/acknowledge");
        assert_eq!(house.ops.post(&path, json!({})).await.problem(), (409, "policy_acknowledgements.not_yours"));
        assert_eq!(house.of("Una").post(&path, json!({})).await.problem(), (409, "policy_acknowledgements.not_yours"));
        assert_eq!(house.of("Ann").post(&path, json!({})).await.status, 403, "a superior neither");
        assert_eq!(house.of("Cid").post(&path, json!({})).await.status, 404);
        bob.post(&path, json!({})).await.ok();
        assert_eq!(bob.post(&path, json!({})).await.problem(), (409, "policy_acknowledgements.already"));
        assert!(inbox(&bob).await.is_empty(), "nothing is left to read");
        assert_eq!(house.asked(&policy).await, "Ann asked, Bob acknowledged, Cid asked");
        let made = json!({ "person_id": house.who("Bob"), "policy_id": policy });
        assert_eq!(house.ops.post("policy_acknowledgements", made).await.status, 403, "nobody writes one by hand");
    }

    async fn newcomers_and_movers_are_asked_and_leavers_are_not(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        let today = server.house.today();
        let adm = house.of("Adm");
        adm.post(&format!("people/{}/move", house.who("Eve")), json!({ "unit_id": house.company.unit("Oak") })).await.ok();
        adm.post(&format!("people/{}/move", house.who("Cid")), json!({ "unit_id": house.company.unit("Elm") })).await.ok();
        policies::turn(&server.house, today).await.expect("a turn");
        assert_eq!(house.asked(&policy).await, "Ann asked, Bob asked, Cid lapsed, Eve asked");
        assert_eq!(house.of("Cid").get(&format!("policies/{policy}")).await.status, 404);
        assert!(inbox(&house.of("Cid")).await.is_empty());
        assert_eq!(inbox(&house.of("Eve")).await, ["read Discounts"]);
        adm.post(&format!("people/{}/leave", house.who("Bob")), json!({ "on": today })).await.ok();
        adm.post(&format!("people/{}/move", house.who("Cid")), json!({ "unit_id": house.company.unit("Oak") })).await.ok();
        policies::turn(&server.house, today).await.expect("a turn");
        assert_eq!(house.asked(&policy).await, "Ann asked, Bob lapsed, Cid asked, Eve asked", "who comes back is asked again");
    }

    async fn holders_of_a_position_and_everybody_can_be_meant(server: Server) {
        let house = house(&server).await;
        let policy = house.policy("Expenses").await;
        let adm = house.of("Adm");
        let position = adm.post("positions", json!({ "name": "Key account manager" })).await.ok().id();
        let held = json!({ "person_id": house.who("Gus"), "position_id": position, "unit_id": house.company.unit("Elm") });
        adm.post("appointments", held).await.ok();
        let holders = json!({ "policy_id": policy, "whom": "position", "position_id": position });
        let holders = house.ops.post("policy_audiences", holders).await.ok().id();
        house.for_unit(&policy, "Pine").await;
        house.publish(&policy, json!({})).await.ok();
        assert_eq!(house.asked(&policy).await, "Dee asked, Eve asked, Gus asked");
        house.ops.delete(&format!("policy_audiences/{holders}")).await.ok();
        assert_eq!(house.asked(&policy).await, "Dee asked, Eve asked, Gus lapsed");
        house.ops.post("policy_audiences", json!({ "policy_id": policy, "whom": "everybody" })).await.ok();
        let asked = house.asked(&policy).await;
        assert_eq!(asked.matches("asked").count(), 8, "{asked}");
    }

    async fn a_new_edition_asks_anew_and_a_change_of_wording_does_not(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        house.confirm("Bob", &policy).await.ok();
        let draft = house.draft(&policy, "Limits", "At most 5 %.").await;
        let version = house.ops.get(&format!("policy_editions/{draft}")).await.ok().version();
        house.ops.patch(&format!("policy_editions/{draft}"), json!({ "version": version, "editorial": true })).await.ok();
        house.publish(&policy, json!({ "from": server.house.today() + Days::new(1) })).await.ok();
        assert_eq!(house.asked(&policy).await, "Ann asked, Bob acknowledged, Cid asked");
        let ann = whole(&house.of("Ann"), &policy).await;
        assert_eq!((&ann["mine"]["edition_id"], &ann["shown"]["edition"]), (&json!(draft), &json!(2)), "they read the newer words");
        house.draft(&policy, "More", "At least 20 % margin.").await;
        house.publish(&policy, json!({ "from": server.house.today() + Days::new(3) })).await.ok();
        assert_eq!(house.asked(&policy).await, "Ann asked, Ann lapsed, Bob acknowledged, Bob asked, Cid asked, Cid lapsed");
        let bob = whole(&house.of("Bob"), &policy).await;
        assert_eq!((&bob["mine"]["state"], &bob["shown"]["edition"]), (&json!("asked"), &json!(3)));
    }

    async fn a_policy_that_needs_no_confirmation_asks_nobody(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Visiting", "Oak").await;
        let version = house.ops.get(&format!("policies/{policy}")).await.ok().version();
        house.ops.patch(&format!("policies/{policy}"), json!({ "version": version, "confirm": false })).await.ok();
        assert_eq!(house.asked(&policy).await, "Ann lapsed, Bob lapsed, Cid lapsed");
        assert_eq!(whole(&house.of("Bob"), &policy).await["mine"], json!(null), "they read it all the same");
    }

    async fn whoever_is_late_is_reminded_and_seen_by_their_superior(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "North").await;
        house.confirm("Bob", &policy).await.ok();
        let due = server.house.today() + Days::new(10);
        let cid = house.of("Cid");
        let mine = whole(&cid, &policy).await["mine"]["id"].as_str().expect("an id").to_owned();
        let reminded = async || cid.get(&format!("policy_acknowledgements/{mine}")).await.ok().row()["reminders"].clone();
        let remind = async |days: u64| policies::remind(&server.house, due + Days::new(days)).await.expect("reminders");
        policies::remind(&server.house, due - Days::new(1)).await.expect("reminders");
        assert_eq!(reminded().await, 0);
        assert_eq!(remind(0).await, 4, "Ann, Cid, Dee and Eve");
        remind(0).await;
        assert_eq!((reminded().await, inbox(&cid).await.len()), (json!(1), 1), "told once a day, with one entry");
        remind(6).await;
        assert_eq!(reminded().await, 1);
        remind(7).await;
        assert_eq!(reminded().await, 2);
        let progress = whole(&house.of("Ann"), &policy).await["progress"].clone();
        assert_eq!((&progress["asked"], &progress["confirmed"]), (&json!(3), &json!(1)), "her own people only");
        assert_eq!(whole(&cid, &policy).await["progress"], json!(null));
        let ann = house.of("Ann");
        ann.post(&format!("policy_acknowledgements/{mine}/remind"), json!({})).await.ok();
        assert_eq!(cid.post(&format!("policy_acknowledgements/{mine}/remind"), json!({})).await.status, 403);
        assert_eq!(ann.post(&format!("policy_acknowledgements/{mine}/remind"), json!({})).await.problem(), (409, "policy_acknowledgements.reminded"));
    }

    async fn how_many_have_confirmed_is_a_number_like_any_other(server: Server) {
        let house = house(&server).await;
        let policy = house.published("Discounts", "Oak").await;
        house.confirm("Bob", &policy).await.ok();
        let due = server.house.today() + Days::new(10);
        let rate = house.of("Ann").get(&format!("kpis/acknowledgement_rate?from={due}&to={due}&by=policy")).await.ok().body;
        assert_eq!(rate["rows"][0]["value"], json!(0.333_333), "{rate}");
        let none = house.of("Eve").get(&format!("kpis/acknowledgement_rate?from={due}&to={due}")).await.ok().body;
        assert_eq!(none["rows"][0]["value"], json!(null), "{none}");
        let csv = house.of("Ann").get("policy_acknowledgements/export?format=csv").await.ok();
        assert_eq!(csv.body.as_str().expect("a CSV").trim_end().lines().count(), 4);
    }
}
