//! The OpenAPI 3.1 document, drawn from the same field tables as the routes.

mod agreements;
mod alerts;
mod approvals;
mod attendance;
mod authority;
mod disputes;
mod files;
mod fixed;
mod imports;
mod inbox;
mod initiatives;
mod named_accounts;
mod notices;
mod policies;
mod positions;
mod reorganizations;
mod reports;
mod schemas;
mod sessions;
mod shapes;
mod targets;

use kernel::{Noun, Registry};
use serde_json::{Map, Value, json};

pub fn document(registry: &Registry) -> Value {
    let mut paths = Map::new();
    let mut components = schemas::shared();
    for noun in registry.nouns() {
        components.insert(noun.name.into(), schemas::row(noun));
        components.insert(format!("{}.envelope", noun.name), schemas::envelope(noun));
        components.insert(format!("{}.page", noun.name), schemas::page(noun));
        if !noun.system {
            components.insert(format!("{}.new", noun.name), schemas::new(noun));
            components.insert(format!("{}.edit", noun.name), schemas::edit(noun));
        }
        rows(noun, &mut paths);
        for verb in &noun.verbs {
            let schema = format!("{}.{}", noun.name, verb.name);
            components.insert(schema.clone(), schemas::form(verb.fields));
            let mut operation = operation(noun, verb.name, verb.label, &[("200", &format!("{}.envelope", noun.name))]);
            operation["parameters"] = json!([id(), idempotency()]);
            operation["requestBody"] = body(&schema);
            paths.insert(format!("/api/v1/{}/{{id}}/{}", noun.name, verb.name), json!({ "post": operation }));
        }
    }
    fixed::paths(&mut paths);
    imports::paths(&mut paths);
    inbox::paths(&mut paths);
    notices::paths(&mut paths);
    positions::paths(&mut paths);
    agreements::paths(&mut paths);
    targets::paths(&mut paths);
    alerts::paths(&mut paths);
    attendance::paths(&mut paths);
    reorganizations::paths(&mut paths);
    initiatives::paths(&mut paths);
    named_accounts::paths(&mut paths);
    policies::paths(&mut paths);
    disputes::paths(&mut paths);
    reports::paths(&mut paths);
    authority::paths(&mut paths);
    approvals::paths(&mut paths);
    sessions::paths(&mut paths);
    files::paths(&mut paths);
    for more in [
        fixed::schemas(),
        sessions::schemas(),
        files::schemas(),
        inbox::schemas(),
        notices::schemas(),
        positions::schemas(),
        agreements::schemas(),
        targets::schemas(),
        alerts::schemas(),
        attendance::schemas(),
        reorganizations::schemas(),
        initiatives::schemas(),
        named_accounts::schemas(),
        policies::schemas(),
        disputes::schemas(),
        reports::schemas(),
        authority::schemas(),
        approvals::schemas(),
    ] {
        components.extend(more.as_object().cloned().unwrap_or_default());
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Quartermaster",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            "description": "Sales operations: every list, form, verb and number of the product.",
        },
        "security": [{ "token": [] }, { "session": [] }],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": { "type": "apiKey", "in": "cookie", "name": "qm_session" },
            },
        },
    })
}

