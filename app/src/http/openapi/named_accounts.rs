//! Editions of named-account lists, compared, and the lists of an account.

use super::{id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let uuid = || json!({ "type": "string", "format": "uuid" });
    let mut accounts = plain(
        "named_account_editions_accounts",
        "The accounts of an edition, with names, what was won there, and which need attention",
        &[("200", "named_accounts.whole")],
    );
    accounts["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/named_account_editions/{id}/accounts".into(), json!({ "get": accounts }));
    let mut compared = plain(
        "named_account_editions_comparison",
        "Which accounts came, went and changed since another edition, and in sums",
        &[("200", "named_accounts.comparison")],
    );
    compared["parameters"] = json!([id(), query("with", uuid()), locale()]);
    paths.insert("/api/v1/named_account_editions/{id}/comparison".into(), json!({ "get": compared }));
    let mut named = plain(
        "accounts_named",
        "On which lists an account stands on a day, and ever stood",
        &[("200", "named_accounts.of_account")],
    );
    named["parameters"] = json!([id(), query("on", json!({ "type": "string", "format": "date" })), locale()]);
    paths.insert("/api/v1/accounts/{id}/named".into(), json!({ "get": named }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let whole = json!({ "type": "integer" });
    let date = json!({ "type": "string", "format": "date" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let uuid = json!({ "type": "string", "format": "uuid" });
    let yes = json!({ "type": "boolean" });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: &Value| json!({ "type": "array", "items": item });
    let maybe = |one: &Value| json!({ "anyOf": [one, { "type": "null" }] });
    let named = object(json!({ "id": uuid, "name": words }));
    let money = object(json!({ "amount": words, "currency": words }));
    let exclusivity = json!({ "type": "string", "enum": ["open", "ask_first", "closed"] });
    let attention = json!({ "type": "string", "enum": ["nobody", "left", "moved"] });
    let grade = json!({ "type": "string", "enum": ["a", "b", "c"] });
    let kind = json!({ "type": "string", "enum": ["key_account", "strategic", "protected"] });
    let sums = object(json!({ "accounts": whole, "potential": many(&money) }));
    let line = object(json!({
        "id": uuid,
        "version": whole,
        "account": named,
        "opens": yes,
        "person": maybe(&named),
        "unit": maybe(&named),
        "grade": maybe(&grade),
        "reason": text,
        "potential": maybe(&money),
        "exclusivity": exclusivity,
        "from": day,
        "until": day,
        "won": maybe(&money),
        "attention": maybe(&attention),
    }));
    let changed = object(json!({ "field": words, "before": {}, "after": {} }));
    let entry = object(json!({
        "account": named,
        "opens": yes,
        "person": maybe(&named),
        "potential": maybe(&money),
        "changes": many(&changed),
    }));
    let stands = object(json!({
        "list": named,
        "open": yes,
        "kind": kind,
        "edition": { "type": ["integer", "null"] },
        "since": day,
        "from": day,
        "until": day,
        "person": maybe(&named),
        "grade": maybe(&grade),
        "exclusivity": exclusivity,
        "potential": maybe(&money),
        "attention": maybe(&attention),
    }));
    json!({
        "named_accounts.whole": object(json!({
            "today": date,
            "accounts": many(&line),
            "sums": sums,
            "won": maybe(&money),
            "attention": whole,
        })),
        "named_accounts.comparison": object(json!({
            "edition": named,
            "with": maybe(&named),
            "added": many(&entry),
            "removed": many(&entry),
            "changed": many(&entry),
            "unchanged": whole,
            "before": sums,
            "after": sums,
        })),
        "named_accounts.of_account": object(json!({
            "on": date,
            "standing": many(&stands),
            "history": many(&stands),
        })),
    })
}
