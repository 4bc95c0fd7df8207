//! Field tables as JSON schemas.

use kernel::{Kind, Noun, field::Field};
use serde_json::{Map, Value, json};

/// A value as the API shows and takes it.
fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Text | Kind::LongText | Kind::Email | Kind::Url => {
            json!({ "type": "string", "maxLength": kind.longest() })
        }
        Kind::Phone => json!({ "type": "string", "maxLength": 60 }),
        Kind::Integer => json!({ "type": "integer", "format": "int64" }),
        Kind::Quantity | Kind::Percent => json!({ "type": "number" }),
        Kind::Decimal => json!({ "type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,12})?$" }),
        Kind::Money => json!({ "$ref": "#/components/schemas/money" }),
        Kind::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Instant => json!({ "type": "string", "format": "date-time" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Choice(options) => {
            json!({ "type": "string", "enum": options.iter().map(|option| &option.value).collect::<Vec<_>>() })
        }
        Kind::Ref(_) => json!({ "type": "string", "format": "uuid" }),
        Kind::Tags => json!({ "type": "array", "items": { "type": "string", "maxLength": 100 }, "maxItems": 100 }),
        Kind::Json => json!({}),
    }
}

fn described(field: &Field, nullable: bool) -> Value {
    let mut schema = value(&field.kind);
    if field.kind != Kind::Money {
        for (word, end) in [("minimum", field.range.least), ("maximum", field.range.most)] {
            if let Some(end) = end {
                schema[word] = json!(end);
            }
        }
    }
    if nullable && field.kind != Kind::Json {
        schema = json!({ "anyOf": [schema, { "type": "null" }] });
    }
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), json!(field.label));
        if !field.help.is_empty() {
            object.insert("description".into(), json!(field.help));
        }
    }
    schema
}

/// A row as it is read. A reader without the right misses hidden fields and finds personal ones null, so none is
/// required but what every row has.
pub fn row(noun: &Noun) -> Value {
    let mut properties = Map::from_iter([
        ("id".into(), json!({ "type": "string", "format": "uuid" })),
        ("version".into(), json!({ "type": "integer" })),
        ("created_at".into(), json!({ "type": ["string", "null"], "format": "date-time" })),
        ("updated_at".into(), json!({ "type": ["string", "null"], "format": "date-time" })),
        ("custom".into(), json!({ "type": "object" })),
        ("masked".into(), json!({ "type": "array", "items": { "type": "string" } })),
    ]);
    for field in noun.built_in().iter().filter(|field| !field.secret) {
        properties.insert(field.name.to_string(), described(field, true));
    }
    json!({ "type": "object", "title": noun.label, "properties": properties, "required": ["id", "version"] })
}

