//! Every route refuses whoever has not signed in, but for those that let people in.

use serde_json::{Value, json};
use testing::Client;

/// Routes that answer a stranger: this list should only ever shrink.
const OPEN: &[&str] = &["/api/v1/setup", "/api/v1/session", "/healthz", "/readyz", "/api/openapi.json"];

testing::both! {
    async fn every_documented_route_refuses_strangers(server: Server) {
        let stranger = server.stranger();
        let paths = app::http::openapi::document(&server.house.registry)["paths"].as_object().cloned().expect("paths");
        let mut asked = 0;
        for (path, operations) in paths {
            if OPEN.contains(&path.as_str()) {
                continue;
            }
            let address = path.replace("{id}", "00000000-0000-7000-8000-000000000000").replace("{metric}", "won");
            for method in operations.as_object().expect("operations").keys() {
                let status = ask(&stranger, method, &address).await;
                assert_eq!(status, 401, "{method} {path} answers a stranger");
                asked += 1;
            }
        }
        assert!(asked > 100, "only {asked} operations are documented");
    }

    async fn a_token_that_is_wrong_ends_like_no_token(server: Server) {
        let forged = Client::new(&server.url, Some("qm_0000000000000000000000000000000000000000".to_owned()));
        assert_eq!(forged.get("accounts").await.status, 401);
    }
}

async fn ask(client: &Client, method: &str, address: &str) -> u16 {
    let answer = match method {
        "get" => client.get(address).await,
        "post" => client.post(address, json!({})).await,
        "patch" => client.patch(address, json!({ "version": 1 })).await,
        "put" => client.send(reqwest::Method::PUT, address, Some(Value::Null), &[]).await,
        "delete" => client.delete(address).await,
        other => panic!("no test speaks {other}"),
    };
    answer.status
}
