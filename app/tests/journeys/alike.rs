//! What may be the same row already is shown before a second one is made.

use serde_json::{Value, json};
use testing::{Answer, Client};

async fn alike(client: &Client, noun: &str, typed: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    let query: Vec<String> = typed.iter().map(|(field, text)| format!("{field}={}", encoded(text))).collect();
    client.get(&format!("{noun}/alike?{}", query.join("&"))).await
}

fn found(answer: &Answer) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = answer.body["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| (text(&row["title"]), row["because"].as_array().expect("fields").iter().map(text).collect()))
        .collect()
}

fn one(title: &str, because: &[&str]) -> Vec<(String, Vec<String>)> {
    vec![(title.to_owned(), because.iter().map(|field| (*field).to_owned()).collect())]
}

testing::both! {
    async fn an_account_is_known_by_its_name_number_or_site_however_they_are_written(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let acme = json!({ "name": "Acme Corporation", "phone": "+86 138 0013 8000", "website": "https://www.acme.com/en" });
        let acme = bob.post("accounts", acme).await.ok().id();
        for (field, text) in [("name", "ACME Inc."), ("phone", "138-0013-8000"), ("website", "acme.com")] {
            let answer = alike(&bob, "accounts", &[(field, text)]).await.ok();
            assert_eq!(found(&answer), one("Acme Corporation", &[field]), "{text}");
            assert_eq!((&answer.body["rows"][0]["id"], &answer.body["rows"][0]["owner"]), (&json!(acme), &json!("Bob")));
        }
        let both = alike(&bob, "accounts", &[("name", "Acme"), ("website", "http://acme.com")]).await.ok();
        assert_eq!(found(&both), one("Acme Corporation", &["name", "website"]));
        for (field, text) in [("name", "Condax"), ("phone", "138 0013 8001"), ("website", "acme.cn"), ("name", " ")] {
            assert!(found(&alike(&bob, "accounts", &[(field, text)]).await.ok()).is_empty(), "{text}");
        }
        let itself = alike(&bob, "accounts", &[("name", "Acme"), ("except", acme.as_str())]).await.ok();
        assert!(found(&itself).is_empty());
    }

    async fn of_what_is_out_of_reach_one_learns_at_most_that_it_is_there(server: Server) {
        let company = server.company().await;
        let (bob, gus) = (company.client("Bob"), company.client("Gus"));
        bob.post("accounts", json!({ "name": "Acme Corporation" })).await.ok();
        let same = alike(&gus, "accounts", &[("name", "Acme Corp.")]).await.ok();
        assert_eq!(same.body, json!({ "rows": [], "outside": true }));
        let near = alike(&gus, "accounts", &[("name", "Acme Corporate")]).await.ok();
        assert_eq!(near.body, json!({ "rows": [], "outside": false }), "only the very same is told of");
    }

    async fn a_lead_is_known_from_customers_too_and_a_deal_within_its_customer(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let acme = bob.post("accounts", json!({ "name": "Acme Corporation" })).await.ok().id();
        let other = bob.post("accounts", json!({ "name": "Condax" })).await.ok().id();
        bob.post("contacts", json!({ "name": "Cleo", "account_id": acme, "email": "cleo@acme.com" })).await.ok();
        let lead = alike(&bob, "leads", &[("company", "acme"), ("email", "Cleo@Acme.com")]).await.ok();
        let nouns: Vec<&Value> = lead.body["rows"].as_array().expect("rows").iter().map(|row| &row["noun"]).collect();
        assert_eq!(nouns, ["accounts", "contacts"]);

        bob.post("opportunities", json!({ "name": "Line 4 retrofit", "account_id": acme })).await.ok();
        let deal = async |account: &str| {
            found(&alike(&bob, "opportunities", &[("name", "Line 4 retrofit"), ("account_id", account)]).await.ok())
        };
        assert_eq!(deal(&acme).await, one("Line 4 retrofit", &["name"]));
        assert!(deal(&other).await.is_empty(), "another customer may want the same");
    }

    async fn whoever_may_make_none_is_told_nothing(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        assert_eq!(alike(&bob, "products", &[("name", "Acme")]).await.status, 403);
        assert_eq!(server.stranger().get("accounts/alike?name=Acme").await.status, 401);
        let meta = bob.get("meta").await.ok();
        let accounts = meta.body["nouns"].as_array().expect("nouns").iter().find(|noun| noun["name"] == "accounts");
        assert_eq!(accounts.expect("accounts")["alike"], json!(["name", "phone", "website"]));
    }
}
