use crate::{House, Refused, adds_up, house, line, publishing::approved, value};
use chrono::{Months, NaiveDate};
use serde_json::{Value, json};
use testing::Server;

/// The months of a plan that has begun half a year ago: six are over, one runs, five are to come.
fn months(server: &Server) -> Vec<NaiveDate> {
    let calendar = server.house.company().calendar.clone();
    let first = calendar.period(kernel::calendar::Grain::Month, server.house.today()).from() - Months::new(6);
    (0..=12).map(|month| first + Months::new(month)).collect()
}

/// 1200.00 over those months, 100.00 each, in force; what is said more of it as it is made.
async fn in_force(house: &House, months: &[NaiveDate], lock: Option<&str>) -> String {
    let last = months[12].pred_opt().expect("a day before");
    let plan = house.drawn("1200.00", json!({ "from": months[0], "to": last })).await;
    if let Some(lock) = lock {
        let grid = house.grid(&plan).await;
        let edits =
            json!({ "changes": grid["changes"], "edits": [{ "node": line(&grid, "Bob")["node"], "lock": lock }] });
        house.ops.post(&format!("target_plans/{plan}/edits"), edits).await.ok();
    }
    approved(house, &plan).await;
    house.ops.post(&format!("target_plans/{plan}/publish"), json!({})).await.ok();
    plan
}

/// Every target that there is of these days for somebody: of which plan, from when, how much, ended on.
async fn targets(house: &House, name: &str) -> Vec<(String, String, String, Option<String>)> {
    let filter = json!({ "field": "name", "op": "eq", "value": name });
    let rows = house.ops.get(&format!("targets?sort=from&limit=200&filter={filter}")).await.ok().body["rows"].clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |row: &Value| {
        let ended = row["replaced_on"].as_str().map(str::to_owned);
        (text(&row["plan_id"]), text(&row["from"]), text(&row["amount"]["amount"]), ended)
    };
    rows.as_array().expect("rows").iter().map(one).collect()
}

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().expect("digits")
}

async fn anew(house: &House, plan: &str, more: Value) -> String {
    let made = house.ops.post(&format!("target_plans/{plan}/rest"), more).await.ok().body;
    made["plan"].as_str().expect("an id").to_owned()
}