fn rows(noun: &Noun, paths: &mut Map<String, Value>) {
    let name = noun.name;
    let (page, envelope) = (format!("{name}.page"), format!("{name}.envelope"));
    let mut list = operation(noun, "list", &format!("List {}", noun.plural.to_lowercase()), &[("200", &page)]);
    list["parameters"] = list_parameters();
    let mut all = json!({ "get": list });
    let mut get = operation(noun, "get", &format!("One {}", noun.label.to_lowercase()), &[("200", &envelope)]);
    get["parameters"] = json!([id(), query("as_of", json!({ "type": "string", "format": "date-time" })), locale()]);
    get["responses"]["304"] = json!({ "description": "It has not changed since you read it (If-None-Match)." });
    let mut one = json!({ "get": get });
    if !noun.system {
        let mut create =
            operation(noun, "create", &format!("Make a {}", noun.label.to_lowercase()), &[("201", &envelope)]);
        create["parameters"] = json!([idempotency()]);
        create["requestBody"] = body(&format!("{name}.new"));
        all["post"] = create;
        let mut edit = operation(noun, "edit", "Change the fields given", &[("200", &envelope)]);
        edit["parameters"] = json!([id(), idempotency()]);
        edit["requestBody"] = body(&format!("{name}.edit"));
        one["patch"] = edit;
        let mut delete = operation(noun, "delete", "Remove it", &[]);
        delete["parameters"] = json!([id(), query("version", json!({ "type": "integer" })), locale()]);
        delete["responses"]["204"] = json!({ "description": "It is gone." });
        one["delete"] = delete;
        let mut bulk = operation(noun, "bulk", "Do a verb to many rows, as a job", &[("202", "job")]);
        bulk["requestBody"] = body("bulk");
        paths.insert(format!("/api/v1/{name}/bulk"), json!({ "post": bulk }));
    }
    paths.insert(format!("/api/v1/{name}"), all);
    paths.insert(format!("/api/v1/{name}/{{id}}"), one);
    let mut timeline = operation(noun, "timeline", "What happened to it, newest first", &[("200", "timeline")]);
    let person = query("person", json!({ "type": "string", "format": "uuid" }));
    timeline["parameters"] = json!([id(), text("after"), limit(200), text("kinds"), person, locale()]);
    paths.insert(format!("/api/v1/{name}/{{id}}/timeline"), json!({ "get": timeline }));
    if !noun.same.is_empty() {
        let mut alike = operation(noun, "alike", "Rows that may be the same as one to be made", &[("200", "alike")]);
        let mut fields: Vec<&str> =
            noun.same.iter().flat_map(|same| [Some(same.field), same.within]).flatten().collect();
        fields.sort_unstable();
        fields.dedup();
        let except = query("except", json!({ "type": "string", "format": "uuid" }));
        alike["parameters"] = fields.into_iter().map(text).chain([except, locale()]).collect();
        paths.insert(format!("/api/v1/{name}/alike"), json!({ "get": alike }));
    }
    let mut groups = operation(noun, "groups", "The list in groups, with counts and subtotals", &[("200", "groups")]);
    let as_of = query("as_of", json!({ "type": "string", "format": "date-time" }));
    groups["parameters"] = json!([required("by"), text("sum"), text("filter"), text("q"), as_of, locale()]);
    paths.insert(format!("/api/v1/{name}/groups"), json!({ "get": groups }));
    let mut export = operation(noun, "export", "Every row that the list shows, as a file", &[]);
    export["parameters"] = json!([
        query("format", json!({ "type": "string", "enum": ["csv", "xlsx"], "default": "csv" })),
        text("filter"),
        text("q"),
        text("sort"),
        text("fields"),
        locale(),
        query("as_of", json!({ "type": "string", "format": "date-time" })),
    ]);
    export["responses"]["200"] = json!({
        "description": "The file.",
        "content": {
            "text/csv": { "schema": { "type": "string" } },
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
                "schema": { "type": "string", "format": "binary" },
            },
        },
    });
    paths.insert(format!("/api/v1/{name}/export"), json!({ "get": export }));
}

/// An operation that answers with these schemas, or with a problem.
fn operation(noun: &Noun, verb: &str, summary: &str, answers: &[(&str, &str)]) -> Value {
    let mut operation = plain(&format!("{}_{verb}", noun.name), summary, answers);
    operation["tags"] = json!([noun.name]);
    operation
}

pub(super) fn plain(id: &str, summary: &str, answers: &[(&str, &str)]) -> Value {
    let mut responses = Map::new();
    for (status, schema) in answers {
        responses.insert(
            (*status).into(),
            json!({
                "description": "Done.",
                "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } },
            }),
        );
    }
    let problems = [
        ("400", "The request cannot be read."),
        ("401", "Sign in."),
        ("403", "Not permitted."),
        ("404", "There is no such row within reach."),
        ("405", "There is no such method here."),
        ("409", "A rule refused it, or the row has changed since it was read."),
        ("413", "The request is too large."),
        ("415", "The body is not JSON."),
        ("422", "Some values cannot be taken; each is named."),
        ("429", "Too many tries."),
    ];
    for (status, description) in problems {
        responses.insert(
            status.into(),
            json!({
                "description": description,
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } },
            }),
        );
    }
    json!({ "operationId": id, "summary": summary, "responses": responses })
}

pub(super) fn body(schema: &str) -> Value {
    json!({
        "required": true,
        "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } },
    })
}

pub(super) fn query(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

pub(super) fn text(name: &str) -> Value {
    query(name, json!({ "type": "string" }))
}

pub(super) fn required(name: &str) -> Value {
    json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" } })
}

pub(super) fn locale() -> Value {
    query("locale", json!({ "type": "string", "enum": ["en", "zh"] }))
}

pub(super) fn limit(most: u64) -> Value {
    query("limit", json!({ "type": "integer", "minimum": 1, "maximum": most }))
}

pub(super) fn id() -> Value {
    json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } })
}

pub(super) fn idempotency() -> Value {
    let pattern = "^[!-~]{1,200}$";
    json!({ "name": "Idempotency-Key", "in": "header", "schema": { "type": "string", "pattern": pattern } })
}

fn list_parameters() -> Value {
    json!([
        text("filter"),
        text("q"),
        text("sort"),
        limit(500),
        text("after"),
        query("at", json!({ "type": "integer", "minimum": 0 })),
        query("around", json!({ "type": "string", "format": "uuid" })),
        query("total", json!({ "type": "boolean" })),
        query("as_of", json!({ "type": "string", "format": "date-time" })),
        text("fields"),
        locale(),
    ])
}
