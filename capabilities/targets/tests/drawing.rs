use crate::{Refused, adds_up, house, line, value};
use serde_json::json;

testing::both! {
    async fn a_plan_has_everybody_who_works_in_the_unit_on_its_first_day(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        let grid = house.grid(&plan).await;
        adds_up(&grid);
        assert_eq!((&grid["total"], &grid["currency"], &grid["unit"]), (&json!(120_000), &json!("CNY"), &json!(1)));
        assert_eq!(grid["periods"].as_array().map(Vec::len), Some(12));
        let bob = line(&grid, "Bob");
        assert_eq!(bob["person"], json!(house.company.person("Bob")));
        assert_eq!(bob["depth"], 3, "company, region, team");
        assert_eq!(value(&grid, "Company"), 120_000);
    }

    async fn history_weighs_what_people_won_the_year_before(server: Server) {
        let house = house(&server).await;
        for (name, owner, amount) in [("One", "Bob", "300.00"), ("Two", "Cid", "100.00"), ("Three", "Gus", "400.00")] {
            let row = json!({ "name": name, "owner_id": house.company.person(owner), "opened_on": "2025-01-10" });
            let deal = house.ops.post("opportunities", row).await.ok().id();
            let won = json!({ "closed_on": "2025-05-05", "close_value": amount });
            house.ops.post(&format!("opportunities/{deal}/win"), won).await.ok();
        }
        let blend = json!({ "blend": [{ "driver": "history", "weight": 100 }] });
        let plan = house.drawn("8000.00", blend).await;
        let grid = house.grid(&plan).await;
        adds_up(&grid);
        let of = |name: &str| value(&grid, name);
        assert_eq!((of("North"), of("South"), of("Bob"), of("Cid"), of("Gus")), (400_000, 400_000, 300_000, 100_000, 400_000));
        let node = line(&grid, "Bob")["node"].as_str().expect("an id");
        let why = house.ops.get(&format!("target_plans/{plan}/places/{node}/why")).await.ok().body;
        assert_eq!(why[1], json!({ "step": "driver", "driver": "history", "weight": "1", "own": "300", "of": "400", "share": "0.75" }));
    }

    async fn drawn_up_again_it_keeps_what_was_fixed(server: Server) {
        let house = house(&server).await;
        let plan = house.drawn("1200.00", json!({})).await;
        let grid = house.grid(&plan).await;
        let edits = json!({ "changes": grid["changes"], "edits": [{ "node": line(&grid, "Bob")["node"], "lock": "7.00" }] });
        house.ops.post(&format!("target_plans/{plan}/edits"), edits).await.ok();
        house.ops.post("people", json!({ "name": "Hal", "unit_id": house.company.unit("Oak") })).await.ok();
        house.ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
        let grid = house.grid(&plan).await;
        adds_up(&grid);
        assert_eq!(value(&grid, "Bob"), 700);
        line(&grid, "Hal");
    }

    async fn an_empty_plan_says_what_to_do(server: Server) {
        let house = house(&server).await;
        let plan = house.plan("1.00", json!({})).await;
        house.ops.get(&format!("target_plans/{plan}/grid")).await.refused("target_plans.not_drawn");
        let nobody = house.plan("1.00", json!({ "from": "1999-01-01", "to": "1999-12-31" })).await;
        let drawn = house.ops.post(&format!("target_plans/{nobody}/draw"), json!({})).await;
        assert!(drawn.status == 200 || drawn.body["code"] == "target_plans.nobody_there", "{drawn:?}");
    }
}