pub fn new(noun: &Noun) -> Value {
    let taken = || noun.built_in().iter().filter(|field| !field.secret && !field.read_only);
    let owner = noun.scope.owner();
    let mut properties: Map<String, Value> =
        taken().map(|field| (field.name.to_string(), described(field, !field.required()))).collect();
    properties.insert("custom".into(), json!({ "type": "object" }));
    let required: Vec<_> =
        taken().filter(|field| field.required() && owner != Some(&*field.name)).map(|field| &field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

pub fn edit(noun: &Noun) -> Value {
    let mut schema = new(noun);
    schema["properties"]["version"] = json!({ "type": "integer", "description": "The version that was read." });
    schema["required"] = json!(["version"]);
    schema
}

/// A verb's form.
pub fn form(fields: &[Field]) -> Value {
    let mut properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_string(), described(field, field.nullable))).collect();
    properties.insert("version".into(), json!({ "type": ["integer", "null"] }));
    let required: Vec<_> = fields.iter().filter(|field| field.required()).map(|field| &field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

pub fn envelope(noun: &Noun) -> Value {
    json!({
        "type": "object",
        "properties": {
            "row": { "$ref": format!("#/components/schemas/{}", noun.name) },
            "labels": { "$ref": "#/components/schemas/labels" },
            "verbs": { "type": "array", "items": { "$ref": "#/components/schemas/ready" } },
            "may": {
                "type": "object",
                "properties": { "edit": { "type": "boolean" }, "delete": { "type": "boolean" } },
                "required": ["edit", "delete"],
            },
        },
        "required": ["row", "labels", "verbs", "may"],
    })
}

pub fn page(noun: &Noun) -> Value {
    json!({
        "type": "object",
        "properties": {
            "rows": { "type": "array", "items": { "$ref": format!("#/components/schemas/{}", noun.name) } },
            "next": { "type": ["string", "null"] },
            "total": { "type": ["integer", "null"] },
            // Where the first of the rows stands, in a page asked for by position.
            "at": { "type": "integer" },
            "labels": { "$ref": "#/components/schemas/labels" },
        },
        "required": ["rows", "next", "total", "labels"],
    })
}

/// Schemas that do not depend on a noun.
pub fn shared() -> Map<String, Value> {
    let shared = json!({
        "money": {
            "type": "object",
            "properties": {
                "amount": { "type": "string", "pattern": "^-?[0-9]{1,15}([.][0-9]{1,4})?$" },
                "currency": { "type": "string", "pattern": "^[A-Z]{3}$" },
            },
            "required": ["amount"],
        },
        "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        "problem": {
            "type": "object",
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "code": { "type": "string" },
                "detail": { "type": "string" },
                "errors": { "type": "array", "items": {
                    "type": "object",
                    "properties": {
                        "field": { "type": "string" },
                        "code": { "type": "string" },
                        "detail": { "type": "string" },
                        "value": { "type": ["string", "null"] },
                        "row": { "type": ["integer", "null"] },
                    },
                    "required": ["field", "code", "detail"],
                } },
                "needs": {
                    "type": "array",
                    "description": "What the row has to hold first, by the names of its fields.",
                    "items": { "type": "string" },
                },
                "conflict": { "type": ["object", "null"] },
            },
            "required": ["type", "title", "status", "code", "detail"],
        },
        "ready": {
            "type": "object",
            "properties": {
                "name": { "type": "string" },
                "allowed": { "type": "boolean" },
                "refusal": { "type": ["object", "null"], "properties": {
                    "code": { "type": "string" },
                    "detail": { "type": "string" },
                } },
            },
            "required": ["name", "allowed", "refusal"],
        },
        "timeline": {
            "type": "object",
            "properties": {
                "entries": { "type": "array", "items": {
                    "type": "object",
                    "properties": {
                        "id": { "type": "string" },
                        "at": { "type": "string", "format": "date-time" },
                        "who": { "type": "object" },
                        "origin": { "type": "string" },
                        "verb": { "type": "string" },
                        "kind": { "type": "string" },
                        "text": { "type": "string" },
                        "changes": { "type": "array", "items": { "type": "object" } },
                        "cause": {},
                        "activity": { "type": "object", "description": "Of an activity: its row, mentions, files and rights." },
                    },
                    "required": ["id", "at", "who", "kind", "text", "changes"],
                } },
                "next": { "type": ["string", "null"] },
                "labels": { "$ref": "#/components/schemas/labels" },
            },
            "required": ["entries", "next"],
        },
        "alike": {
            "type": "object",
            "properties": {
                "rows": { "type": "array", "items": {
                    "type": "object",
                    "properties": {
                        "noun": { "type": "string" },
                        "id": { "type": "string", "format": "uuid" },
                        "title": { "type": ["string", "null"] },
                        "owner": { "type": ["string", "null"] },
                        "because": { "type": "array", "items": { "type": "string" } },
                        "sure": { "type": "boolean" },
                    },
                    "required": ["noun", "id", "because", "sure"],
                } },
                "outside": { "type": "boolean", "description": "The very same stands outside of your reach." },
            },
            "required": ["rows", "outside"],
        },
        "groups": {
            "type": "object",
            "properties": {
                "rows": { "type": "array", "items": { "type": "object", "required": ["count", "sum"] } },
                "labels": { "$ref": "#/components/schemas/labels" },
            },
            "required": ["rows", "labels"],
        },
        "bulk": {
            "type": "object",
            "properties": {
                "verb": { "type": "string" },
                "ids": { "anyOf": [
                    { "type": "array", "items": { "type": "string", "format": "uuid" } },
                    { "type": "null" },
                ] },
                "filter": {},
                "q": { "type": ["string", "null"] },
                "form": { "type": "object" },
            },
            "required": ["verb"],
            "additionalProperties": false,
        },
        "job": {
            "type": "object",
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "kind": { "type": "string" },
                "state": { "type": "string", "enum": ["waiting", "running", "done", "failed", "cancelled"] },
                "done": { "type": "integer" },
                "total": { "type": ["integer", "null"] },
                "errors": { "type": "integer" },
                "result": {},
                "error_file": { "type": ["string", "null"] },
            },
            "required": ["id", "kind", "state", "done", "errors"],
        },
        "kpi": {
            "type": "object",
            "properties": {
                "kpi": { "type": "string" },
                "unit": { "type": "string", "enum": ["count", "ratio", "money", "days"] },
                "currency": { "type": ["string", "null"] },
                "rows": {
                    "type": "array",
                    "items": { "type": "object", "required": ["numerator", "denominator", "value"] },
                },
                // Only where amounts of other currencies were converted.
                "rates": {
                    "type": "array",
                    "items": { "type": "object", "required": ["currency", "into", "rate", "valid_from"] },
                },
            },
            "required": ["kpi", "unit", "currency", "rows"],
        },
        "kpi.rows": {
            "type": "object",
            "properties": {
                "noun": { "type": "string" },
                "rows": { "type": "array", "items": { "type": "object" } },
                "next": { "type": ["string", "null"] },
                "total": { "type": "integer" },
                "outside": { "type": "integer" },
                "labels": { "$ref": "#/components/schemas/labels" },
                // Of rows in other currencies: what they add in the company's.
                "worth": { "type": "object", "additionalProperties": { "$ref": "#/components/schemas/money" } },
            },
            "required": ["noun", "rows", "next", "total", "outside", "labels"],
        },
        "any": {},
    });
    shared.as_object().cloned().unwrap_or_default()
}
