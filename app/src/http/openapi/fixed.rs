//! Paths that belong to no noun.

use super::{body, files, id, limit, locale, plain, query, required, text};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut meta = plain("meta", "Nouns, fields, verbs and numbers, within the reader's rights", &[("200", "any")]);
    meta["parameters"] = json!([locale()]);
    paths.insert("/api/v1/meta".into(), json!({ "get": meta }));

    let mut contents = plain("help", "What can be read about", &[("200", "any")]);
    contents["parameters"] = json!([locale()]);
    paths.insert("/api/v1/help".into(), json!({ "get": contents }));
    let mut guide = plain("help_about", "What a noun or a capability is, as Markdown", &[("200", "help")]);
    let about = json!({ "name": "about", "in": "path", "required": true, "schema": { "type": "string" } });
    guide["parameters"] = json!([about, locale()]);
    paths.insert("/api/v1/help/{about}".into(), json!({ "get": guide }));

    let mut search = plain("search", "Rows that hold these words", &[("200", "any")]);
    search["parameters"] = json!([required("q"), limit(50), text("nouns"), locale()]);
    paths.insert("/api/v1/search".into(), json!({ "get": search }));

    paths.insert(
        "/api/v1/shortcuts".into(),
        json!({ "get": plain("shortcuts", "What one pinned and looked at last", &[("200", "shortcuts")]) }),
    );
    let mut pin = plain("shortcuts_pin", "Pin a place, or move one that is pinned", &[("200", "shortcuts")]);
    pin["requestBody"] = body("shortcuts.pin");
    let mut unpin = plain("shortcuts_unpin", "Pin it no longer", &[("200", "shortcuts")]);
    unpin["parameters"] = json!([required("address")]);
    paths.insert("/api/v1/shortcuts/pinned".into(), json!({ "put": pin, "delete": unpin }));
    let mut seen = plain("shortcuts_seen", "Keep that a place was looked at", &[]);
    seen["requestBody"] = body("shortcuts.seen");
    seen["responses"]["204"] = json!({ "description": "Done." });
    paths.insert("/api/v1/shortcuts/recent".into(), json!({ "post": seen }));

    let mut job = plain("job", "How far a job has come", &[("200", "job")]);
    job["parameters"] = json!([id()]);
    paths.insert("/api/v1/jobs/{id}".into(), json!({ "get": job }));
    let mut cancel = plain("job_cancel", "Stop a job", &[("200", "job")]);
    cancel["parameters"] = json!([id()]);
    paths.insert("/api/v1/jobs/{id}/cancel".into(), json!({ "post": cancel }));

    let mut errors = plain("job_errors", "What could not be done, as a file for a spreadsheet", &[]);
    errors["parameters"] = json!([id()]);
    errors["responses"]["200"] = files::content("text/csv", json!({ "type": "string" }));
    paths.insert("/api/v1/jobs/{id}/errors".into(), json!({ "get": errors }));

    let mut list = plain("kpis", "Numbers and ways to cut them", &[("200", "any")]);
    list["parameters"] = json!([locale()]);
    paths.insert("/api/v1/kpis".into(), json!({ "get": list }));
    let asked = json!([
        { "name": "metric", "in": "path", "required": true, "schema": { "type": "string" } },
        text("by"),
        query("from", json!({ "type": "string", "format": "date" })),
        query("to", json!({ "type": "string", "format": "date" })),
        query("as_of", json!({ "type": "string", "format": "date" })),
        text("where"),
        query("tree", json!({ "type": "string", "enum": ["then", "now"] })),
        locale(),
    ]);
    let mut kpi = plain("kpi", "A number, by any dimensions, for any period", &[("200", "kpi")]);
    kpi["parameters"] = asked.clone();
    paths.insert("/api/v1/kpis/{metric}".into(), json!({ "get": kpi }));
    let mut ask =
        plain("kpis_ask", "Several numbers at once, each as if it were asked alone", &[("200", "kpi.answers")]);
    ask["requestBody"] = body("kpi.questions");
    paths.insert("/api/v1/kpis/ask".into(), json!({ "post": ask }));
    let mut workbook = plain("kpis_workbook", "Numbers and lists as a workbook, a sheet for each card", &[]);
    workbook["requestBody"] = body("kpi.workbook");
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    workbook["responses"]["200"] = files::content(xlsx, json!({ "type": "string", "format": "binary" }));
    paths.insert("/api/v1/kpis/workbook".into(), json!({ "post": workbook }));
    let mut rows = plain("kpi_rows", "The rows behind a cell of a number", &[("200", "kpi.rows")]);
    rows["parameters"] = asked.as_array().into_iter().flatten().cloned().chain([limit(500), text("after")]).collect();
    paths.insert("/api/v1/kpis/{metric}/rows".into(), json!({ "get": rows }));
}

