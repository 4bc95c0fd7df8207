//! Who may decide what: a person's authority, the question, the matrix.

use super::{
    body, id, locale, plain,
    positions::{array, object},
    query,
};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let on = || query("on", json!({ "type": "string", "format": "date" }));
    let mut page = plain("people_authority", "What somebody may decide on a day", &[("200", "authority.page")]);
    page["parameters"] = json!([id(), on(), locale()]);
    paths.insert("/api/v1/people/{id}/authority".into(), json!({ "get": page }));
    let mut ask = plain(
        "people_authority_ask",
        "Whether somebody may: by which right, or why not and who may",
        &[("200", "authority.answer")],
    );
    ask["parameters"] = json!([id()]);
    ask["requestBody"] = body("authority.question");
    paths.insert("/api/v1/people/{id}/authority/ask".into(), json!({ "post": ask }));
    let mut matrix = plain("authority_matrix", "Who may decide what on a day", &[("200", "authority.matrix")]);
    matrix["parameters"] = json!([on(), locale()]);
    paths.insert("/api/v1/authority/matrix".into(), json!({ "get": matrix }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let maybe = json!({ "type": ["number", "null"] });
    let id = json!({ "type": "string", "format": "uuid" });
    let some_id = json!({ "type": ["string", "null"], "format": "uuid" });
    let date = json!({ "type": "string", "format": "date" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let yes = json!({ "type": "boolean" });
    let named = json!({ "$ref": "#/components/schemas/positions.named" });
    let perhaps = json!({ "anyOf": [named, { "type": "null" }] });
    let line = json!({ "$ref": "#/components/schemas/authority.line" });
    let holder = json!({ "type": "string", "enum": authority::right::holders() });
    let acts = json!({ "type": "string", "enum": authority::matter::acts() });
    let kinds = json!({ "type": "string", "enum": authority::matter::kinds() });
    let tiers = json!({ "enum": authority::matter::tiers() });
    let money = object(&json!({ "amount": words, "currency": words }));
    let most = json!({ "anyOf": [money, { "type": "null" }] });
    let decision = json!({
        "act": acts, "act_label": words, "kind": kinds, "kind_label": words, "amount": most, "percentage": maybe,
        "margin": maybe, "place": words, "narrowed": array(words.clone()),
    });
    let source = json!({
        "via": holder, "name": words, "id": some_id, "unit": perhaps, "from": day, "to": day,
    });
    let mut held = decision.clone();
    for (name, kind) in [("right_id", &id), ("from", &day), ("to", &day), ("note", &text)] {
        held[name] = kind.clone();
    }
    held["source"] = object(&source);
    let why = json!({
        "right": { "anyOf": [line, { "type": "null" }] }, "code": words, "text": words, "field": text,
    });
    let word = object(&json!({ "value": words, "label": words, "tone": words }));
    json!({
        "authority.decision": object(&decision),
        "authority.line": object(&held),
        "authority.page": object(&json!({
            "person": named, "on": date, "left_on": day, "unit": perhaps, "superiors": array(named.clone()),
            "rights": array(line.clone()),
        })),
        "authority.question": {
            "type": "object",
            "properties": {
                "act": acts, "kind": kinds, "amount": most, "percentage": maybe, "margin": maybe, "unit_id": some_id,
                "product": text, "tier": tiers, "industry": text, "channel": text, "on": day,
            },
            "required": ["act", "kind"],
            "additionalProperties": false,
        },
        "authority.answer": object(&json!({
            "allowed": yes, "on": date, "by": array(line.clone()), "against": array(object(&why)),
            "holders": array(named.clone()), "more": { "type": "integer" },
        })),
        "authority.matrix": object(&json!({
            "on": date,
            "kinds": array(word.clone()),
            "acts": array(word),
            "rows": array(object(&json!({
                "holder": holder, "id": some_id, "role": text, "name": words, "rights": array(line.clone()),
            }))),
        })),
    })
}
