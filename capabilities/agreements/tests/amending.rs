//! What both have signed is amended by a new edition.

use crate::{Refused, house, whole};
use chrono::Days;
use serde_json::{Value, json};

fn states(told: &Value) -> Vec<(i64, String)> {
    let editions = told["editions"].as_array().expect("editions").iter();
    editions
        .map(|one| (one["edition"].as_i64().expect("a number"), one["state"].as_str().expect("a state").to_owned()))
        .collect()
}

testing::both! {
    async fn an_amendment_takes_its_place_once_both_have_signed_it(server: Server) {
        let house = house(&server).await;
        let first = house.signed("Bob").await;
        let second = house.act("Ann", &first, "amend", json!({ "news": "1,000 instead of 1,200" })).await.ok().id();
        let kpi = whole(&house.ops, &second).await["kpis"][0].clone();
        let id = kpi["id"].as_str().expect("an id");
        house.ops.patch(&format!("agreement_kpis/{id}"), json!({ "version": kpi["version"], "target": 1000 })).await.ok();
        house.act("Ann", &second, "issue", json!({})).await.ok();
        house.act("Bob", &second, "accept", json!({})).await.ok();
        assert_eq!(whole(&house.ops, &first).await["state"], "in_force", "the first one counts until then");
        house.act("Ann", &second, "countersign", json!({})).await.ok();
        let told = whole(&house.of("Bob"), &second).await;
        assert_eq!((&told["state"], &told["base"]), (&json!("in_force"), &json!(1000)));
        assert_eq!(told["counts_from"], json!(house.today));
        assert_eq!(states(&told), [(2, "in_force".into()), (1, "replaced".into())]);
        assert_eq!(whole(&house.ops, &first).await["counts_to"], json!(house.today - Days::new(1)));
    }

    async fn editions_are_compared_line_by_line(server: Server) {
        let house = house(&server).await;
        let first = house.signed("Bob").await;
        let second = house.act("Ann", &first, "amend", json!({})).await.ok().id();
        let kpi = whole(&house.ops, &second).await["kpis"][0].clone();
        let id = kpi["id"].as_str().expect("an id");
        house.ops.patch(&format!("agreement_kpis/{id}"), json!({ "version": kpi["version"], "target": 1000 })).await.ok();
        let clause = json!({ "agreement_id": second, "kind": "right", "body": "Decides on samples up to 2,000." });
        house.ops.post("agreement_clauses", clause).await.ok();
        let told = house.ops.get(&format!("agreements/{second}/compare?with={first}")).await.ok().body;
        let changed: Vec<_> =
            told["lines"].as_array().expect("lines").iter().filter(|line| line["same"] == false).cloned().collect();
        assert_eq!(changed.len(), 2, "{changed:#?}");
        assert!(changed[0]["was"].as_str().expect("words").contains("1,200"));
        assert!(changed[0]["is"].as_str().expect("words").contains("1,000"));
        assert_eq!((&changed[1]["was"], &changed[1]["is"]), (&Value::Null, &json!("Decides on samples up to 2,000.")));
        let other = house.draft("Cid").await;
        assert_eq!(house.ops.get(&format!("agreements/{second}/compare?with={other}")).await.status, 404);
    }

    async fn what_both_signed_may_end_early_and_ends_with_its_last_day(server: Server) {
        let house = house(&server).await;
        let bobs = house.signed("Bob").await;
        let outside = json!({ "on": house.year().1 + Days::new(1), "reason": "Moves" });
        house.act("Ann", &bobs, "end", outside).await.refused("agreements.ends_outside");
        house.act("Ann", &bobs, "end", json!({ "on": house.today - Days::new(1), "reason": "Moves to Pine" })).await.ok();
        assert_eq!(whole(&house.ops, &bobs).await["state"], "ended");
        let cids = house.signed("Cid").await;
        agreements::turn(&server.house, house.year().1 + Days::new(1)).await.expect("a turn");
        assert_eq!(whole(&house.ops, &cids).await["state"], "ended");
    }
}
