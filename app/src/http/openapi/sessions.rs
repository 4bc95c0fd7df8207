//! Setting up, signing in and out, and the tokens of whoever is signed in.

use super::{body, id, plain};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut found = plain("setup_found", "Make the owner's account, once", &[("200", "session")]);
    found["requestBody"] = body("setup.found");
    found["security"] = json!([]);
    let mut show = plain("setup", "Whether somebody has to be first", &[("200", "setup")]);
    show["security"] = json!([]);
    paths.insert("/api/v1/setup".into(), json!({ "get": show, "post": found }));

    let mut sign_in = plain("session_sign_in", "Sign in; the cookie is the session", &[("200", "session")]);
    sign_in["requestBody"] = body("session.sign_in");
    sign_in["security"] = json!([]);
    let mut choose =
        plain("session_choose", "Language, appearance and density of whoever is signed in", &[("200", "session")]);
    choose["requestBody"] = body("session.choices");
    paths.insert(
        "/api/v1/session".into(),
        json!({
            "get": plain("session", "Who is signed in, and what they may do", &[("200", "session")]),
            "post": sign_in,
            "patch": choose,
            "delete": done("session_sign_out", "Sign out"),
        }),
    );

    let mut password = done("password", "Change the password; other sessions end");
    password["requestBody"] = body("session.password");
    paths.insert("/api/v1/session/password".into(), json!({ "post": password }));

    let mut issue = plain("token_issue", "Make a token; it is shown this once", &[("201", "token.issued")]);
    issue["requestBody"] = body("token.new");
    paths.insert(
        "/api/v1/session/tokens".into(),
        json!({ "get": plain("token_list", "One's own tokens, newest first", &[("200", "token.page")]), "post": issue }),
    );
    let mut revoke = done("token_revoke", "Revoke one of them");
    revoke["parameters"] = json!([id()]);
    paths.insert("/api/v1/session/tokens/{id}".into(), json!({ "delete": revoke }));

    paths.insert(
        "/api/v1/sessions".into(),
        json!({
            "get": plain("sessions", "Where one is signed in", &[("200", "session.page")]),
            "delete": done("sessions_end", "Sign out everywhere"),
        }),
    );
    let mut end = done("sessions_end_one", "Sign out in one place");
    end["parameters"] = json!([id()]);
    paths.insert("/api/v1/sessions/{id}".into(), json!({ "delete": end }));
}

fn done(id: &str, summary: &str) -> Value {
    let mut operation = plain(id, summary, &[]);
    operation["responses"]["204"] = json!({ "description": "Done." });
    operation
}

pub fn schemas() -> Value {
    let text = json!({ "type": "string", "maxLength": 400 });
    let date = json!({ "type": ["string", "null"], "format": "date-time" });
    let rows = |item: &str| {
        json!({
            "type": "object",
            "properties": {
                "rows": { "type": "array", "items": { "$ref": format!("#/components/schemas/{item}") } },
                "next": { "type": "null" },
                "total": { "type": "integer" },
            },
            "required": ["rows", "next", "total"],
        })
    };
    let form = |fields: &[&str]| {
        let properties: Map<String, Value> = fields.iter().map(|name| ((*name).to_owned(), text.clone())).collect();
        json!({ "type": "object", "properties": properties, "required": fields, "additionalProperties": false })
    };
    let token = json!({
        "id": { "type": "string", "format": "uuid" },
        "name": { "type": "string" },
        "prefix": { "type": "string" },
        "scopes": {},
        "created_at": date,
        "expires_at": date,
        "last_used_at": date,
        "revoked": { "type": "boolean" },
    });
    let mut issued = token.clone();
    issued["token"] = json!({ "type": "string" });
    json!({
        "setup": {
            "type": "object",
            "properties": {
                "needs_owner": { "type": "boolean" },
                "demo": { "type": "boolean" },
                "demo_sign_ins": { "type": "array", "items": { "type": "object" } },
            },
            "required": ["needs_owner", "demo", "demo_sign_ins"],
        },
        "setup.found": form(&["login", "name", "password", "company"]),
        "session": {
            "type": "object",
            "properties": {
                "user": { "type": "object", "required": ["id", "login", "name", "person_id", "locale"] },
                "roles": {},
                "csrf": { "type": "string" },
                "may": { "type": "object" },
            },
            "required": ["user", "roles", "csrf", "may"],
        },
        "session.sign_in": form(&["login", "password"]),
        "session.choices": {
            "type": "object",
            "properties": {
                "locale": { "enum": ["en", "zh", null] },
                "theme": { "type": ["string", "null"] },
                "density": { "enum": ["comfortable", "compact", null] },
            },
            "additionalProperties": false,
        },
        "session.password": form(&["current", "new"]),
        "session.place": { "type": "object", "required": ["id", "current"] },
        "session.page": rows("session.place"),
        "token": { "type": "object", "properties": token, "required": ["id", "name", "revoked"] },
        "token.page": rows("token"),
        "token.issued": { "type": "object", "properties": issued, "required": ["id", "name", "token"] },
        "token.new": {
            "type": "object",
            "properties": { "name": text, "scopes": { "type": ["object", "null"] }, "expires_at": date },
            "required": ["name"],
            "additionalProperties": false,
        },
    })
}
