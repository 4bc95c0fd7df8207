//! Whatever people do, in any order: a deal's lines come to what it was won for, or to nothing.

use crate::{house, minor, own};
use serde_json::{Value, json};
use std::collections::HashMap;

/// A sequence that is the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

testing::both! {
    async fn the_lines_of_a_deal_come_to_what_it_is_now(server: Server) {
        let house = house(&server).await;
        let people = ["Ann", "Bob", "Cid", "Dee", "Eve", "Gus", "Una"];
        for seed in 0..4 {
            let mut dice = Dice(seed * 7_919 + 17);
            let deal = house.deal("Bob", "1000").await;
            for _ in 0..16 {
                let amount = format!("{}.{:02}", dice.roll(100_000), dice.roll(100));
                let done = match dice.roll(6) {
                    0 => house.act(&deal, "win", json!({ "close_value": amount })).await,
                    1 => house.act(&deal, "reopen", json!({})).await,
                    2 => house.edit(&deal, json!({ "amount": amount })).await,
                    3 => house.act(&deal, "assign", json!({ "owner_id": house.who(people[dice.roll(7) as usize]) })).await,
                    4 => {
                        let some = dice.roll(4) as usize;
                        let mut left = 10_000;
                        let mut shares: Vec<(&str, f64)> = Vec::new();
                        for (at, name) in people.iter().copied().enumerate().take(some) {
                            let part = if at + 1 == some { left } else { dice.roll(left + 1) };
                            left -= part;
                            shares.push((name, part as f64 / 100.0));
                        }
                        house.share(&deal, &shares).await
                    }
                    _ => {
                        let overlay = json!([{ "person_id": house.who("Una"), "share": dice.roll(1_000), "reason": "Helped" }]);
                        house.act(&deal, "share_credit", json!({ "overlays": overlay })).await
                    }
                };
                // Some of it is refused, as winning what is won; nothing may break.
                assert!(done.status < 500, "{:#}", done.body);
                let row = house.adm.get(&format!("opportunities/{deal}")).await.ok().row().clone();
                let lines = house.lines(&deal).await;
                let due = if row["outcome"] == "won" { minor(&row["amount"]) } else { 0 };
                assert_eq!(own(&lines), due, "{row:#}");
                sound(&lines);
            }
        }
    }
}

/// Each line is taken back at most once, by its own amount, and nobody is rolled up to twice.
fn sound(lines: &[Value]) {
    let by_id: HashMap<&str, &Value> = lines.iter().map(|line| (line["id"].as_str().expect("an id"), line)).collect();
    let mut taken_back = std::collections::HashSet::new();
    for line in lines.iter().filter(|line| !line["reverses_id"].is_null()) {
        let origin = by_id[line["reverses_id"].as_str().expect("an id")];
        assert!(taken_back.insert(origin["id"].clone()), "taken back twice: {origin:#}");
        assert_eq!(minor(&line["amount"]), -minor(&origin["amount"]));
        assert!(origin["reverses_id"].is_null());
    }
    let standing = lines.iter().filter(|line| line["reverses_id"].is_null() && !taken_back.contains(&line["id"]));
    let mut seen = std::collections::HashSet::new();
    for line in standing {
        let own = line["kind"] != "rollup";
        assert!(seen.insert((line["person_id"].clone(), own)), "twice the same: {line:#}");
    }
}
