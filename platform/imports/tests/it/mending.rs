//! What is wrong is put right where it stands, or in a file of the rows that were left out.

use crate::http::{Client, profile};
use crate::runs::{DEALS, TEAM};
use crate::world::on_both_with_people;
use axum::http::Method;
use serde_json::{Value, json};

#[test]
fn a_cell_is_corrected_in_place_and_a_value_wherever_it_stands() {
    on_both_with_people(async |world| {
        let scheduler = jobs::Scheduler::start(&world.house, jobs::Pace::default());
        let client = Client::of(&world, "ada", &["administrator"]).await;
        let deals = DEALS.replace("Bea;open;12", "Bee;open;twelve").replace("D3;Bea", "D3;Bee");
        let files =
            [("profile", None, profile()), ("file", Some("team.csv"), TEAM.into()), ("file", Some("deals.csv"), deals)];
        let parts: Vec<_> = files.iter().map(|(name, file, text)| (*name, *file, text.as_str())).collect();
        let (_, import) = client.upload(&parts).await;
        let id = import["id"].as_str().unwrap().to_owned();
        let post = async |step: &str| client.ask(Method::POST, &format!("/imports/{id}/{step}"), Value::Null).await.1;
        let put = async |fixes: Value| client.ask(Method::PUT, &format!("/imports/{id}/fixes"), fixes).await;
        assert_eq!(post("check").await["report"]["errors"], 2, "the amount hides the name beside it");

        let cell = json!({ "file": "deals", "row": 3, "column": "amount", "value": "13", "was": "twelve" });
        let (status, import) = put(json!({ "cells": [cell] })).await;
        assert_eq!((status, &import["options"]["fixes"]), (200, &json!([cell])));
        let everywhere = json!({ "file": "deals", "column": "who", "value": "Bee", "means": "Bea" });
        let (_, import) = put(json!({ "everywhere": [everywhere] })).await;
        assert_eq!(import["profile"]["aliases"]["names"]["Bee"], "Bea");
        let import = post("check").await;
        assert_eq!((&import["state"], &import["report"]["errors"]), (&json!("checked"), &json!(0)), "{import}");

        let wrong = json!({ "cells": [{ "file": "nothing", "row": 3, "column": "amount", "value": "1" }] });
        assert_eq!(put(wrong).await.1["code"], "imports.no_table");
        let wrong = json!({ "everywhere": [{ "file": "deals", "column": "nothing", "value": "1", "means": "2" }] });
        assert_eq!(put(wrong).await.1["code"], "imports.column_not_used");

        // Taken back, the file's own word is wrong again; said again, the import runs with it.
        put(json!({ "cells": [{ "file": "deals", "row": 3, "column": "amount", "value": null }] })).await;
        assert_eq!(post("check").await["state"], "faulty");
        put(json!({ "cells": [cell] })).await;
        post("check").await;
        post("run").await;
        client.until(&id, "done").await;
        let deals = world.rows("deals", "code").await;
        assert_eq!(deals[1]["amount"], json!(1300));
        let (status, problem) = put(json!({ "cells": [cell] })).await;
        assert_eq!((status, &problem["code"]), (409, &json!("imports.runs")));
        drop(scheduler);
    });
}

#[test]
fn the_command_line_leaves_rows_with_an_error_in_a_folder() {
    on_both_with_people(async |world| {
        let files = tempfile::tempdir().unwrap();
        let path = |name: &str| files.path().join(name);
        std::fs::write(path("profile.toml"), crate::runs::PROFILE).unwrap();
        std::fs::write(path("team.csv"), TEAM).unwrap();
        std::fs::write(path("deals.csv"), DEALS.replace("D2;Bea", "D2;Nobody").replace(";7;", ";-7;")).unwrap();
        let order = imports::command::Order {
            profile: Some(path("profile.toml").display().to_string()),
            files: vec![("team".into(), path("team.csv")), ("deals".into(), path("deals.csv"))],
            options: imports::plan::Options { leave_out: true, ..Default::default() },
            leftover: Some(world.path().join("left")),
            ..Default::default()
        };
        let answer = imports::command::import(&world.house, &kernel::Actor::operator(), order).await.unwrap();
        assert_eq!(
            (answer.import.state, answer.refused),
            (imports::import::State::Done, false),
            "{}",
            answer.text("en")
        );
        let left = std::fs::read_to_string(world.path().join("left/deals.csv")).unwrap();
        let codes: Vec<&str> = left.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(codes, ["D2", "D3"], "what the dry run found, and what a rule refused in the run: {left}");
        assert_eq!(world.rows("deals", "code").await.len(), 1);
    });
}

#[test]
fn the_file_of_rows_left_out_can_be_corrected_and_imported_again() {
    on_both_with_people(async |world| {
        let scheduler = jobs::Scheduler::start(&world.house, jobs::Pace::default());
        let client = Client::of(&world, "ada", &["administrator"]).await;
        let deals = DEALS.replace("D2;Bea;open;12", "D2;=1+1;open;-12").replace("D3;Bea;done;7", "D3;Bea;done;-7");
        // Of few rows, fewer say by themselves in which order their dates are.
        let options = json!({ "leave_out": true, "date_order": "dmy" }).to_string();
        let upload = async |deals: &str| {
            let profile = profile();
            let (_, import) = client
                .upload(&[
                    ("profile", None, profile.as_str()),
                    ("options", None, options.as_str()),
                    ("file", Some("team.csv"), TEAM),
                    ("file", Some("deals.csv"), deals),
                ])
                .await;
            let id = import["id"].as_str().unwrap().to_owned();
            client.ask(Method::POST, &format!("/imports/{id}/check"), Value::Null).await;
            client.ask(Method::POST, &format!("/imports/{id}/run"), Value::Null).await;
            let import = client.until(&id, "done").await;
            (id, import["report"]["nouns"]["deals"].clone())
        };
        let (id, counts) = upload(&deals).await;
        assert_eq!((&counts["created"], &counts["failed"]), (&json!(1), &json!(2)));
        let (_, file) = client.send(Method::GET, &format!("/imports/{id}/errors"), "text/plain", String::new()).await;
        let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "id,who,state,amount,opened,won,Problem");
        assert!(lines[1].starts_with("D2,'=1+1,open,'-12,02/01/2018,,"), "no spreadsheet runs the cell: {file}");
        assert!(
            lines[2].starts_with("D3,Bea,done,'-7,03/02/2018,01/02/2018,Amount: an amount is not negative"),
            "{file}"
        );

        let mended =
            file.replace("'=1+1", "Bea").replace("'-12", "12").replace("'-7", "7").replace("02/01/2018", "13/01/2018");
        let (_, counts) = upload(&mended).await;
        assert_eq!((&counts["created"], &counts["failed"]), (&json!(2), &json!(0)));
        assert_eq!(world.rows("deals", "code").await.len(), 3);
        drop(scheduler);
    });
}
