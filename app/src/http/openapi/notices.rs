//! What comes to one by mail, and how mail is set up.

use super::{body, plain};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let preferences = plain("notices_preferences", "What comes to one by mail", &[("200", "notices.preferences")]);
    let mut choose =
        plain("notices_choose", "Choose how a kind comes by mail, and when", &[("200", "notices.preferences")]);
    choose["requestBody"] = body("notices.choice");
    paths.insert("/api/v1/notices/preferences".into(), json!({ "get": preferences, "put": choose }));
    let mail = plain("notices_mail", "How mail is set up, and what waits", &[("200", "notices.mail")]);
    paths.insert("/api/v1/notices/mail".into(), json!({ "get": mail }));
    let test = plain("notices_test", "Send oneself a letter", &[("202", "notices.test")]);
    paths.insert("/api/v1/notices/mail/test".into(), json!({ "post": test }));
}

pub fn schemas() -> Value {
    let text = json!({ "type": "string" });
    let perhaps = json!({ "type": ["string", "null"] });
    let yes = json!({ "type": "boolean" });
    let hour = json!({ "type": "integer", "minimum": 0, "maximum": 23, "description": "Of the company's day." });
    let way = json!({ "type": "string", "enum": ["now", "daily", "never"] });
    let count = json!({ "type": "integer", "minimum": 0 });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    json!({
        "notices.preferences": object(json!({
            "sends": yes,
            "address": perhaps,
            "hour": hour,
            "quiet": yes,
            "kinds": { "type": "array", "items": object(json!({ "kind": text, "label": text, "mail": way })) },
        })),
        "notices.choice": {
            "type": "object",
            "properties": { "kind": text, "mail": way, "hour": hour, "quiet": yes },
            "additionalProperties": false,
        },
        "notices.mail": object(json!({
            "sends": yes,
            "host": perhaps,
            "port": { "type": ["integer", "null"] },
            "security": { "type": ["string", "null"], "enum": ["none", "starttls", "tls", null] },
            "from": perhaps,
            "public_address": perhaps,
            "private_webhooks": yes,
            "dispatches": object(json!({ "waiting": count, "failed": count, "dead": count })),
        })),
        "notices.test": object(json!({ "id": { "type": "string", "format": "uuid", "description": "The dispatch." } })),
    })
}
