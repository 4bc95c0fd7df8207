//! What a field can hold is told to whoever fills it in, and kept to whatever way a value comes.

use serde_json::{Value, json};

fn field<'a>(meta: &'a Value, noun: &str, name: &str) -> &'a Value {
    let named = |list: &'a Value, name: &str| {
        list.as_array().into_iter().flatten().find(|one| one["name"] == name).expect("it is described")
    };
    named(&named(&meta["nouns"], noun)["fields"], name)
}

testing::both! {
    async fn a_form_knows_what_the_server_would_refuse(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let meta = bob.get("meta").await.ok().body;
        let chance = field(&meta, "opportunities", "probability");
        assert_eq!((&chance["least"], &chance["most"], &chance["decimals"]), (&json!(0), &json!(100), &json!(2)));
        assert_eq!(field(&meta, "accounts", "employees")["least"], 0);
        assert_eq!(field(&meta, "accounts", "name")["longest"], 400);
        assert_eq!(field(&meta, "accounts", "founded")["least"], Value::Null);

        let acme = bob.post("accounts", json!({ "name": "Acme" })).await.ok().id();
        let deal = |chance: Value| json!({ "name": "Racks", "account_id": acme, "probability": chance });
        for (chance, code) in [(json!(-0.01), "fields.too_small"), (json!(100.01), "fields.too_large")] {
            assert_eq!(bob.post("opportunities", deal(chance)).await.wrong(), ("probability", code));
        }
        for chance in [json!(0), json!(100)] {
            bob.post("opportunities", deal(chance)).await.ok();
        }
        // A filter asks for what may not be there, too.
        bob.list("opportunities", json!({ "field": "probability", "op": "gt", "value": 100 })).await.ok();
    }

    async fn everything_that_is_wrong_is_said_at_once_and_in_the_readers_language(server: Server) {
        let company = server.company().await;
        let bob = company.client("Bob");
        let row = json!({ "name": "x".repeat(401), "employees": -1, "annual_revenue": "-1" });
        let chinese = [("accept-language", "zh")];
        let refused = bob.send(reqwest::Method::POST, "accounts", Some(row), &chinese).await;
        assert_eq!(refused.status, 422);
        let mut said: Vec<(&str, &str)> = refused.body["errors"].as_array().into_iter().flatten()
            .map(|error| (error["field"].as_str().unwrap_or_default(), error["detail"].as_str().unwrap_or_default()))
            .collect();
        said.sort_unstable();
        assert_eq!(said, [("annual_revenue", "不得小于 0"), ("employees", "不得小于 0"), ("name", "最多 400 个字符")]);
    }
}
