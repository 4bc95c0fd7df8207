use crate::{House, Refused, adds_up, house, line, value};
use serde_json::{Value, json};
use testing::Answer;

async fn edit(house: &House, plan: &str, grid: &Value, edits: Value) -> Answer {
    house.ops.post(&format!("target_plans/{plan}/edits"), json!({ "changes": grid["changes"], "edits": edits })).await
}

testing::both! {
    async fn a_lock_moves_the_others_and_is_taken_back(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        let before = house.grid(&plan).await;
        let bob = &line(&before, "Bob")["node"];
        let done = edit(&house, &plan, &before, json!([{ "node": bob, "lock": "500.00" }])).await.ok().body;
        let after = house.grid(&plan).await;
        adds_up(&after);
        assert_eq!((value(&after, "Bob"), &line(&after, "Bob")["lock"]), (50_000, &json!(50_000)));
        for told in done["values"].as_array().expect("values") {
            let row = after["rows"].as_array().expect("rows").iter().find(|row| row["node"] == told["node"]).expect("a row");
            assert_eq!((&row["value"], &row["periods"]), (&told["value"], &told["periods"]), "what is answered is what is there");
        }
        edit(&house, &plan, &after, done["undo"].clone()).await.ok();
        let mut back = house.grid(&plan).await;
        let mut before = before;
        for grid in [&mut back, &mut before] {
            grid["changes"] = json!(0);
            for row in grid["rows"].as_array_mut().expect("rows") {
                row["version"] = json!(0);
            }
        }
        assert_eq!(back, before);
    }

    async fn what_cannot_be_kept_is_refused_with_the_names_of_all_that_meet(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("100.00", json!({})).await;
        let grid = house.grid(&plan).await;
        let node = |name: &str| line(&grid, name)["node"].clone();
        let edits = json!([{ "node": node("Bob"), "lock": "70.00" }, { "node": node("Gus"), "min": "40.00" }]);
        let refused = edit(&house, &plan, &grid, edits).await;
        refused.refused("targets.locks_conflict");
        assert_eq!(house.grid(&plan).await, grid, "nothing half-done");
    }

    async fn a_change_on_an_older_state_is_refused(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("100.00", json!({})).await;
        let grid = house.grid(&plan).await;
        let node = &line(&grid, "Bob")["node"];
        edit(&house, &plan, &grid, json!([{ "node": node, "lock": "1.00" }])).await.ok();
        edit(&house, &plan, &grid, json!([{ "node": node, "lock": "2.00" }])).await.refused("target_plans.stale");
    }

    async fn an_amount_that_is_none_names_its_row(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("100.00", json!({})).await;
        let grid = house.grid(&plan).await;
        let node = &line(&grid, "Bob")["node"];
        let answer = edit(&house, &plan, &grid, json!([{ "node": node, "lock": "1.00" }, { "node": node, "min": "x" }])).await;
        assert_eq!((answer.status, &answer.body["errors"][0]["row"]), (422, &json!(1)), "{answer:?}");
        let answer = edit(&house, &plan, &grid, json!([{ "node": node, "lock": "1.005" }])).await;
        assert_eq!(answer.status, 422, "{answer:?}");
    }
}
