//! Files in: the steps of an import, and the mappings that are kept.

use super::{body, id, limit, locale, plain, query, text};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut list = plain("imports", "Imports, the latest first", &[("200", "any")]);
    list["parameters"] = json!([locale()]);
    let mut upload = plain("imports_upload", "Begin an import: files, and what is known about them", &[("201", "any")]);
    upload["requestBody"] = json!({
        "required": true,
        "content": { "multipart/form-data": { "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": { "type": "string", "format": "binary" },
                "profile": { "type": "string", "description": "The name of a profile, or a whole one as JSON." },
                "noun": { "type": "string", "description": "What the rows of one file without a profile become." },
                "options": { "type": "string", "description": "Options as JSON." },
            },
        } } },
    });
    paths.insert("/api/v1/imports".into(), json!({ "get": list, "post": upload }));

    let one = "/api/v1/imports/{id}";
    let of_one = |name: &str, summary: &str, status: &str| {
        let mut operation = plain(name, summary, &[(status, "any")]);
        operation["parameters"] = json!([id()]);
        operation
    };
    paths.insert(one.into(), json!({ "get": of_one("import", "How an import stands", "200") }));
    let mut guesses = plain("import_guesses", "What the columns of each file seem to be", &[("200", "any")]);
    guesses["parameters"] = json!([id(), text("noun"), locale()]);
    paths.insert(format!("{one}/guesses"), json!({ "get": guesses }));
    let mut mapping = of_one("import_mapping", "Which column becomes which field, and how", "200");
    mapping["requestBody"] = body("any");
    paths.insert(format!("{one}/mapping"), json!({ "put": mapping }));
    let mut fixes = of_one("import_fixes", "Correct cells, one by one or wherever the same value stands", "200");
    fixes["requestBody"] = fixes_body();
    paths.insert(format!("{one}/fixes"), json!({ "put": fixes }));
    for (step, summary, status) in [
        ("check", "Read everything, say what is wrong and what would be done, write nothing", "200"),
        ("dry-run", "The same", "200"),
        ("run", "Write the rows, as a job; one that was stopped goes on", "202"),
        ("undo", "Take back what was written and nobody has changed since, as a job", "202"),
    ] {
        let name = format!("import_{}", step.replace('-', "_"));
        paths.insert(format!("{one}/{step}"), json!({ "post": of_one(&name, summary, status) }));
    }
    let mut problems = plain("import_problems", "What is wrong, where, and how to mend it", &[("200", "any")]);
    let offset = query("offset", json!({ "type": "integer", "minimum": 0 }));
    problems["parameters"] = json!([id(), text("code"), offset, limit(2_000), locale()]);
    paths.insert(format!("{one}/problems"), json!({ "get": problems }));
    paths.insert(format!("{one}/report"), json!({ "get": of_one("import_report", "The whole account", "200") }));
    let mut errors = plain("import_errors", "The rows with an error, whole, with what is wrong behind them", &[]);
    errors["parameters"] = json!([id(), text("file"), locale()]);
    errors["responses"]["200"] = file("text/csv");
    paths.insert(format!("{one}/errors"), json!({ "get": errors }));

    let profiles = plain("import_profiles_to_choose", "Profiles to choose from, shipped and kept", &[("200", "any")]);
    let mut keep = plain("import_profiles_keep", "Keep a mapping under a name", &[("201", "any")]);
    keep["requestBody"] = body("any");
    paths.insert("/api/v1/imports/profiles".into(), json!({ "get": profiles, "post": keep }));
    let mut profile = plain("import_profile_file", "A profile as a file", &[]);
    profile["parameters"] = json!([{ "name": "name", "in": "path", "required": true, "schema": { "type": "string" } }]);
    profile["responses"]["200"] = file("application/toml");
    paths.insert("/api/v1/imports/profiles/{name}/file".into(), json!({ "get": profile }));
}

fn file(kind: &str) -> Value {
    json!({ "description": "The file.", "content": { kind: { "schema": { "type": "string" } } } })
}

fn fixes_body() -> Value {
    let text = json!({ "type": "string" });
    let maybe = json!({ "type": ["string", "null"] });
    let cell = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["file", "row", "column", "value"],
        "properties": {
            "file": text, "row": { "type": "integer", "minimum": 0 }, "column": text, "value": maybe, "was": maybe,
        },
    });
    let everywhere = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["file", "column", "value", "means"],
        "properties": { "file": text, "column": text, "value": text, "means": maybe },
    });
    json!({
        "required": true,
        "content": { "application/json": { "schema": {
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "cells": { "type": "array", "items": cell },
                "everywhere": { "type": "array", "items": everywhere },
            },
        } } },
    })
}
