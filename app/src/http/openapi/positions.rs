//! The library of positions, printed sheets, fit and headcount.

use super::{body, files, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let language = || query("language", json!({ "type": "string", "enum": ["en", "zh"] }));
    let key = || json!({ "name": "key", "in": "path", "required": true, "schema": { "type": "string" } });
    let mut shelf =
        plain("positions_library", "Position sheets that come with the product", &[("200", "positions.shelf")]);
    shelf["parameters"] = json!([language(), locale()]);
    paths.insert("/api/v1/positions/library".into(), json!({ "get": shelf }));
    let mut entry = plain("positions_library_entry", "One of them, whole", &[("200", "positions.whole")]);
    entry["parameters"] = json!([key(), language(), locale()]);
    paths.insert("/api/v1/positions/library/{key}".into(), json!({ "get": entry }));
    let mut take = plain(
        "positions_library_take",
        "Make a position of it, with a draft of its sheet",
        &[("201", "positions.taken")],
    );
    take["parameters"] = json!([key()]);
    take["requestBody"] = body("positions.take");
    paths.insert("/api/v1/positions/library/{key}/take".into(), json!({ "post": take }));
    let as_of = || query("as_of", json!({ "type": "string", "format": "date" }));
    let mut of_position = plain("positions_fit", "How those who hold it fit it", &[("200", "positions.fits")]);
    of_position["parameters"] = json!([id(), as_of(), locale()]);
    paths.insert("/api/v1/positions/{id}/fit".into(), json!({ "get": of_position }));
    let mut of_person =
        plain("people_fit", "How somebody fits what they hold, or might hold", &[("200", "positions.fits")]);
    let other = query("position", json!({ "type": "string", "format": "uuid" }));
    of_person["parameters"] = json!([id(), as_of(), other, locale()]);
    paths.insert("/api/v1/people/{id}/fit".into(), json!({ "get": of_person }));
    let mut whole =
        plain("position_sheets_whole", "Everything that a sheet says, with names", &[("200", "positions.whole")]);
    whole["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/position_sheets/{id}/whole".into(), json!({ "get": whole }));
    let mut docx = plain("position_sheets_docx", "The sheet for a word processor", &[]);
    docx["parameters"] = json!([id(), locale()]);
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    docx["responses"]["200"] = files::content(kind, json!({ "type": "string", "format": "binary" }));
    paths.insert("/api/v1/position_sheets/{id}/docx".into(), json!({ "get": docx }));
    let mut headcount =
        plain("headcount", "What is planned, what is there and what is vacant", &[("200", "headcount")]);
    headcount["parameters"] = json!([query("month", json!({ "type": "string", "format": "date" })), locale()]);
    paths.insert("/api/v1/headcount".into(), json!({ "get": headcount }));
}

pub fn schemas() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let words = json!({ "type": "string" });
    let number = json!({ "type": "number" });
    let id = json!({ "type": "string", "format": "uuid" });
    let date = json!({ "type": "string", "format": "date" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let whole = json!({ "type": "integer" });
    let maybe = json!({ "type": ["number", "null"] });
    let stage = json!({ "type": "string", "enum": ["acquire", "convert", "deliver", "maintain", "whole"] });
    let named = json!({ "$ref": "#/components/schemas/positions.named" });
    let perhaps = json!({ "anyOf": [named, { "type": "null" }] });
    let spine =
        json!({ "key": words, "name": words, "stage": stage, "stage_label": words, "mission": words, "duties": whole });
    let other = object(&json!({ "name": words, "purpose": text }));
    let amounts = json!({ "planned": number, "actual": number, "vacant": number, "over": number });
    let sheet = json!({
        "position_id": { "type": ["string", "null"], "format": "uuid" },
        "name": words, "code": text, "stage": words, "tier": text, "industry": text, "unit": text, "products": text,
        "reports_to": text, "edition": { "type": ["integer", "null"] }, "state": text, "from": day, "to": day,
        "mission": text, "authority": text, "education": text, "experience": text, "training": text, "tools": text,
        "records": text,
        "duties": array(object(&json!({ "name": words, "tasks": text, "result": text }))),
        "internal": array(other.clone()),
        "external": array(other),
        "kpis": array(object(&json!({
            "name": words, "weight": maybe, "standard": text, "metric": text, "metric_label": text,
        }))),
        "competencies": array(object(&json!({ "name": words, "level": whole, "weight": whole, "described": text }))),
        "rights": array(json!({ "$ref": "#/components/schemas/authority.decision" })),
    });
    let line = json!({
        "competency": named, "required": whole, "weight": whole, "level": { "type": ["integer", "null"] },
        "gap": { "type": ["integer", "null"] },
        "standing": { "enum": ["met", "gap", "not_assessed", null] },
        "assessed_on": day, "described": text, "training": text,
    });
    let compared = json!({
        "person": named, "position": named, "unit": perhaps, "share": maybe, "sheet": perhaps,
        "open": { "type": "boolean" }, "fit": maybe, "assessed": maybe, "competencies": array(object(&line)),
    });
    let mut cell = amounts.clone();
    (cell["unit_id"], cell["position_id"]) = (id.clone(), id.clone());
    let mut month = amounts;
    month["month"] = date.clone();
    json!({
        "positions.named": object(&json!({ "id": id, "name": words })),
        "positions.shelf": object(&json!({ "language": words, "entries": array(object(&spine)) })),
        "positions.whole": object(&sheet),
        "positions.take": {
            "type": "object",
            "properties": { "language": { "type": ["string", "null"], "enum": ["en", "zh", null] } },
            "additionalProperties": false,
        },
        "positions.taken": object(&json!({ "position_id": id, "sheet_id": id, "journal_position": {} })),
        "positions.fits": object(&json!({ "as_of": date, "fits": array(object(&compared)) })),
        "headcount": object(&json!({
            "month": date,
            "on": date,
            "units": array(object(&json!({
                "id": id, "name": words, "parent_id": { "type": ["string", "null"], "format": "uuid" },
            }))),
            "positions": array(object(&json!({ "id": id, "name": words }))),
            "cells": array(object(&cell)),
            "course": array(object(&month)),
        })),
    })
}

/// All of its properties are always there.
pub fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}

pub fn array(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}
