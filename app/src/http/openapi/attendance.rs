//! Who is there in a month.

use super::{locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut month =
        plain("attendance", "Who is there in a month, day by day, and how much of it", &[("200", "attendance.month")]);
    month["parameters"] = json!([
        query("month", json!({ "type": "string", "format": "date" })),
        query("unit", json!({ "type": "string", "format": "uuid" })),
        query("after", json!({ "type": "string" })),
        locale()
    ]);
    paths.insert("/api/v1/attendance".into(), json!({ "get": month }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "number" });
    let id = json!({ "type": "string", "format": "uuid" });
    let date = json!({ "type": "string", "format": "date" });
    let yes = json!({ "type": "boolean" });
    let halves = json!({ "type": "integer", "minimum": 0, "maximum": 2 });
    let presence = ["present", "in_the_field", "late", "left_early", "missing"];
    let kinds = ["annual", "in_lieu", "personal", "sick", "marriage", "parental", "bereavement", "other"];
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: Value| json!({ "type": "array", "items": item });
    let named = object(json!({ "id": id, "name": words }));
    let day = object(json!({
        "worked": yes,
        "absent": halves,
        "asked": halves,
        "presence": { "anyOf": [{ "type": "string", "enum": presence }, { "type": "null" }] },
    }));
    let absence = object(json!({
        "id": id,
        "from": date,
        "to": date,
        "state": { "type": "string", "enum": ["requested", "approved"] },
        "kind": { "anyOf": [{ "type": "string", "enum": kinds }, { "type": "null" }] },
    }));
    let person = object(json!({
        "id": id,
        "name": words,
        "unit": { "anyOf": [named, { "type": "null" }] },
        "days": many(day),
        "absences": many(absence),
        "working_days": { "type": "integer" },
        "agreed": number,
        "absent": number,
        "available": number,
        "share": { "type": ["number", "null"] },
    }));
    json!({
        "attendance.month": object(json!({
            "month": date,
            "today": date,
            "days": many(object(json!({ "day": date, "worked": yes, "name": text }))),
            "people": many(person),
            "more": yes,
        })),
    })
}
