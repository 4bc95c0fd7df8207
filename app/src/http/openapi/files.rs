//! Files that hang on rows.

use super::{id, idempotency, plain};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut upload = plain("file_upload", "Put a file on a row, at most 25 MB", &[("201", "file")]);
    upload["requestBody"] = form("file.upload");
    upload["parameters"] = json!([idempotency()]);
    paths.insert("/api/v1/files".into(), json!({ "post": upload }));
    let mut download = plain("file", "The file, always as a download", &[]);
    download["parameters"] = json!([id()]);
    download["responses"]["200"] = content("application/octet-stream", json!({ "type": "string", "format": "binary" }));
    paths.insert("/api/v1/files/{id}".into(), json!({ "get": download }));
    let mut preview = plain("file_preview", "A picture, to be shown in place", &[]);
    preview["parameters"] = json!([id()]);
    preview["responses"]["200"] = content("image/*", json!({ "type": "string", "format": "binary" }));
    preview["responses"]["304"] = json!({ "description": "It is the one that you have." });
    paths.insert("/api/v1/files/{id}/preview".into(), json!({ "get": preview }));
}

pub(super) fn content(media_type: &str, schema: Value) -> Value {
    json!({ "description": "The file.", "content": { media_type: { "schema": schema } } })
}

fn form(schema: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
    json!({ "required": true, "content": { "multipart/form-data": { "schema": schema } } })
}

pub fn schemas() -> Value {
    let binary = json!({ "type": "string", "format": "binary" });
    json!({
        "file": {
            "type": "object",
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "version": { "type": "integer" },
                "position": {},
            },
            "required": ["id", "version"],
        },
        "file.upload": {
            "type": "object",
            "properties": {
                "subject_noun": { "type": "string" },
                "subject_id": { "type": "string", "format": "uuid" },
                "title": { "type": "string" },
                "comment_id": { "type": "string", "format": "uuid", "description": "Something of one's own on the same row that it is sent with: a comment, a visit, a call." },
                "file": binary,
            },
            "required": ["subject_noun", "subject_id", "file"],
            "additionalProperties": false,
        },
    })
}
