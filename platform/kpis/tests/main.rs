//! Numbers over HTTP, on both databases, beside the lists they are made of.

mod asking;
mod currencies;
mod custom;
mod position;
mod reach;
mod several;
mod then_and_now;

use testing::{Client, Value, json};

/// A deal that was won or lost on a day.
pub async fn closed(by: &Client, owner: &str, outcome: &str, on: &str, amount: &str) -> String {
    let deal = json!({ "name": "Racks", "owner_id": owner, "amount": amount, "opened_on": "2026-01-05" });
    let id = by.post("opportunities", deal).await.ok().id();
    let explains = json!({ "field": "explains", "op": "eq", "value": outcome });
    let reason = by.list("reasons", explains).await.ok().body["rows"][0]["id"].clone();
    let mut form = json!({ "closed_on": on, "reason_id": reason });
    if outcome == "won" {
        form["close_value"] = json!(amount);
    }
    let verb = if outcome == "won" { "win" } else { "lose" };
    by.post(&format!("opportunities/{id}/{verb}"), form).await.ok();
    id
}

/// The value under each label of the one dimension asked for.
pub fn values(answer: &Value, dimension: &str) -> Vec<(Option<String>, Value)> {
    let rows = answer["rows"].as_array().unwrap_or_else(|| panic!("{answer}"));
    rows.iter().map(|row| (row[dimension].as_str().map(str::to_owned), row["value"].clone())).collect()
}

pub fn under(label: &str, value: impl Into<Value>) -> (Option<String>, Value) {
    (Some(label.to_owned()), value.into())
}
