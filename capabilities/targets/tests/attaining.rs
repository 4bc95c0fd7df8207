use crate::{House, house, line, publishing::approved};
use serde_json::{Value, json};
use testing::Client;

pub async fn sold(house: &House, owner: &str, on: &str, amount: &str) {
    let row = json!({ "name": "Deal", "owner_id": house.company.person(owner), "opened_on": "2025-12-01" });
    let deal = house.ops.post("opportunities", row).await.ok().id();
    let won = json!({ "closed_on": on, "close_value": amount });
    house.ops.post(&format!("opportunities/{deal}/win"), won).await.ok();
}

/// A plan of credited amounts for 2026, every month the same, in force.
pub async fn published(house: &House) -> String {
    published_in(house, "1200.00").await
}

/// The same in parts of so much: parts as large as these leave months of a person without any.
pub async fn published_in(house: &House, parts: &str) -> String {
    let plan = house.drawn("36000.00", json!({ "metric": "credited_amount", "rounding": parts })).await;
    approved(house, &plan).await;
    house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
    plan
}

pub async fn ask(client: &Client, question: &str) -> Value {
    client.get(&format!("kpis/{question}")).await.ok().body["rows"].clone()
}

testing::both! {
    async fn attainment_is_credited_over_target_of_the_same_days(server: Server) {
        let house = house(&server).await;
        published(&house).await;
        sold(&house, "Bob", "2026-01-15", "50.00").await;
        let bob = format!("where=owner={}", house.company.person("Bob"));
        let months = house.ops.get("targets?limit=500&sort=from").await.ok().body;
        let months = months["rows"].as_array().expect("rows").iter().filter(|row| row["name"] == "Bob");
        let january = months.map(|row| row["amount"]["amount"].clone()).next().expect("January");
        let rows = ask(&house.ops, &format!("target_attainment?from=2026-01-01&to=2026-01-31&{bob}")).await;
        assert_eq!((&rows[0]["numerator"], &rows[0]["denominator"]), (&json!("50.00"), &january));
        let quarter = ask(&house.ops, &format!("target_amount?from=2026-01-01&to=2026-03-31&by=month&{bob}")).await;
        assert_eq!(quarter.as_array().map(Vec::len), Some(3));
        assert_eq!((&quarter[0]["month"], &quarter[0]["value"]), (&json!("2026-01"), &january));
        let gap = ask(&house.ops, &format!("target_gap?from=2026-01-01&to=2026-01-31&{bob}")).await;
        let cents = |value: &Value| value.as_str().expect("an amount").replace('.', "").parse::<i64>().expect("digits");
        assert_eq!(cents(&gap[0]["value"]), cents(&january) - 5_000);
    }

    async fn pace_holds_what_was_credited_against_what_was_due_by_then(server: Server) {
        let house = house(&server).await;
        let plan = published(&house).await;
        sold(&house, "Bob", "2026-01-15", "500.00").await;
        sold(&house, "Cid", "2026-02-10", "100.00").await;
        let calendar = server.house.company().calendar.clone();
        let days = |from: &str, to: &str| {
            calendar.working_days(kernel::Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap())
        };
        let grid = house.grid(&plan).await;
        let bob = line(&grid, "Bob");
        let months: Vec<i64> = bob["periods"].as_array().expect("periods").iter().filter_map(Value::as_i64).collect();
        // By Sunday the 15th of February.
        let share = |amount: i64| {
            let (n, d) = (amount * days("2026-02-01", "2026-02-15"), days("2026-02-01", "2026-02-28"));
            (2 * n + d) / (2 * d)
        };
        let due = months[0] + share(months[1]);
        let who = house.company.person("Bob");
        let rows = ask(&house.ops, &format!("target_pace?from=2026-02-09&to=2026-02-15&where=owner={who}")).await;
        let text = format!("{}.{:02}", due / 100, due % 100);
        assert_eq!((&rows[0]["numerator"], &rows[0]["denominator"]), (&json!("500.00"), &json!(text)));
        let weeks = ask(&house.ops, &format!("target_pace?from=2026-01-01&to=2026-02-15&by=week&where=owner={who}")).await;
        assert_eq!(weeks.as_array().and_then(|weeks| weeks.last()).map(|week| &week["value"]), Some(&rows[0]["value"]));
        let behind = house.ops.get(&format!("kpis/target_pace/rows?to=2026-02-15&by=owner&owner_id={who}")).await.ok().body;
        assert_eq!((&behind["noun"], &behind["total"]), (&json!("credits"), &json!(1)));
        let year: i64 = months.iter().sum();
        let projection = ask(&house.ops, &format!("target_projection?to=2026-02-15&where=owner={who}")).await;
        let ends = (2 * 50_000 * i128::from(year) + i128::from(due)) / (2 * i128::from(due));
        assert_eq!(projection[0]["value"], json!(format!("{}.{:02}", ends / 100, ends % 100)));
        let needed = ask(&house.ops, &format!("target_required?to=2026-02-15&where=owner={who}")).await;
        assert_eq!(needed[0]["denominator"], json!(days("2026-02-16", "2026-12-31")));

        // The same at every place, by the plan's own route.
        let told = house.ops.get(&format!("target_plans/{plan}/attainment?day=2026-02-15")).await.ok().body;
        let told_bob = line(&told, "Bob");
        assert_eq!((&told_bob["credited"], &told_bob["paced"]), (&json!(50_000), &json!(due)));
        assert_eq!((&line(&told, "Oak")["credited"], &line(&told, "Company")["credited"]), (&json!(60_000), &json!(60_000)));
        assert_eq!(line(&told, "Gus")["credited"], 0);
        let node = bob["node"].as_str().expect("an id");
        let course = house.ops.get(&format!("target_plans/{plan}/places/{node}/course")).await.ok().body;
        let week = course["points"].as_array().expect("points").iter().find(|point| point["day"] == "2026-02-15").expect("a week");
        assert_eq!((&week["paced"], &week["credited"]), (&json!(due), &json!(50_000)));
        let mine = house.of("Bob").get("targets/mine?day=2026-02-15").await.ok().body;
        assert_eq!((&mine["targets"][0]["credited"], &mine["targets"][0]["target"]), (&json!(50_000), &json!(year)));
        assert_eq!(mine["targets"].as_array().map(Vec::len), Some(1));
    }

    async fn everybody_asks_for_the_targets_within_their_reach(server: Server) {
        let house = house(&server).await;
        let plan = published(&house).await;
        sold(&house, "Gus", "2026-01-15", "500.00").await;
        let owners = async |who: &str| {
            let rows = ask(&house.of(who), "target_amount?from=2026-01-01&to=2026-12-31&by=owner").await;
            let rows = rows.as_array().expect("rows");
            rows.iter().filter_map(|row| row["owner"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(owners("Bob").await, ["Bob"]);
        assert_eq!(owners("Ann").await, ["Ann", "Bob", "Cid"]);
        let ann = house.of("Ann").get(&format!("target_plans/{plan}/attainment?day=2026-06-30")).await.ok().body;
        let mut seen: Vec<&str> = ann["rows"].as_array().expect("rows").iter().filter_map(|row| row["name"].as_str()).collect();
        seen.sort_unstable();
        assert_eq!(seen, ["Ann", "Bob", "Cid", "Oak"]);
        let rows = ask(&house.of("Ann"), "target_attainment?from=2026-01-01&to=2026-12-31").await;
        assert_eq!(rows[0]["numerator"], json!("0.00"), "what Gus sold is not hers to see");
    }
}
