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
    json!({
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
