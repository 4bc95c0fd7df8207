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

    async fn those_above_may_decide_more(server: Server) {
        demo::fill(&server.house).await.expect("it moves in");
        let token = access::make_user_with_token(&server.house, "asker", "Asker", None, &["director"]).await;
        let director = Client::new(&server.url, Some(token.expect("a token")));
        let rep = sign_in(&server, "rep").await.get("session").await.ok().body["user"]["person_id"].clone();
        let rep = rep.as_str().expect("a person").to_owned();
        let page = director.get(&format!("people/{rep}/authority")).await.ok().body;
        let unit = &page["unit"]["id"];
        let above = page["superiors"].as_array().expect("team lead, regional manager, director").iter();
        let line: Vec<&str> = above.filter_map(|person| person["id"].as_str()).collect();
        let mut most = Vec::new();
        for person in std::iter::once(rep.as_str()).chain(line) {
            let mut allowed = 0;
            for percent in 1..=30 {
                let asked = json!({
                    "act": "approve", "kind": "discount", "percentage": percent, "margin": 30, "unit_id": unit,
                    "amount": { "amount": "100000.00", "currency": "CNY" },
                });
                let path = format!("people/{person}/authority/ask");
                if director.post(&path, asked).await.ok().body["allowed"] == true {
                    allowed = percent;
                }
            }
            most.push(allowed);
        }
        assert_eq!(most, [0, 10, 15, 25]);
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