testing::both! {
    async fn what_is_past_stays_and_the_rest_is_spread_anew(server: Server) {
        let house = house(&server).await;
        let months = months(&server);
        let old = in_force(&house, &months, None).await;
        let names = ["Company", "North", "Oak", "Bob", "Gus"];
        let mut before = Vec::new();
        for name in names {
            before.push(targets(&house, name).await);
        }
        let old_grid = house.grid(&old).await;
        let asked = format!("target_plans/{old}/rest?from={}&total=2400.00", months[7]);
        let told = house.ops.get(&asked).await.ok().body;
        assert_eq!((&told["kept"], &told["before"], &told["rest"]), (&json!(70_000), &json!(50_000), &json!(100_000)));
        assert_eq!((&told["refusal"], told["starts"].as_array().map(Vec::len)), (&Value::Null, Some(5)));

        let next = anew(&house, &old, json!({ "from": months[7], "total": "2400.00", "name": "Second half" })).await;
        let grid = house.grid(&next).await;
        adds_up(&grid);
        // 200.00 a month, as if the year had had 2400.00: nothing is caught up.
        assert_eq!((value(&grid, "Company"), &line(&grid, "Company")["periods"]), (100_000, &json!(vec![20_000; 5])));
        assert_eq!(house.grid(&old).await["rows"], old_grid["rows"], "the plan in force says what it said");
        approved(&house, &next).await;
        house.ops.post(&format!("target_plans/{next}/publish"), json!({ "from": months[7] })).await.ok();

        let from = months[7].to_string();
        for (name, before) in names.iter().zip(before) {
            let after = targets(&house, name).await;
            let own: Vec<_> = after.iter().filter(|(plan, ..)| *plan == old).collect();
            assert_eq!(own.len(), before.len(), "{name}: no old target is gone");
            for ((_, day, amount, ended), (_, was_day, was, _)) in own.iter().zip(&before) {
                assert_eq!((day, amount), (was_day, was), "{name}: what it said stays");
                assert_eq!(ended.as_deref(), (*day >= from).then_some(from.as_str()), "{name} on {day}");
            }
            let counts: i64 = after.iter().filter(|(.., ended)| ended.is_none()).map(|(_, _, amount, _)| cents(amount)).sum();
            let past: i64 = before.iter().filter(|(_, day, ..)| *day < from).map(|(_, _, amount, _)| cents(amount)).sum();
            assert_eq!(counts, past + value(&grid, name), "{name}: what was, and what is left");
        }
        let state = house.ops.get(&format!("target_plans/{old}")).await.ok().body["row"]["state"].clone();
        assert_eq!(state, "published", "it counts for what is past");
    }

    async fn a_year_is_planned_anew_more_than_once(server: Server) {
        let house = house(&server).await;
        let months = months(&server);
        let first = in_force(&house, &months, None).await;
        let second = anew(&house, &first, json!({ "from": months[7], "total": "2400.00" })).await;
        approved(&house, &second).await;
        house.ops.post(&format!("target_plans/{second}/publish"), json!({ "from": months[7] })).await.ok();
        // Of the five months that are left, two are planned a third time: of 1500.00 in five months 300.00 each.
        let third = anew(&house, &second, json!({ "from": months[10], "total": "1500.00" })).await;
        approved(&house, &third).await;
        let told = house.ops.get(&format!("target_plans/{third}/publication?from={}", months[10])).await.ok().body;
        assert_eq!((&told["before"], &told["amount"], &told["replaces"]["plan"]), (&json!(40_000), &json!(60_000), &json!(second)));
        house.ops.post(&format!("target_plans/{third}/publish"), json!({ "from": months[10] })).await.ok();
        let counts: Vec<String> = targets(&house, "Company").await.into_iter().filter(|row| row.3.is_none()).map(|row| row.2).collect();
        let expected: Vec<&str> = [["100.00"; 7].as_slice(), ["200.00"; 3].as_slice(), ["300.00"; 2].as_slice()].concat();
        assert_eq!(counts, expected, "each month counts once");
    }

    async fn what_was_fixed_stays_with_its_share_of_the_days_that_are_left(server: Server) {
        let house = house(&server).await;
        let months = months(&server);
        let old = in_force(&house, &months, Some("240.00")).await;
        let kept = anew(&house, &old, json!({ "from": months[7] })).await;
        let grid = house.grid(&kept).await;
        adds_up(&grid);
        assert_eq!((value(&grid, "Company"), value(&grid, "Bob"), &line(&grid, "Bob")["lock"]), (50_000, 10_000, &json!(10_000)));
        let free = anew(&house, &old, json!({ "from": months[7], "keep": false })).await;
        assert_eq!(line(&house.grid(&free).await, "Bob")["lock"], Value::Null);
    }

    async fn whoever_is_there_on_the_day_is_in_it(server: Server) {
        let house = house(&server).await;
        let months = months(&server);
        let old = in_force(&house, &months, None).await;
        house.ops.post("people", json!({ "name": "Hal", "unit_id": house.company.unit("Elm") })).await.ok();
        let next = anew(&house, &old, json!({ "from": months[7] })).await;
        let grid = house.grid(&next).await;
        adds_up(&grid);
        assert!(value(&grid, "Hal") > 0);
        assert!(!house.grid(&old).await["rows"].as_array().expect("rows").iter().any(|row| row["name"] == "Hal"));
    }

    async fn only_what_is_in_force_is_planned_anew_and_never_the_past(server: Server) {
        let house = house(&server).await;
        let months = months(&server);
        let working = house.drawn("1200.00", json!({ "from": months[0], "to": months[12].pred_opt() })).await;
        let asked = |from: NaiveDate| json!({ "from": from });
        house.ops.post(&format!("target_plans/{working}/rest"), asked(months[7])).await.refused("target_plans.not_in_force");
        let old = in_force(&house, &months, None).await;
        let path = format!("target_plans/{old}/rest");
        house.ops.post(&path, asked(months[3])).await.refused("target_plans.counts_in_the_past");
        house.ops.post(&path, asked(months[7] + chrono::Days::new(3))).await.refused("target_plans.counts_between");
        house.ops.post(&path, asked(months[12])).await.refused("target_plans.counts_outside");
        let wrong = house.ops.post(&path, json!({ "from": months[7], "total": "a lot" })).await;
        assert_eq!(wrong.wrong(), ("total", "fields.not_amount"));
        let told = house.ops.get(&format!("{path}?from={}", months[3])).await.ok().body;
        assert_eq!(told["refusal"]["code"], "target_plans.counts_in_the_past");
        let bob = house.of("Bob").post(&path, asked(months[7])).await;
        assert!(matches!(bob.status, 403 | 404), "{bob:?}");
        assert_eq!(house.ops.get("target_plans?total=true").await.ok().total(), 2, "a refused one leaves nothing behind");
    }
}
