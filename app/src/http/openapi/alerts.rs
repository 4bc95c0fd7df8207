//! Back-tests, the course of a case, and the rules that come with the product.

use super::{body, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let date = || json!({ "type": "string", "format": "date" });
    let mut tried = plain(
        "alert_rules_backtest",
        "What a rule would have said over past periods; nothing is written",
        &[("200", "alerts.backtest")],
    );
    tried["parameters"] = json!([id(), query("from", date()), query("to", date()), locale()]);
    paths.insert("/api/v1/alert_rules/{id}/backtest".into(), json!({ "get": tried }));
    let mut draft = plain(
        "alert_rules_backtest_draft",
        "The same of a rule that is not written yet",
        &[("200", "alerts.backtest")],
    );
    draft["requestBody"] = body("alerts.draft");
    paths.insert("/api/v1/alert_rules/backtest".into(), json!({ "post": draft }));
    let mut library = plain(
        "alert_rules_library",
        "Rules that come with the product, as drafts in the reader's language",
        &[("200", "alerts.library")],
    );
    library["parameters"] = json!([locale()]);
    paths.insert("/api/v1/alert_rules/library".into(), json!({ "get": library }));
    let mut course = plain(
        "alerts_course",
        "How the number of a case went, by its rule as it stands",
        &[("200", "alerts.backtest")],
    );
    course["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/alerts/{id}/course".into(), json!({ "get": course }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let date = json!({ "type": "string", "format": "date" });
    let yes = json!({ "type": "boolean" });
    let place = json!({ "type": "integer", "minimum": 0 });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: Value| json!({ "type": "array", "items": item });
    let judged = object(json!({
        "value": text,
        "limit": text,
        "base": text,
        "beyond": { "type": ["boolean", "null"] },
        "warns": yes,
    }));
    let watched = object(json!({
        "key": words,
        "label": text,
        "noun": text,
        "id": { "type": ["string", "null"], "format": "uuid" },
        "cells": many(json!({ "anyOf": [judged, { "type": "null" }] })),
    }));
    json!({
        "alerts.backtest": object(json!({
            "mark": words,
            "metric": words,
            "unit": { "type": "string", "enum": ["count", "ratio", "money", "days"] },
            "currency": text,
            "periods": many(object(json!({ "name": words, "from": date, "to": date }))),
            "subjects": many(watched),
            "cases": many(object(json!({
                "subject": place,
                "began": place,
                "recovered": { "type": ["integer", "null"], "minimum": 0 },
            }))),
            "per_week": { "type": "number" },
        })),
        "alerts.draft": {
            "type": "object",
            "required": ["rule"],
            "properties": {
                "rule": { "$ref": "#/components/schemas/alert_rules.new" },
                "from": date,
                "to": date,
            },
        },
        "alerts.library": many(object(json!({
            "code": words,
            "rule": { "$ref": "#/components/schemas/alert_rules.new" },
            "taken": yes,
        }))),
    })
}
