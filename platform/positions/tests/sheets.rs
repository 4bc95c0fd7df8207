//! Sheets in editions: a draft is changed, what was put in force is kept.

use crate::{change, duty, hr, one, position, rows, sheet};
use chrono::Days;
use serde_json::json;

testing::both! {
    async fn a_sheet_in_force_is_kept_and_a_new_edition_takes_its_place_on_its_day(server: Server) {
        let hr = hr(&server).await;
        let (today, tomorrow) = (server.house.today(), server.house.today() + Days::new(1));
        let rep = position(&hr, "Sales representative").await;
        let first = sheet(&hr, &rep).await;
        let visits = duty(&hr, &first, "Visits customers").await;
        let outside = json!({ "sheet_id": first, "name": "Distributors", "side": "external", "purpose": "Joint visits" });
        hr.post("position_collaborators", outside).await.ok();
        hr.post("position_kpis", json!({ "sheet_id": first, "name": "Win rate", "weight": 100, "metric": "win_rate" })).await.ok();
        assert_eq!(one(&hr, "position_sheets", &first).await["state"], "draft");
        hr.post(&format!("position_sheets/{first}/put_in_force"), json!({})).await.ok();
        let held = one(&hr, "position_sheets", &first).await;
        assert_eq!((&held["state"], &held["from"], &held["to"]), (&json!("in_force"), &json!(today), &json!(null)));

        let kept = (409, "position_sheets.kept");
        assert_eq!(change(&hr, "position_sheets", &first, json!({ "mission": "Sleeps." })).await.problem(), kept);
        assert_eq!(change(&hr, "position_duties", &visits, json!({ "name": "Sleeps" })).await.problem(), kept);
        assert_eq!(hr.delete(&format!("position_duties/{visits}")).await.problem(), kept);
        let more = hr.post("position_duties", json!({ "sheet_id": first, "name": "One more" })).await;
        assert_eq!(more.problem(), kept);
        assert_eq!(hr.delete(&format!("position_sheets/{first}")).await.problem(), kept);

        hr.post(&format!("positions/{rep}/draft"), json!({})).await.ok();
        assert_eq!(hr.post(&format!("positions/{rep}/draft"), json!({})).await.problem(), (409, "position_sheets.draft_exists"));
        let sheets = rows(&hr, "position_sheets", "position_id", &rep).await;
        let second = sheets.iter().find(|sheet| sheet["edition"] == 2).expect("a second edition");
        assert_eq!((&second["state"], &second["mission"]), (&json!("draft"), &json!("Wins customers.")));
        let second = second["id"].as_str().expect("an id");
        let copied = rows(&hr, "position_duties", "sheet_id", second).await;
        assert_eq!(copied.iter().map(|duty| &duty["name"]).collect::<Vec<_>>(), ["Visits customers"]);
        assert_eq!(rows(&hr, "position_collaborators", "sheet_id", second).await[0]["side"], "external");
        assert_eq!(rows(&hr, "position_kpis", "sheet_id", second).await[0]["metric"], "win_rate");
        change(&hr, "position_sheets", second, json!({ "mission": "Wins and keeps customers." })).await.ok();

        hr.post(&format!("position_sheets/{second}/put_in_force"), json!({ "from": tomorrow })).await.ok();
        assert_eq!(one(&hr, "position_sheets", second).await["state"], "planned");
        let before = one(&hr, "position_sheets", &first).await;
        assert_eq!((&before["state"], &before["to"]), (&json!("in_force"), &json!(today)), "until the day before");

        hr.post(&format!("position_sheets/{second}/withdraw"), json!({})).await.ok();
        assert_eq!(one(&hr, "position_sheets", second).await["state"], "draft");
        assert_eq!(one(&hr, "position_sheets", &first).await["to"], json!(null), "it goes on");
        let early = hr.post(&format!("position_sheets/{second}/put_in_force"), json!({ "from": today })).await;
        assert_eq!(early.problem(), (409, "position_sheets.before_the_last"));
    }

    async fn a_sheet_says_what_is_to_be_done_and_its_weights_come_to_the_whole(server: Server) {
        let hr = hr(&server).await;
        let rep = position(&hr, "Sales representative").await;
        let draft = sheet(&hr, &rep).await;
        let force = format!("position_sheets/{draft}/put_in_force");
        assert_eq!(hr.post(&force, json!({})).await.problem(), (409, "position_sheets.no_duty"));
        duty(&hr, &draft, "Visits customers").await;
        let unknown = hr.post("position_kpis", json!({ "sheet_id": draft, "name": "Charm", "metric": "charm" })).await;
        assert_eq!(unknown.problem(), (409, "position_kpis.unknown_metric"));
        hr.post("position_kpis", json!({ "sheet_id": draft, "name": "Won amount", "weight": 62.5 })).await.ok();
        let lacking = hr.post(&force, json!({})).await;
        assert_eq!(lacking.problem(), (409, "position_sheets.weights"));
        assert!(lacking.body["detail"].as_str().is_some_and(|text| text.contains("62.5")), "{:#}", lacking.body);
        hr.post("position_kpis", json!({ "sheet_id": draft, "name": "Collection", "weight": 37.5 })).await.ok();
        hr.post(&force, json!({})).await.ok();
        assert_eq!(hr.post(&force, json!({})).await.problem(), (409, "position_sheets.not_a_draft"));
    }

    async fn everybody_reads_sheets_and_only_those_who_answer_for_them_change_them(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let rep = position(&hr, "Sales representative").await;
        let draft = sheet(&hr, &rep).await;
        duty(&hr, &draft, "Visits customers").await;
        for reader in ["Bob", "Ann"] {
            let reader = company.client(reader);
            assert_eq!(one(&reader, "positions", &rep).await["name"], "Sales representative");
            assert_eq!(one(&reader, "position_sheets", &draft).await["mission"], "Wins customers.");
            assert_eq!(rows(&reader, "position_duties", "sheet_id", &draft).await.len(), 1);
            assert_eq!(reader.post("positions", json!({ "name": "Sleeper" })).await.status, 403);
            assert_eq!(reader.post("position_duties", json!({ "sheet_id": draft, "name": "Sleep" })).await.status, 403);
            assert_eq!(reader.post(&format!("position_sheets/{draft}/put_in_force"), json!({})).await.status, 403);
        }
        for editor in ["Una", "Ops"] {
            let editor = company.client(editor);
            duty(&editor, &draft, "Writes down what was said").await;
            change(&editor, "positions", &rep, json!({ "industry": "Energy" })).await.ok();
        }
    }

    async fn a_position_does_not_report_to_itself_and_is_retired_when_nobody_holds_it(server: Server) {
        let company = server.company().await;
        let hr = hr(&server).await;
        let [head, rep] = [position(&hr, "Sales director").await, position(&hr, "Sales representative").await];
        change(&hr, "positions", &rep, json!({ "reports_to_id": head })).await.ok();
        let circle = change(&hr, "positions", &head, json!({ "reports_to_id": rep })).await;
        assert_eq!(circle.problem(), (409, "positions.circle"));
        let draft = sheet(&hr, &rep).await;
        duty(&hr, &draft, "Visits customers").await;
        hr.post(&format!("position_sheets/{draft}/put_in_force"), json!({})).await.ok();
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": company.person("Bob") })).await.ok();
        let held = hr.post(&format!("positions/{rep}/retire"), json!({})).await;
        assert_eq!(held.problem(), (409, "positions.still_held"));
        assert!(held.body["detail"].as_str().is_some_and(|text| text.contains("Bob")), "{:#}", held.body);
        let appointment = rows(&hr, "appointments", "position_id", &rep).await[0]["id"].as_str().expect("an id").to_owned();
        hr.post(&format!("appointments/{appointment}/end"), json!({})).await.ok();
        hr.post(&format!("positions/{rep}/retire"), json!({})).await.ok();
        assert_eq!(one(&hr, "positions", &rep).await["active"], json!(false));
        assert_eq!(one(&hr, "position_sheets", &draft).await["to"], json!(server.house.today()));
        let again = hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": company.person("Cid") })).await;
        assert_eq!(again.problem(), (409, "positions.retired"));
        hr.post(&format!("positions/{rep}/revive"), json!({})).await.ok();
        hr.post(&format!("positions/{rep}/appoint"), json!({ "person_id": company.person("Cid") })).await.ok();
    }

    async fn the_turn_of_the_day_puts_a_planned_edition_in_force(server: Server) {
        let hr = hr(&server).await;
        let rep = position(&hr, "Sales representative").await;
        let first = sheet(&hr, &rep).await;
        duty(&hr, &first, "Visits customers").await;
        let today = server.house.today();
        hr.post(&format!("position_sheets/{first}/put_in_force"), json!({ "from": today - Days::new(9) })).await.ok();
        hr.post(&format!("positions/{rep}/draft"), json!({})).await.ok();
        let sheets = rows(&hr, "position_sheets", "position_id", &rep).await;
        let second = sheets.iter().find(|sheet| sheet["edition"] == 2).expect("a second edition")["id"].as_str().expect("an id");
        hr.post(&format!("position_sheets/{second}/put_in_force"), json!({ "from": today + Days::new(3) })).await.ok();
        let states = async || {
            [one(&hr, "position_sheets", &first).await["state"].clone(), one(&hr, "position_sheets", second).await["state"].clone()]
        };
        assert_eq!(positions::turn(&server.house, today + Days::new(2)).await.expect("a turn"), 0);
        assert_eq!(states().await, ["in_force", "planned"]);
        assert_eq!(positions::turn(&server.house, today + Days::new(3)).await.expect("a turn"), 2);
        assert_eq!(states().await, ["replaced", "in_force"]);
        assert_eq!(positions::turn(&server.house, today + Days::new(3)).await.expect("a turn"), 0, "once");
    }
}
