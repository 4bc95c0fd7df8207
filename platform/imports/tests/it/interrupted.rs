//! Imports that are stopped, and go on or come back.

use crate::http::Client;
use crate::runs::{DEALS, TEAM, plan, strictly};
use crate::world::{World, on_both, on_both_with_people};
use axum::http::Method;
use imports::plan::Options;
use imports::running::{Course, Outcome, Position, run};
use serde_json::{Value, json};

#[test]
fn an_import_that_goes_on_leaves_out_what_it_would_have_left_out_in_one_go() {
    on_both(async |world| {
        world.file("team.csv", TEAM);
        // The second D1 is left out, also when the first one was written before the interruption.
        world.file("deals.csv", &format!("{DEALS}D1;Bea;open;99;13/01/2018;\nD4;Bea;open;1;13/01/2018;\n"));
        let options = Options { leave_out: true, ..Options::default() };
        let (plan, mut report) = plan(&world, &options).await;
        let (house, actor, cause) = (&world.house, world.actor(), json!({ "import": "1" }));
        let course = || Course { leave_out: true, ..strictly(cause.clone(), Position::default()) };
        assert_eq!(run(house, &actor, &plan, &mut report, course()).await.unwrap(), Outcome::Done);
        let whole = world.rows("deals", "code").await;
        let course = Course { from: Position { rule: 2, row: 5 }, ..course() };
        assert_eq!(run(house, &actor, &plan, &mut report, course).await.unwrap(), Outcome::Done);
        let codes: Vec<Value> = whole.iter().map(|deal| deal["code"].clone()).collect();
        assert_eq!(codes, ["D1", "D2", "D3", "D4"]);
        assert_eq!(world.rows("deals", "code").await, whole);
    });
}

const PEOPLE: usize = 24_000;

async fn begun(world: &World, client: &Client) -> String {
    let names: String = (0..PEOPLE).map(|number| format!("Trader {number:05}\n")).collect();
    let file = format!("name\n{names}");
    let (_, import) = client.upload(&[("noun", None, "traders"), ("file", Some("t.csv"), &file)]).await;
    let id = import["id"].as_str().unwrap().to_owned();
    let (_, checked) = client.ask(Method::POST, &format!("/imports/{id}/check"), Value::Null).await;
    assert_eq!(checked["state"], "checked", "{checked}");
    assert_eq!(world.count("traders", "").await, 0);
    let (status, running) = client.ask(Method::POST, &format!("/imports/{id}/run"), Value::Null).await;
    assert_eq!(status, 202);
    // In the middle: one chunk is written, others are not.
    for _ in 0..6_000 {
        if world.count("traders", "").await > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let job = running["job_id"].as_str().unwrap();
    let (status, _) = client.ask(Method::POST, &format!("/jobs/{job}/cancel"), Value::Null).await;
    assert!(status < 300, "{status}");
    id
}

#[test]
fn an_import_that_somebody_stops_says_what_it_wrote_and_can_go_on_or_be_taken_back() {
    on_both_with_people(async |world| {
        let scheduler = jobs::Scheduler::start(&world.house, jobs::Pace::default());
        let client = Client::of(&world, "ada", &["administrator"]).await;
        let id = begun(&world, &client).await;
        let stopped = client.until(&id, "cancelled").await;
        let there = world.count("traders", "").await;
        assert_eq!(there % 10_000, 0, "it stops between two chunks");
        assert!(there > 0 && there < PEOPLE as i64);
        assert_eq!(stopped["report"]["nouns"]["traders"]["created"], there);

        client.ask(Method::POST, &format!("/imports/{id}/run"), Value::Null).await;
        let done = client.until(&id, "done").await;
        assert_eq!(done["report"]["nouns"]["traders"]["created"], PEOPLE);
        assert_eq!(world.count("traders", "").await, PEOPLE as i64);

        let (_, undoing) = client.ask(Method::POST, &format!("/imports/{id}/undo"), Value::Null).await;
        for _ in 0..6_000 {
            if world.count("traders", "").await < PEOPLE as i64 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        client.ask(Method::POST, &format!("/jobs/{}/cancel", undoing["job_id"].as_str().unwrap()), Value::Null).await;
        let half = client.until(&id, "cancelled").await;
        let there = world.count("traders", "").await;
        assert!(there > 0 && half["undone"]["removed"] == PEOPLE as i64 - there, "it says how far it came: {half}");
        let (status, problem) = client.ask(Method::POST, &format!("/imports/{id}/run"), Value::Null).await;
        assert_eq!((status, &problem["code"]), (409, &json!("imports.half_undone")));

        client.ask(Method::POST, &format!("/imports/{id}/undo"), Value::Null).await;
        let undone = client.until(&id, "undone").await;
        assert_eq!(undone["undone"]["removed"], PEOPLE, "what was written before the stop goes, too");
        assert_eq!(world.count("traders", "").await, 0);
        drop(scheduler);
    });
}
