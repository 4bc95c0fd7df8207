//! What positions promise, through HTTP, on both databases.

mod appointing;
mod assessing;
mod fitting;
mod headcount;
mod library;
mod printing;
mod sheets;

use serde_json::{Value, json};
use testing::{Client, Company};

/// Somebody of human resources.
pub async fn hr(server: &testing::Server) -> Client {
    let token = access::make_user_with_token(&server.house, "hedy", "Hedy", None, &["hr"]).await.expect("a user");
    Client::new(&server.url, Some(token))
}

pub async fn position(client: &Client, name: &str) -> String {
    client.post("positions", json!({ "name": name, "stage": "convert" })).await.ok().id()
}

pub async fn sheet(client: &Client, position: &str) -> String {
    let sheet = json!({ "position_id": position, "mission": "Wins customers." });
    client.post("position_sheets", sheet).await.ok().id()
}

pub async fn duty(client: &Client, sheet: &str, name: &str) -> String {
    client.post("position_duties", json!({ "sheet_id": sheet, "name": name })).await.ok().id()
}

pub async fn one(client: &Client, noun: &str, id: &str) -> Value {
    client.get(&format!("{noun}/{id}")).await.ok().row().clone()
}

/// Changes a row as it stands now.
pub async fn change(client: &Client, noun: &str, id: &str, fields: Value) -> testing::Answer {
    let mut fields = fields;
    fields["version"] = one(client, noun, id).await["version"].clone();
    client.patch(&format!("{noun}/{id}"), fields).await
}

/// Rows of a noun that hold a value in a field.
pub async fn rows(client: &Client, noun: &str, field: &str, value: &str) -> Vec<Value> {
    let filter = json!({ "field": field, "op": "eq", "value": value });
    client.list(noun, filter).await.ok().body["rows"].as_array().expect("rows").clone()
}

pub fn who<'a>(company: &'a Company, name: &str) -> &'a str {
    company.person(name)
}
