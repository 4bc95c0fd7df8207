//! What a reorganization would do, what somebody holds, and the organization on a day.

use super::{id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut effects = plain(
        "reorganizations",
        "What would change if it took effect today, and what stands in its way",
        &[("200", "reorganizations.effects")],
    );
    effects["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/reorganizations/{id}/effects".into(), json!({ "get": effects }));
    let mut holdings =
        plain("people", "What somebody holds and would have to hand over", &[("200", "people.holdings")]);
    holdings["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/people/{id}/holdings".into(), json!({ "get": holdings }));
    let on = || query("on", json!({ "type": "string", "format": "date" }));
    let mut chart = plain("org_chart", "Units as they stood on a day", &[("200", "org.chart")]);
    chart["parameters"] = json!([on(), locale()]);
    paths.insert("/api/v1/org_chart".into(), json!({ "get": chart }));
    let mut members = plain("org_chart", "Who was in a unit on a day", &[("200", "org.members")]);
    let unit =
        json!({ "name": "unit", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } });
    members["parameters"] = json!([unit, on(), locale()]);
    paths.insert("/api/v1/org_chart/{unit}".into(), json!({ "get": members }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let id = json!({ "type": "string", "format": "uuid" });
    let maybe = json!({ "type": ["string", "null"], "format": "uuid" });
    let count = json!({ "type": "integer", "minimum": 0 });
    let yes = json!({ "type": "boolean" });
    let date = json!({ "type": "string", "format": "date" });
    let filter = json!({ "type": "object" });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: Value| json!({ "type": "array", "items": item });
    // As it is, and as it would be.
    let pair = |item: &Value| json!({ "type": "array", "items": item, "minItems": 2, "maxItems": 2 });
    let waiting = object(json!({ "id": id, "name": words }));
    json!({
        "reorganizations.effects": object(json!({
            "stuck": many(object(json!({ "id": id, "position": { "type": "integer" }, "why": words }))),
            "people": many(object(json!({ "id": id, "unit": pair(&maybe), "manager": pair(&maybe) }))),
            "units": many(object(json!({
                "id": id, "new": yes, "closed": yes,
                "parent": pair(&maybe), "leader": pair(&maybe), "people": pair(&count),
            }))),
            "reach": many(object(json!({ "id": id, "people": pair(&count) }))),
            "rows": many(object(json!({ "noun": words, "count": count, "filter": filter }))),
            "handed": many(object(json!({ "noun": words, "from": id, "to": id, "count": count, "filter": filter }))),
            "sums": many(object(json!({
                "unit": id, "noun": words, "row": id, "name": words,
                "figure": pair(&json!({ "oneOf": [{ "$ref": "#/components/schemas/money" }, { "type": "number" }, { "type": "null" }] })),
            }))),
            "approvals": many(object(json!({ "id": id, "name": words, "requester": id, "asked": many(id.clone()) }))),
            "labels": { "type": "object", "additionalProperties": words },
        })),
        "org.chart": object(json!({
            "on": date, "today": date,
            "units": many(object(json!({
                "id": id, "name": words, "kind": words, "parent": maybe, "leader": maybe,
                "parent_now": maybe, "leader_now": maybe, "closed": yes, "people": count,
            }))),
            "labels": { "type": "object", "additionalProperties": words },
        })),
        "org.members": object(json!({
            "people": many(object(json!({ "id": id, "name": words, "title": { "type": ["string", "null"] } }))),
        })),
        "people.holdings": object(json!({
            "person": id,
            "rows": many(object(json!({ "noun": words, "count": count, "filter": filter }))),
            "units": many(object(json!({ "id": id, "name": words }))),
            "reports": count,
            "to_decide": many(waiting.clone()),
            "asked_for": many(waiting),
        })),
    })
}
