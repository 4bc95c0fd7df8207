use crate::{House, Refused, house, line, publishing::approved};
use chrono::{Datelike, Months};
use serde_json::{Value, json};
use testing::Server;

async fn sold(house: &House, owner: &str, on: &str, amount: &str) {
    let row = json!({ "name": "Deal", "owner_id": house.company.person(owner), "opened_on": on });
    let deal = house.ops.post("opportunities", row).await.ok().id();
    let won = json!({ "closed_on": on, "close_value": amount });
    house.ops.post(&format!("opportunities/{deal}/win"), won).await.ok();
}

/// The two years before this one were alike: Bob 300, Cid 100, Gus 400.
async fn two_years(server: &Server, house: &House) -> i32 {
    let year = server.house.today().year();
    for year in [year - 2, year - 1] {
        for (owner, amount) in [("Bob", "300.00"), ("Cid", "100.00"), ("Gus", "400.00")] {
            sold(house, owner, &format!("{year}-05-05"), amount).await;
        }
    }
    year
}

fn of_year(year: i32) -> Value {
    json!({
        "from": format!("{year}-01-01"), "to": format!("{year}-12-31"),
        "blend": [{ "driver": "history", "weight": 100 }],
    })
}

async fn checks(house: &House, plan: &str, more: &str) -> Value {
    house.ops.get(&format!("target_plans/{plan}/checks{more}")).await.ok().body
}

fn found<'a>(checks: &'a Value, code: &str, name: Option<&str>) -> Option<&'a Value> {
    let findings = checks["findings"].as_array().expect("findings");
    let code = format!("target_plans.check_{code}");
    findings.iter().find(|one| one["code"] == code.as_str() && one["name"].as_str() == name)
}

