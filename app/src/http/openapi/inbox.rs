//! What somebody should know.

use super::{body, limit, locale, plain, query, text};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut list = plain("inbox", "What one should know, newest first", &[("200", "inbox")]);
    let show = query("show", json!({ "type": "string", "enum": ["all", "unread", "put_off"] }));
    list["parameters"] = json!([show, text("kinds"), text("after"), limit(100), locale()]);
    let mut mark = plain("inbox_mark", "Mark entries read or unread, put them off or away", &[("200", "inbox.count")]);
    mark["requestBody"] = body("inbox.mark");
    paths.insert("/api/v1/inbox".into(), json!({ "get": list, "patch": mark }));
    let count = plain("inbox_count", "How many entries nobody has read", &[("200", "inbox.count")]);
    paths.insert("/api/v1/inbox/count".into(), json!({ "get": count }));
    let preferences = plain("inbox_preferences", "What comes to one", &[("200", "inbox.preferences")]);
    let mut choose = plain("inbox_choose", "Choose whether a kind comes", &[("200", "inbox.preferences")]);
    choose["requestBody"] = body("inbox.choice");
    paths.insert("/api/v1/inbox/preferences".into(), json!({ "get": preferences, "put": choose }));
}

pub fn schemas() -> Value {
    let kind = json!({ "type": "string", "enum": ["mention", "comment", "handed_over", "task", "due", "job", "approval", "decided", "read", "date", "case", "report"] });
    let text = json!({ "type": ["string", "null"] });
    let id = json!({ "type": "string", "format": "uuid" });
    let moment = json!({ "type": ["string", "null"], "format": "date-time" });
    json!({
        "inbox.entry": {
            "type": "object",
            "properties": {
                "id": id,
                "kind": kind,
                "at": { "type": "string", "format": "date-time" },
                "until": moment,
                "read": { "type": "boolean" },
                "who": { "type": ["object", "null"] },
                "text": { "type": "string" },
                "count": { "type": "integer" },
                "to": text,
                "noun": text,
                "noun_label": text,
                "row": { "type": ["string", "null"], "format": "uuid" },
                "title": text,
                "excerpt": text,
                "due_on": { "type": ["string", "null"], "format": "date" },
                "owner_field": text,
            },
            "required": ["id", "kind", "at", "read", "text", "count"],
        },
        "inbox": {
            "type": "object",
            "properties": {
                "entries": { "type": "array", "items": { "$ref": "#/components/schemas/inbox.entry" } },
                "next": text,
                "unread": { "type": "integer" },
            },
            "required": ["entries", "next", "unread"],
        },
        "inbox.count": {
            "type": "object",
            "properties": { "unread": { "type": "integer", "description": "Counted up to 100." } },
            "required": ["unread"],
        },
        "inbox.mark": {
            "type": "object",
            "properties": {
                "ids": { "type": ["array", "null"], "items": id, "description": "Null: all that are there." },
                "read": { "type": ["boolean", "null"] },
                "put_away": { "type": ["boolean", "null"] },
                "until": moment,
            },
            "additionalProperties": false,
        },
        "inbox.preferences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": { "kind": kind, "label": { "type": "string" }, "wanted": { "type": "boolean" } },
                "required": ["kind", "label", "wanted"],
            },
        },
        "inbox.choice": {
            "type": "object",
            "properties": { "kind": kind, "wanted": { "type": "boolean" } },
            "required": ["kind", "wanted"],
            "additionalProperties": false,
        },
    })
}
