//! What authority promises, through HTTP, on both databases.

mod asking;
mod keeping;
mod page;
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

/// Somebody holds a position in a unit, on the days that `terms` says.
pub async fn appoint(client: &Client, position: &str, person: &str, unit: &str, terms: Value) -> String {
    let mut row = json!({ "position_id": position, "person_id": person, "unit_id": unit });
    merge(&mut row, terms);
    client.post("appointments", row).await.ok().id()
}

/// A right to approve discounts, held and limited as `more` says.
pub async fn right(client: &Client, more: Value) -> String {
    client.post("rights", discount(more)).await.ok().id()
}

pub fn discount(more: Value) -> Value {
    let mut row = json!({ "act": "approve", "kind": "discount" });
    merge(&mut row, more);
    row
}

fn merge(row: &mut Value, more: Value) {
    let Value::Object(more) = more else { panic!("fields are an object: {more}") };
    row.as_object_mut().expect("a row").extend(more);
}

pub fn who<'a>(company: &'a Company, name: &str) -> &'a str {
    company.person(name)
}
