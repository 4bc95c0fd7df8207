//! Too little open for what is still to be reached: the shipped rule, tried and looked at.

use crate::{House, alerts_of, behind::targets_in, house, look, switch_on};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// In the second quarter nothing is sold, so that a team lacks what it is to reach; in cents.
async fn lacks(house: &House, team: &str) -> i64 {
    let asked = "kpis/target_amount?from=2026-04-01&to=2026-06-30&by=team";
    let rows = house.adm.get(asked).await.ok().body["rows"].clone();
    let row = rows.as_array().expect("rows").iter().find(|row| row["team"] == team).expect("it has a target").clone();
    row["value"].as_str().expect("an amount").replace('.', "").parse().expect("cents")
}

async fn open(house: &House, owner: &str, cents: i64) {
    let deal = json!({
        "name": format!("Open of {owner}"), "owner_id": house.company.person(owner), "opened_on": "2026-01-05",
        "amount": format!("{}.{:02}", cents / 100, cents % 100), "currency": "CNY",
    });
    house.adm.post("opportunities", deal).await.ok();
}

async fn shipped(house: &House) -> String {
    let offers = house.adm.get("alert_rules/library").await.ok().body;
    let offer = offers.as_array().expect("offers").iter().find(|offer| offer["code"] == "coverage_below_need");
    house.adm.post("alert_rules", offer.expect("it is offered")["rule"].clone()).await.ok().id()
}

/// Of whom the back-test would have warned.
fn tried(body: &Value) -> BTreeSet<String> {
    let cases = body["cases"].as_array().expect("cases").iter();
    let subject = |case: &Value| body["subjects"][case["subject"].as_u64().expect("a place") as usize]["label"].clone();
    cases.map(subject).filter_map(|label| label.as_str().map(str::to_owned)).collect()
}

testing::both! {
    async fn a_team_with_less_than_three_times_what_it_lacks_is_warned_two_weeks_running(server: Server) {
        let house = house(&server).await;
        targets_in(&house, "1.00").await;
        // Three times is enough, one yuan less is not, and nothing at all is least of all.
        open(&house, "Bob", 3 * lacks(&house, "Oak").await).await;
        open(&house, "Eve", 3 * lacks(&house, "Pine").await - 100).await;
        let rule = shipped(&house).await;
        let path = format!("alert_rules/{rule}/backtest?from=2026-06-01&to=2026-06-14");
        let told = tried(&house.adm.get(&path).await.ok().body);
        assert!(told.contains("Pine") && told.contains("Elm") && !told.contains("Oak"), "{told:?}");
        switch_on(&house.adm, &rule).await.ok();
        let monday: NaiveDate = "2026-06-15".parse().expect("a day");
        assert_eq!(look(&server, monday).await.failed, 0);
        let rows = alerts_of(&house.adm).await;
        let warned: BTreeSet<String> = rows.iter().filter_map(|row| row["subject"].as_str().map(str::to_owned)).collect();
        assert!(warned.contains("Pine") && warned.contains("Elm") && !warned.contains("Oak"), "{warned:?}");
        let elm = rows.iter().find(|row| row["subject"] == "Elm").expect("a case");
        assert_eq!((&elm["value"], &elm["limit"]), (&json!(0), &json!(3)));
        assert_eq!(elm["assignee_id"], house.company.person("Fay"), "whoever leads it");
    }

    async fn without_targets_nothing_is_to_be_covered(server: Server) {
        let house = house(&server).await;
        open(&house, "Bob", 100).await;
        let rule = shipped(&house).await;
        switch_on(&house.adm, &rule).await.ok();
        let round = look(&server, house.today).await;
        assert_eq!((round.raised, round.failed), (0, 0));
    }
}
