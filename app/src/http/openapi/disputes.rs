//! The facts about a disputed row.

use super::{id, locale, plain};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut history = plain(
        "disputes",
        "Who held the disputed row from when to when, and what each of the two did about it",
        &[("200", "disputes.history")],
    );
    history["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/disputes/{id}/history".into(), json!({ "get": history }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let id = json!({ "type": "string", "format": "uuid" });
    let maybe = json!({ "type": ["string", "null"], "format": "uuid" });
    let count = json!({ "type": "integer", "minimum": 0 });
    let at = json!({ "type": "string", "format": "date-time" });
    let perhaps = json!({ "type": ["string", "null"], "format": "date-time" });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: Value| json!({ "type": "array", "items": item });
    json!({
        "disputes.history": object(json!({
            "noun": words,
            "row": maybe,
            "gone": { "type": "boolean" },
            "held": many(object(json!({
                "owner": maybe, "from": at, "to": perhaps, "by": maybe, "actor": words, "verb": words, "dispute": maybe,
            }))),
            "done": many(object(json!({
                "person": id, "count": count, "first": perhaps, "last": perhaps,
                "kinds": { "type": "object", "additionalProperties": count },
            }))),
            "labels": { "type": "object", "additionalProperties": words },
        })),
    })
}
