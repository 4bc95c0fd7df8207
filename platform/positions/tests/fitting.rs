//! How people fit positions, told to those who may know.

use crate::{duty, hr, position, sheet, who};
use chrono::Days;
use serde_json::{Value, json};
use testing::Client;

/// A position in force that asks for negotiation at 4 (weight 3), product at 3 and coaching at 5 (weight 2).
async fn demanding(hr: &Client) -> (String, [String; 3]) {
    let position = position(hr, "Sales representative").await;
    let sheet = sheet(hr, &position).await;
    duty(hr, &sheet, "Visits customers").await;
    let mut skills = Vec::new();
    for (name, level, weight) in [("Negotiation", 4, 3), ("Product", 3, 1), ("Coaching", 5, 2)] {
        let skill = json!({ "name": name, "level_4": "Hard cases, too.", "training": format!("Course: {name}") });
        let skill = hr.post("competencies", skill).await.ok().id();
        let asked = json!({ "sheet_id": sheet, "competency_id": skill, "level": level, "weight": weight });
        hr.post("position_competencies", asked).await.ok();
        skills.push(skill);
    }
    hr.post(&format!("position_sheets/{sheet}/put_in_force"), json!({ "from": "2026-01-01" })).await.ok();
    (position, skills.try_into().expect("three"))
}

async fn assess(client: &Client, person: &str, skill: &str, level: i64, on: chrono::NaiveDate) {
    let row = json!({ "person_id": person, "competency_id": skill, "level": level, "assessed_on": on });
    client.post("assessments", row).await.ok();
}

fn line<'a>(fit: &'a Value, name: &str) -> &'a Value {
    let lines = fit["competencies"].as_array().expect("lines");
    lines.iter().find(|line| line["competency"]["name"] == name).unwrap_or_else(|| panic!("no {name}: {fit:#}"))
}

testing::both! {
    async fn the_last_assessment_counts_and_what_nobody_assessed_is_no_zero(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let (rep, [negotiation, product, _]) = demanding(&hr).await;
        let (bob, ann, today) = (who(&company, "Bob"), company.client("Ann"), server.house.today());
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": bob })).await.ok();
        assess(&ann, bob, &negotiation, 3, today - Days::new(40)).await;
        assess(&ann, bob, &negotiation, 2, today - Days::new(2)).await;
        assess(&ann, bob, &negotiation, 1, today - Days::new(90)).await;
        assess(&ann, bob, &product, 5, today).await;
        let told = ann.get(&format!("positions/{rep}/fit")).await.ok().body;
        let fit = &told["fits"][0];
        assert_eq!((&fit["person"]["name"], &fit["unit"]["name"]), (&json!("Bob"), &json!("Oak")));
        // 2 of 4 three times and all of 3 once: 9 of 15; 15 of 25 were assessed.
        assert_eq!((&fit["fit"], &fit["assessed"]), (&json!(60), &json!(60)));
        let short = line(fit, "Negotiation");
        assert_eq!((&short["level"], &short["gap"], &short["standing"]), (&json!(2), &json!(2), &json!("gap")));
        assert_eq!((&short["training"], &short["described"]), (&json!("Course: Negotiation"), &json!("Hard cases, too.")));
        assert_eq!(line(fit, "Product")["standing"], "met");
        let unseen = line(fit, "Coaching");
        assert_eq!((&unseen["level"], &unseen["gap"], &unseen["standing"]), (&json!(null), &json!(null), &json!("not_assessed")));

        let then = today - Days::new(30);
        let before = ann.get(&format!("people/{bob}/fit?as_of={then}&position={rep}")).await.ok().body;
        let before = &before["fits"][0];
        assert_eq!((&line(before, "Negotiation")["level"], &before["share"]), (&json!(3), &json!(null)), "not held by then");
    }

    async fn nobody_learns_from_a_fit_how_strangers_were_assessed(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let (rep, [negotiation, ..]) = demanding(&hr).await;
        let bob = who(&company, "Bob");
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": bob })).await.ok();
        assess(&hr, bob, &negotiation, 4, server.house.today()).await;
        for (reader, open) in [("Bob", true), ("Una", true), ("Cid", false), ("Dee", false), ("Ops", false)] {
            for path in [format!("positions/{rep}/fit"), format!("people/{bob}/fit")] {
                let fit = company.client(reader).get(&path).await.ok().body["fits"][0].clone();
                assert_eq!(fit["open"], json!(open), "{reader}");
                assert_eq!(fit["fit"].is_null(), !open, "{reader}");
                assert_eq!(line(&fit, "Negotiation")["level"].is_null(), !open, "{reader}");
                assert_eq!(line(&fit, "Negotiation")["standing"].is_null(), !open, "{reader}");
            }
        }
    }

    async fn somebody_is_compared_with_a_position_that_they_do_not_hold(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let (rep, _) = demanding(&hr).await;
        let empty = position(&hr, "Trainer").await;
        let eve = who(&company, "Eve");
        assert_eq!(hr.get(&format!("people/{eve}/fit")).await.ok().body["fits"], json!([]));
        let fit = hr.get(&format!("people/{eve}/fit?position={rep}")).await.ok().body["fits"][0].clone();
        assert_eq!((&fit["open"], &fit["fit"], &fit["assessed"]), (&json!(true), &json!(null), &json!(0)));
        assert_eq!(fit["unit"], json!(null));
        let fit = hr.get(&format!("people/{eve}/fit?position={empty}")).await.ok().body["fits"][0].clone();
        assert_eq!((&fit["sheet"], &fit["assessed"]), (&json!(null), &json!(null)));
        let nobody = "00000000-0000-7000-8000-000000000000";
        assert_eq!(hr.get(&format!("people/{nobody}/fit")).await.status, 404);
        assert_eq!(hr.get(&format!("people/{eve}/fit?position={nobody}")).await.status, 404);
    }
}