pub fn schemas() -> Value {
    let address = json!({ "type": "string", "maxLength": 200 });
    let name = json!({ "type": ["string", "null"] });
    let shortcut = json!({
        "address": address,
        "noun": name,
        "id": { "type": ["string", "null"], "format": "uuid" },
        "title": name,
        "list": name,
    });
    let all = json!({ "type": "array", "items": { "$ref": "#/components/schemas/shortcut" } });
    let date = json!({ "type": ["string", "null"], "format": "date" });
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let question = json!({
        "metric": { "type": "string" },
        "by": texts,
        "from": date,
        "to": date,
        "as_of": date,
        "where": {
            "type": "object",
            "description": "Dimension (or `unit`, which takes in what stands below it) to labels or ids; null is a row without one.",
            "additionalProperties": { "type": "array", "items": { "type": ["string", "null"] } },
        },
        "tree": { "type": ["string", "null"], "enum": ["then", "now", null] },
    });
    let block = json!({ "title": { "type": "string" }, "question": { "$ref": "#/components/schemas/kpi.question" } });
    let list = json!({
        "noun": { "type": "string" },
        "filter": { "type": ["object", "null"] },
        "sort": { "type": "string" },
        "fields": texts,
    });
    let sheet = json!({
        "name": { "type": "string" },
        "lines": texts,
        "blocks": {
            "type": "array",
            "items": { "type": "object", "properties": block, "required": ["question"], "additionalProperties": false },
        },
        "list": {
            "anyOf": [
                { "type": "object", "properties": list, "required": ["noun"], "additionalProperties": false },
                { "type": "null" },
            ],
        },
    });
    json!({
        "kpi.question": {
            "type": "object",
            "properties": question,
            "required": ["metric"],
            "additionalProperties": false,
        },
        "kpi.questions": {
            "type": "object",
            "properties": {
                // Any value: what is no question is answered with a problem, and the others are answered all the same.
                "questions": { "type": "array", "maxItems": 100, "items": { "$ref": "#/components/schemas/kpi.question" } },
            },
            "required": ["questions"],
            "additionalProperties": false,
        },
        "kpi.answers": {
            "type": "object",
            "properties": {
                "answers": {
                    "type": "array",
                    "items": { "anyOf": [{ "$ref": "#/components/schemas/kpi" }, { "$ref": "#/components/schemas/kpi.unanswered" }] },
                },
                "at": { "type": "string", "format": "date-time" },
            },
            "required": ["answers", "at"],
        },
        "kpi.unanswered": {
            "type": "object",
            "properties": { "problem": { "$ref": "#/components/schemas/problem" } },
            "required": ["problem"],
        },
        "kpi.workbook": {
            "type": "object",
            "properties": {
                "title": { "type": "string" },
                "sheets": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 60,
                    "items": { "type": "object", "properties": sheet, "required": ["name"], "additionalProperties": false },
                },
            },
            "required": ["title", "sheets"],
            "additionalProperties": false,
        },
        "help": {
            "type": "object",
            "properties": { "capability": { "type": "string" }, "title": { "type": "string" }, "text": { "type": "string" } },
            "required": ["capability", "title", "text"],
        },
        "shortcut": { "type": "object", "properties": shortcut, "required": ["address"] },
        "shortcuts": {
            "type": "object",
            "properties": { "pinned": all, "recent": all },
            "required": ["pinned", "recent"],
        },
        "shortcuts.pin": {
            "type": "object",
            "properties": { "address": address, "place": { "type": ["integer", "null"], "minimum": 0 } },
            "required": ["address"],
            "additionalProperties": false,
        },
        "shortcuts.seen": {
            "type": "object",
            "properties": { "address": address },
            "required": ["address"],
            "additionalProperties": false,
        },
    })
}
