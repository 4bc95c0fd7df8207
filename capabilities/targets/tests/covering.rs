//! Whether what is open suffices for what is still to be reached in the quarter.

use crate::{
    House,
    attaining::{ask, published, published_in, sold},
    house, line,
};
use serde_json::{Value, json};

async fn open(house: &House, owner: &str, on: &str, amount: &str) {
    let row = json!({
        "name": "Open", "owner_id": house.company.person(owner), "opened_on": on, "amount": amount, "currency": "CNY",
    });
    house.ops.post("opportunities", row).await.ok();
}

/// `123456` → `1234.56`
fn amount(minor: i64) -> Value {
    json!(format!("{}.{:02}", minor / 100, minor % 100))
}

/// With six decimals, halves up.
fn ratio(n: i64, d: i64) -> f64 {
    let (n, d) = (i128::from(n) * 1_000_000, i128::from(d));
    ((2 * n + d) / (2 * d)) as f64 / 1e6
}

testing::both! {
    async fn coverage_is_open_pipeline_over_what_the_quarter_still_lacks(server: Server) {
        let house = house(&server).await;
        let bob = house.company.person("Bob").to_owned();
        let none = ask(&house.ops, &format!("target_coverage?to=2026-02-15&where=owner={bob}")).await;
        assert_eq!(none[0]["value"], json!(null), "there is no target yet");
        let plan = published_in(&house, "1.00").await;
        let grid = house.grid(&plan).await;
        let months = line(&grid, "Bob")["periods"].as_array().expect("periods").iter();
        let months: Vec<i64> = months.filter_map(Value::as_i64).collect();
        sold(&house, "Bob", "2026-01-15", "100.00").await;
        open(&house, "Bob", "2026-02-01", "600.00").await;
        open(&house, "Bob", "2026-02-15", "300.00").await;
        open(&house, "Bob", "2026-02-16", "5000.00").await;
        open(&house, "Cid", "2026-02-01", "7000.00").await;

        // By the 15th of February 900.00 are open, and the quarter lacks what three months ask for less 100.00.
        let lacks = months[..3].iter().sum::<i64>() - 10_000;
        let rows = ask(&house.ops, &format!("target_coverage?to=2026-02-15&where=owner={bob}")).await;
        assert_eq!((&rows[0]["numerator"], &rows[0]["denominator"]), (&json!("900.00"), &amount(lacks)));
        assert_eq!(rows[0]["value"].as_f64(), Some(ratio(90_000, lacks)));

        // On the 10th of April another quarter has begun, and nothing of it is sold yet.
        let second = months[3..6].iter().sum::<i64>();
        let question = format!("target_coverage?from=2026-01-01&to=2026-04-10&by=quarter&where=owner={bob}");
        let quarters = ask(&house.ops, &question).await;
        assert_eq!(quarters.as_array().map(Vec::len), Some(2));
        assert_eq!((&quarters[0]["denominator"], &quarters[1]["denominator"]), (&amount(lacks), &amount(second)));
        assert_eq!((&quarters[1]["numerator"], &quarters[1]["value"].as_f64()), (&json!("5900.00"), &Some(ratio(590_000, second))));

        // It opens to the deals.
        let behind = house.ops.get(&format!("kpis/target_coverage/rows?to=2026-02-15&by=owner&owner_id={bob}")).await.ok().body;
        assert_eq!((&behind["noun"], &behind["total"]), (&json!("opportunities"), &json!(2)));
    }

    async fn what_is_reached_needs_no_pipeline_and_without_pipeline_the_target_is_not_covered(server: Server) {
        let house = house(&server).await;
        published(&house).await;
        sold(&house, "Bob", "2026-01-15", "90000.00").await;
        let owners = ask(&house.ops, "target_coverage?to=2026-02-15&by=owner").await;
        let of = |name: &str| {
            let rows = owners.as_array().expect("rows").iter();
            rows.clone().find(|row| row["owner"] == name).map(|row| row["value"].clone())
        };
        assert!(of("Bob").is_none_or(|value| value.is_null()), "he has reached it");
        assert_eq!(of("Cid"), Some(json!(0)), "she has nothing open");
    }
}