testing::both! {
    async fn a_target_far_above_the_trend_names_its_place_and_how_that_was_worked_out(server: Server) {
        let house = house(&server).await;
        let year = two_years(&server, &house).await;
        let plan = house.drawn("1600.00", of_year(year)).await;
        let grid = house.grid(&plan).await;
        let edits = json!({ "changes": grid["changes"], "edits": [{ "node": line(&grid, "Bob")["node"], "lock": "700.00" }] });
        house.ops.post(&format!("target_plans/{plan}/edits"), edits).await.ok();
        let told = checks(&house, &plan, "").await;
        let bob = found(&told, "above_trend", Some("Bob")).expect("Bob");
        assert_eq!((&bob["severity"], &bob["aspect"], &bob["node"]), (&json!("serious"), &json!("attainable"), &line(&grid, "Bob")["node"]));
        assert_eq!(bob["text"], "Bob is to reach CNY 700.00, 233.33% of where the trend leads");
        let how = bob["how"].as_str().expect("words");
        assert!(how.starts_with("CNY 300.00 in the same days a year before × 100%"), "{how}");
        assert!(how.contains("CNY 700.00 ÷ CNY 300.00 = 233.33%"), "{how}");
        // The total is twice what the trend says, which is said of the company and not of everybody below it again.
        assert_eq!(found(&told, "above_trend", Some("Company")).expect("the company")["severity"], "warning");
        assert!(found(&told, "above_trend", Some("Gus")).is_none());
        let chinese = checks(&house, &plan, "?locale=zh").await;
        let bob = found(&chinese, "above_trend", Some("Bob")).expect("Bob");
        assert_eq!(bob["text"], "Bob的目标为 CNY 700.00，是趋势值的 233.33%");
        assert_eq!(chinese["aspects"][2]["label"], "可实现");
    }

    async fn capacity_is_what_those_who_are_there_can_carry(server: Server) {
        let house = house(&server).await;
        let year = two_years(&server, &house).await;
        let plan = house.drawn("1600.00", of_year(year)).await;
        let told = checks(&house, &plan, "").await;
        let company = found(&told, "above_capacity", Some("Company")).expect("the company");
        // Three sell; the one in the middle brought 300.
        assert_eq!(company["text"], "The people of Company can carry 56.25% of CNY 1,600.00");
        let how = company["how"].as_str().expect("words");
        assert!(how.contains("3 people") && how.contains("CNY 900.00") && how.contains("3 more at CNY 300.00"), "{how}");
        // Somebody new carries something, too.
        let hal = json!({ "name": "Hal", "unit_id": house.company.unit("Elm"), "hired_on": format!("{year}-01-01") });
        house.ops.post("people", hal).await.ok();
        house.ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
        let told = checks(&house, &plan, "").await;
        let how = found(&told, "above_capacity", Some("Company")).expect("the company")["how"].as_str().expect("words").to_owned();
        assert!(how.contains("4 people"), "{how}");
    }

    async fn a_plan_like_the_years_before_is_fair_and_within_reach(server: Server) {
        let house = house(&server).await;
        let year = two_years(&server, &house).await;
        let plan = house.drawn("800.00", of_year(year)).await;
        let told = checks(&house, &plan, "").await;
        for code in ["above_trend", "below_trend", "grows_more", "grows_less", "above_potential", "proposed_less"] {
            let findings = told["findings"].as_array().expect("findings");
            assert!(!findings.iter().any(|one| one["code"].as_str().is_some_and(|own| own.ends_with(code))), "{code}: {told:#}");
        }
        let people = told["quotas"]["people"].as_u64().expect("a count");
        let bands = told["quotas"]["bands"].as_array().expect("bands");
        assert_eq!(bands.iter().filter_map(|band| band["people"].as_u64()).sum::<u64>(), people);
        assert_eq!((&told["quotas"]["growth"]["people"], &told["quotas"]["growth"]["near"]), (&json!(3), &json!(1.0)));
        let names: Vec<&str> = told["aspects"].as_array().expect("aspects").iter().filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(names, ["specific", "measurable", "attainable", "relevant", "time_bound", "fair"]);
    }

    async fn how_last_years_targets_were_attained_is_told_beside_the_new_ones(server: Server) {
        let house = house(&server).await;
        let year = two_years(&server, &house).await;
        let before = house.drawn("1000.00", of_year(year - 1)).await;
        approved(&house, &before).await;
        house.ops.post(&format!("target_plans/{before}/publish"), json!({})).await.ok();
        let plan = house.drawn("800.00", of_year(year)).await;
        let attained = checks(&house, &plan, "").await["attained"].clone();
        // 300 of 375, 100 of 125 and 400 of 500.
        assert_eq!((&attained["people"], &attained["median"], &attained["near"]), (&json!(3), &json!(80.0), &json!(1.0)));
        assert_eq!(attained["reached"], json!(0.0));
    }

    async fn a_year_that_is_not_over_is_carried_on_as_the_one_before_it(server: Server) {
        let house = house(&server).await;
        let today = server.house.today();
        // A plan that begins in half a year: half of the days a year before it are still to come.
        let month = today.with_day(1).expect("a day");
        let later = |months: u32| month + Months::new(months);
        // By this day of the year before that half of it had come; so what has come this time is half of it, too.
        let (then, after) = (today - Months::new(12), month - Months::new(9));
        for (day, amount) in [(then, "500.00"), (after, "500.00"), (today, "400.00")] {
            sold(&house, "Bob", &day.to_string(), amount).await;
        }
        let days = json!({ "from": later(6), "to": later(18).pred_opt(), "blend": [{ "driver": "history", "weight": 100 }] });
        let plan = house.drawn("1600.00", days).await;
        let told = checks(&house, &plan, "").await;
        let carried = found(&told, "carried_on", None).expect("a notice");
        assert!(carried["how"].as_str().expect("words").contains("50%"), "{carried:#}");
        // 400 of a half are 800, which is 80% of the 1000 before: the trend is 640, and 1600 are 250% of it.
        let company = found(&told, "above_trend", Some("Company")).expect("the company");
        let how = company["how"].as_str().expect("words");
        assert!(how.contains("CNY 800.00") && how.contains("× 80%") && how.contains("= 250%"), "{how}");
    }

    async fn what_was_proposed_and_nobody_has_answered_is_found(server: Server) {
        let house = house(&server).await;
        let year = two_years(&server, &house).await;
        let plan = house.drawn("800.00", of_year(year)).await;
        house.ops.post(&format!("target_plans/{plan}/hand_down"), json!({})).await.ok();
        let grid = house.grid(&plan).await;
        let node = line(&grid, "Bob")["node"].as_str().expect("an id");
        let less = json!({ "amount": "250.00", "said": "Acme has left us" });
        house.of("Bob").post(&format!("target_nodes/{node}/propose"), less).await.ok();
        let told = checks(&house, &plan, "").await;
        let found = found(&told, "proposed_less", Some("Bob")).expect("Bob");
        assert_eq!(found["text"], "Bob thinks that CNY 250.00 can be reached, not CNY 300.00");
    }

    async fn findings_are_for_those_who_plan(server: Server) {
        let house = house(&server).await;
        let plan = house.plan("800.00", json!({})).await;
        house.ops.get(&format!("target_plans/{plan}/checks")).await.refused("target_plans.not_drawn");
        house.ops.post(&format!("target_plans/{plan}/draw"), json!({})).await.ok();
        house.ops.get(&format!("target_plans/{plan}/checks")).await.ok();
        house.ops.post(&format!("target_plans/{plan}/hand_down"), json!({})).await.ok();
        assert!(matches!(house.of("Bob").get(&format!("target_plans/{plan}/checks")).await.status, 403 | 404));
    }
}
