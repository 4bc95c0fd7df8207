//! What the inbox promises, through HTTP, on both databases.

mod due;
mod handing;
mod marking;
mod saying;

use serde_json::{Value, json};
use testing::{Answer, Client, Company};

/// An account of somebody's, made by themselves: nobody is told of it.
pub async fn account(company: &Company, owner: &str, name: &str) -> String {
    company.client(owner).post("accounts", json!({ "name": name })).await.ok().id()
}

pub async fn say(client: &Client, noun: &str, row: &str, what: Value) -> Answer {
    let mut activity = json!({ "subject_noun": noun, "subject_id": row, "kind": "comment" });
    for (field, value) in what.as_object().expect("fields") {
        activity[field] = value.clone();
    }
    client.post("activities", activity).await
}

pub async fn entries(client: &Client, query: &str) -> Vec<Value> {
    client.get(&format!("inbox{query}")).await.ok().body["entries"].as_array().expect("entries").clone()
}

/// Kind and title of every entry.
pub async fn told(client: &Client) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    entries(client, "").await.iter().map(|entry| (text(&entry["kind"]), text(&entry["title"]))).collect()
}

pub async fn unread(client: &Client) -> i64 {
    client.get("inbox/count").await.ok().body["unread"].as_i64().expect("a number")
}

pub fn pair(kind: &str, title: &str) -> (String, String) {
    (kind.to_owned(), title.to_owned())
}
