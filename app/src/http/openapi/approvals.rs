//! Drawing a route, sending for approval, and a request as its page shows it.

use super::shapes::object;
use super::{body, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut draw = plain(
        "approvals_draw",
        "Whether an act needs approval, by whom, and what it would change",
        &[("200", "approvals.drawn")],
    );
    draw["requestBody"] = body("approvals.act");
    paths.insert("/api/v1/approvals/draw".into(), json!({ "post": draw }));
    let mut send = plain("approvals_send", "Send an act for approval", &[("201", "approvals.sent")]);
    send["requestBody"] = body("approvals.sending");
    send["parameters"] = json!([super::idempotency()]);
    paths.insert("/api/v1/approvals/send".into(), json!({ "post": send }));
    let mut mine = plain("approvals_mine", "Requests by what one has to do with them", &[("200", "approvals.lines")]);
    let tray = query("box", json!({ "type": "string", "enum": ["decide", "asked", "decided", "all"] }));
    mine["parameters"] = json!([tray, locale()]);
    paths.insert("/api/v1/approvals/mine".into(), json!({ "get": mine }));
    let mut one = plain(
        "approvals_whole",
        "A request with what changes, its route and what was said",
        &[("200", "approvals.whole")],
    );
    one["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/approvals/{id}/whole".into(), json!({ "get": one }));
    let mut about =
        plain("approvals_about", "What waits about a row, or was signed off", &[("200", "approvals.lines")]);
    let noun = json!({ "name": "noun", "in": "path", "required": true, "schema": { "type": "string" } });
    about["parameters"] = json!([noun, id(), locale()]);
    paths.insert("/api/v1/approvals/about/{noun}/{id}".into(), json!({ "get": about }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let id = json!({ "type": "string", "format": "uuid" });
    let maybe = json!({ "type": ["string", "null"], "format": "uuid" });
    let moment = json!({ "type": ["string", "null"], "format": "date-time" });
    let yes = json!({ "type": "boolean" });
    let number = json!({ "type": "integer" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let named = json!({ "$ref": "#/components/schemas/approvals.named" });
    let person = json!({ "anyOf": [named, { "type": "null" }] });
    let changes = list(json!({ "$ref": "#/components/schemas/approvals.changed" }));
    let answers = list(json!({ "$ref": "#/components/schemas/approvals.answer" }));
    let flows = list(json!({ "type": "object" }));
    let act = json!({
        "noun": words, "id": maybe, "verb": words, "version": { "type": ["integer", "null"] }, "form": { "type": "object" },
    });
    let mut sending = act.clone();
    sending["reason"] = text.clone();
    let closed = |properties: Value| json!({ "type": "object", "properties": properties, "required": ["noun", "verb"], "additionalProperties": false });
    json!({
        "approvals.act": closed(act),
        "approvals.sending": closed(sending),
        "approvals.named": object(json!({ "id": id, "name": text })),
        "approvals.changed": object(json!({
            "noun": words, "noun_label": words, "id": maybe, "title": text, "verb": words, "masked": list(words.clone()),
            "fields": list(object(json!({ "name": words, "label": words, "kind": words, "before": {}, "after": {} }))),
        })),
        "approvals.answer": object(json!({
            "person": named, "in_place_of": person, "state": text, "step": words, "comment": text,
            "due_on": { "type": ["string", "null"], "format": "date" }, "decided_at": moment,
        })),
        "approvals.drawn": object(json!({ "wanted": yes, "steps": list(json!({ "type": "object" })), "rows": changes, "flows": flows,
            "labels": { "type": "object", "additionalProperties": words } })),
        "approvals.sent": object(json!({ "id": id, "state": words, "step": text })),
        "approvals.lines": object(json!({
            "requests": list(object(json!({
                "id": id, "name": words, "state": words, "act": words, "act_label": words, "noun": words, "row": maybe,
                "step": text, "requester": named, "reason": text, "flow": text, "sent_at": moment, "ended_at": moment,
                "outcome": text, "opens": yes,
            }))),
        })),
        "approvals.whole": object(json!({
            "id": id, "version": number, "name": words, "state": words, "act": words, "act_label": words, "noun": words,
            "noun_label": words, "row": maybe, "requester": named, "reason": text, "outcome": text, "round": number,
            "sent_at": moment, "ended_at": moment, "rows": changes, "flows": flows,
            "labels": { "type": "object", "additionalProperties": words }, "earlier": answers,
            "steps": list(object(json!({
                "key": number, "name": words, "mode": words, "stands": words, "added_by": person,
                "days": { "type": ["integer", "null"] }, "people": answers, "copies": list(named.clone()),
            }))),
            "may": object(json!({ "decide": yes, "veto": yes, "withdraw": yes, "remind": yes, "send_again": yes })),
        })),
    })
}
