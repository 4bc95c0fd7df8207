//! The numbers of the ledger, and how they stand to those of deals.

use crate::house;
use edge::{Context, Settings};
use kernel::{Actor, Period};
use serde_json::{Map, Value, json};
use testing::Client;

async fn rows(client: &Client, question: &str) -> Vec<Value> {
    client.get(&format!("kpis/{question}")).await.ok().body["rows"].as_array().expect("rows").clone()
}

testing::both! {
    async fn credit_is_cut_by_person_unit_and_time(server: Server) {
        let house = house(&server).await;
        let deal = house.deal("Bob", "500").await;
        let form = json!({
            "splits": house.shares(&[("Bob", 60.0), ("Eve", 40.0)]),
            "overlays": [{ "person_id": house.who("Gus"), "share": 150, "reason": "Solution" }],
        });
        house.act(&deal, "share_credit", form).await.ok();
        house.act(&deal, "win", json!({ "closed_on": "2026-03-02" })).await.ok();
        house.won("Bob", "100", "2026-04-02").await;
        let told = |rows: Vec<Value>, by: &str| -> Vec<String> {
            let mut told: Vec<_> = rows.iter().map(|row| format!("{} {}", row[by].as_str().unwrap_or("-"), row["value"].as_str().unwrap_or("-"))).collect();
            told.sort();
            told
        };
        assert_eq!(told(rows(&house.adm, "credited_amount?by=owner").await, "owner"), ["Bob 400.00", "Eve 200.00"]);
        assert_eq!(told(rows(&house.adm, "credited_amount?by=credited_unit").await, "credited_unit"), ["Oak 400.00", "Pine 200.00"]);
        assert_eq!(told(rows(&house.adm, "credited_amount?by=quarter&from=2026-01-01&to=2026-03-31").await, "quarter").len(), 1);
        assert_eq!(rows(&house.adm, "overlay_amount").await[0]["value"], "750.00");
        assert_eq!(told(rows(&house.adm, "rolled_up_amount?by=owner").await, "owner"), ["Ann 400.00", "Dee 200.00", "Una 600.00"]);
        let oak = format!("credited_amount?where=unit={}", house.company.unit("Oak"));
        assert_eq!(rows(&house.adm, &oak).await[0]["value"], "400.00");
        // As those further down the list ask.
        let context = Context::new(server.house.clone(), Settings::default());
        let march = Period::new("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap()).expect("a month");
        let answer = credits::credited(&context, &Actor::system(), march, &["team"], Map::new()).await.expect("an answer");
        let teams: Vec<_> = answer.rows.iter().map(|row| row.value.clone()).collect();
        assert_eq!(teams, [json!("300.00"), json!("200.00")]);
    }

    async fn of_the_demo_company_credit_is_what_deals_were_won_for(server: Server) {
        demo::fill(&server.house).await.expect("it moves in");
        let token = access::make_user_with_token(&server.house, "asker", "Asker", None, &["director"]).await.expect("a token");
        let director = Client::new(&server.url, Some(token));
        for by in ["month", "account", "industry", "tier", "source"] {
            let of = |metric: &str| format!("{metric}?by={by}");
            assert_eq!(rows(&director, &of("credited_amount")).await, rows(&director, &of("won_amount")).await, "{by}");
        }
        // Whoever leads the company has everything rolled up to them, once.
        let rolled = rows(&director, "rolled_up_amount?by=owner").await;
        let whole = rows(&director, "credited_amount").await[0]["value"].clone();
        assert!(rolled.iter().any(|row| row["value"] == whole), "{whole}: {rolled:#?}");
        let shared = director.get("credits?total=true&limit=1&filter=%7B%22field%22%3A%22kind%22%2C%22op%22%3A%22eq%22%2C%22value%22%3A%22split%22%7D").await;
        assert!(shared.total() > 20, "some are shared");
        assert_ne!(rows(&director, "overlay_amount").await[0]["value"], "0.00");
        // There is nothing left to be credited.
        assert_eq!(credits::fill(&server.house).await.expect("it runs"), 0);
    }
}
