//! What searching promises, through HTTP, on both databases.

use std::time::Duration;
use testing::{Client, Company, json};

/// The titles of what is found.
async fn found(client: &Client, words: &str) -> Vec<String> {
    let answer = client.get(&format!("search?nouns=activities&q={words}")).await.ok();
    let hits = answer.body["hits"].as_array().expect("hits");
    hits.iter().map(|hit| hit["title"].as_str().unwrap_or_default().to_owned()).collect()
}

testing::both! {
    async fn a_word_that_stands_in_a_hidden_field_only_finds_nothing(server: Server) {
        let company: Company = server.company().await;
        let adm = company.client("Adm");
        let acme = adm.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let title = "Plant visit 工厂参观";
        let visit = json!({
            "kind": "visit", "subject_noun": "accounts", "subject_id": acme,
            "title": title, "body": "The boiler leaks 锅炉漏水",
        });
        adm.post("activities", visit).await.ok();
        let grants = json!({ "accounts": { "read": "all" }, "activities": { "read": "all", "hidden": ["body"] } });
        adm.post("roles", json!({ "name": "porter", "label": "Porter", "grants": grants })).await.ok();
        let token = access::make_user_with_token(&server.house, "porter", "Pat", None, &["porter"]).await.expect("a user");
        let porter = Client::new(&server.url, Some(token));

        // The index is fed in the background.
        let mut tries = 0;
        while found(&adm, "plant boiler").await.is_empty() && tries < 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            tries += 1;
        }
        for words in ["plant", "PLANT vis", "visit plant", "boiler", "plant boi", "boiler plant", "工厂", "工厂 锅炉"] {
            assert_eq!(found(&adm, words).await, [title], "{words}");
        }
        for words in ["plant", "PLANT vis", "visit plant", "工厂", "工厂 plant"] {
            assert_eq!(found(&porter, words).await, [title], "{words}");
        }
        for words in ["boiler", "plant boiler", "plant boi", "boiler plant", "锅炉", "工厂 锅炉"] {
            assert_eq!(found(&porter, words).await, [""; 0], "{words}");
        }
    }
}
