//! The company moves in, on both databases, and its people see what they should.

use testing::{Client, Server, json};

async fn sign_in(server: &Server, login: &str) -> Client {
    let client = server.stranger();
    client.post("session", json!({"login": login, "password": "clearsea"})).await.ok();
    client
}

async fn count(client: &Client, noun: &str) -> i64 {
    let list = client.get(&format!("{noun}?limit=1&total=true")).await.ok();
    list.body["total"].as_i64().unwrap_or_else(|| panic!("no total: {:#}", list.body))
}

testing::both! {
    async fn every_rule_of_the_house_accepts_it(server: Server) {
        let made = demo::fill(&server.house).await.expect("it moves in");
        let director = sign_in(&server, "director").await;
        for noun in ["people", "accounts", "leads", "opportunities"] {
            assert_eq!(Some(count(&director, noun).await), made[noun].as_i64(), "{noun}");
        }
    }

    async fn a_rep_sees_less_than_the_region_head_and_she_less_than_the_director(server: Server) {
        demo::fill(&server.house).await.expect("it moves in");
        let mut seen = Vec::new();
        for login in ["rep", "east", "director"] {
            seen.push(count(&sign_in(&server, login).await, "opportunities").await);
        }
        assert!(0 < seen[0] && seen[0] < seen[1] && seen[1] < seen[2], "{seen:?}");
    }

    async fn a_deal_is_worth_its_lines_and_tells_its_stages(server: Server) {
        demo::fill(&server.house).await.expect("it moves in");
        let director = sign_in(&server, "director").await;
        let won = director.list("opportunities", json!({"field": "outcome", "op": "eq", "value": "won"})).await.ok();
        let deals = won.body["rows"].as_array().expect("rows");
        assert!(deals.len() > 200);
        for deal in deals {
            // Written once: neither lines nor stages had to correct anything.
            assert_eq!(deal["version"], 1, "{deal:#}");
            assert_eq!(deal["amount"], deal["lines_amount"], "{deal:#}");
        }
        let one = json!({"field": "opportunity_id", "op": "eq", "value": deals[0]["id"]});
        let stages = director.list("stage_changes", one).await.ok();
        assert_eq!(stages.body["total"], 5, "four open stages and won");
    }

    async fn every_number_has_somebody_somewhere_behind_it(server: Server) {
        demo::fill(&server.house).await.expect("it moves in");
        let director = sign_in(&server, "director").await;
        let asked = [
            ("opportunities", "region team manager owner industry source stage outcome month"),
            ("won_amount", "region team manager owner industry source month"),
            ("leads", "region team manager owner segment source month"),
        ];
        for (metric, dimensions) in asked {
            for by in dimensions.split(' ') {
                let answer = director.get(&format!("kpis/{metric}?by={by}")).await.ok();
                let rows = answer.body["rows"].as_array().expect("rows");
                assert!(rows.iter().all(|row| !row[by].is_null()), "{metric} by {by}: {rows:#?}");
            }
        }
    }
}
