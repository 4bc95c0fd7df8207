use crate::{House, house};
use chrono::{Datelike, NaiveDate};
use serde_json::json;

/// A plan of next year, which is all to come whatever day it is, published: 120.00 a month for four who sell.
async fn published(house: &House, year: i32) {
    let days = json!({ "from": format!("{year}-01-01"), "to": format!("{year}-12-31") });
    let plan = house.drawn("1440.00", days).await;
    house.ops.post(&format!("target_plans/{plan}/submit"), json!({})).await.ok();
    house.of("Una").post(&format!("target_plans/{plan}/approve"), json!({})).await.ok();
    house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
}

/// What somebody or a unit is to reach in each month as it stands now, in minor units.
async fn months(house: &House, name: &str) -> Vec<i64> {
    let filter = json!({ "and": [
        { "field": "name", "op": "eq", "value": name },
        { "field": "replaced_on", "op": "empty" },
    ] });
    let found = house.ops.get(&format!("targets?sort=from&limit=100&filter={filter}")).await.ok().body;
    let rows = found["rows"].as_array().expect("rows").clone();
    rows.iter()
        .map(|row| row["amount"]["amount"].as_str().expect("an amount").replace('.', "").parse().expect("a number"))
        .collect()
}

testing::both! {
    async fn who_moves_takes_along_what_is_left_of_their_target(server: Server) {
        let house = house(&server).await;
        let year = server.house.today().year() + 1;
        published(&house, year).await;
        let names = ["Company", "North", "South", "Oak", "Elm", "Bob"];
        let mut before = Vec::new();
        for name in names {
            before.push(months(&house, name).await);
        }
        let bob = house.company.person("Bob");
        let july = NaiveDate::from_ymd_opt(year, 7, 1).expect("a day");
        let elm = json!({ "unit_id": house.company.unit("Elm"), "from": july });
        house.ops.post(&format!("people/{bob}/move"), elm).await.ok();
        for (name, before) in names.into_iter().zip(before) {
            let after = months(&house, name).await;
            assert_eq!(after.len(), 12, "{name}");
            assert_eq!(after[..6], before[..6], "what is before the move stays: {name}");
            let bobs = months(&house, "Bob").await;
            for month in 6..12 {
                let by = match name {
                    "Company" | "Bob" => 0,
                    "North" | "Oak" => -bobs[month],
                    _ => bobs[month],
                };
                assert_eq!(after[month], before[month] + by, "{name}, month {}", month + 1);
            }
        }
    }

    async fn of_a_month_under_way_the_working_days_that_are_left_move(server: Server) {
        let house = house(&server).await;
        let year = server.house.today().year() + 1;
        published(&house, year).await;
        let (north, south, bob) = (months(&house, "North").await, months(&house, "South").await, months(&house, "Bob").await);
        // Without holidays March 2027 and its like have working days on both sides of the 16th.
        let day = NaiveDate::from_ymd_opt(year, 3, 16).expect("a day");
        let elm = json!({ "unit_id": house.company.unit("Elm"), "from": day });
        house.ops.post(&format!("people/{}/move", house.company.person("Bob")), elm).await.ok();
        let (after_north, after_south) = (months(&house, "North").await, months(&house, "South").await);
        let moved = north[2] - after_north[2];
        assert!(moved > 0 && moved < bob[2], "{moved} of {}", bob[2]);
        assert_eq!(after_south[2] - south[2], moved, "nothing is lost on the way");
        assert_eq!(after_north[1], north[1]);
        assert_eq!(after_north[3], north[3] - bob[3]);
    }

    async fn a_unit_that_moves_takes_its_number_along(server: Server) {
        let house = house(&server).await;
        let year = server.house.today().year() + 1;
        published(&house, year).await;
        let (north, south, oak) = (months(&house, "North").await, months(&house, "South").await, months(&house, "Oak").await);
        let to = json!({ "parent_id": house.company.unit("South"), "from": format!("{year}-01-01") });
        house.ops.post(&format!("units/{}/move", house.company.unit("Oak")), to).await.ok();
        let (after_north, after_south) = (months(&house, "North").await, months(&house, "South").await);
        for month in 0..12 {
            assert_eq!(after_north[month], north[month] - oak[month]);
            assert_eq!(after_south[month], south[month] + oak[month]);
        }
        assert_eq!(months(&house, "Oak").await, oak);
    }
}
