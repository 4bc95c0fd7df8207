//! Reports as pages and files, what came in after them, and templates that come with the product.

use super::{id, locale, plain, required};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut library = plain(
        "report_templates_library",
        "Templates that come with the product, in the reader's language",
        &[("200", "reports.library")],
    );
    library["parameters"] = json!([locale()]);
    paths.insert("/api/v1/report_templates/library".into(), json!({ "get": library }));
    let mut page = plain("reports_page", "A report as its reader may see it", &[("200", "reports.told")]);
    page["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/reports/{id}/page".into(), json!({ "get": page }));
    let mut late =
        plain("reports_late", "Numbers that have changed since the report was written", &[("200", "reports.late")]);
    late["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/reports/{id}/late".into(), json!({ "get": late }));
    let mut file = plain("reports_file", "A report as a PDF or a workbook, as its reader may see it", &[]);
    file["parameters"] = json!([id(), required("form"), locale()]);
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    file["responses"]["200"] = json!({
        "description": "The file.",
        "content": {
            "application/pdf": bytes,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": bytes,
        },
    });
    paths.insert("/api/v1/reports/{id}/file".into(), json!({ "get": file }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let date = json!({ "type": "string", "format": "date" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let at = json!({ "type": "string", "format": "date-time" });
    let row = json!({ "type": ["string", "null"], "format": "uuid" });
    let yes = json!({ "type": "boolean" });
    let count = json!({ "type": "integer", "minimum": 0 });
    let share = json!({ "type": ["number", "null"] });
    let tone = json!({ "type": "string", "enum": ["good", "fair", "bad", "plain"] });
    let object = |properties: Value| {
        let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: Value| json!({ "type": "array", "items": item });
    let open = object(json!({
        "metric": words,
        "from": day,
        "to": date,
        "where": { "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } } },
    }));
    let number = object(json!({
        "label": words,
        "text": words,
        "note": text,
        "tone": tone,
        "share": share,
        "due": share,
        "open": { "anyOf": [open, { "type": "null" }] },
    }));
    let line = object(json!({
        "text": words,
        "note": text,
        "amount": text,
        "tone": tone,
        "noun": text,
        "id": row,
    }));
    let list = object(json!({
        "title": words,
        "items": many(line),
        "more": count,
        "outside": count,
        "total": text,
    }));
    let part = object(json!({
        "name": words,
        "title": words,
        "note": text,
        "numbers": many(number),
        "lists": many(list),
    }));
    json!({
        "reports.told": object(json!({
            "id": { "type": "string", "format": "uuid" },
            "title": words,
            "period": words,
            "from": date,
            "to": date,
            "state": { "type": "string", "enum": ["waiting", "out", "replaced"] },
            "edition": { "type": "integer", "minimum": 1 },
            "replaces": row,
            "replaced_by": row,
            "written_at": at,
            "goes_out_at": at,
            "whose": text,
            "remark": text,
            "remark_by": text,
            "late_on": day,
            "sound": yes,
            "headline": many(words.clone()),
            "parts": many(part),
        })),
        "reports.late": object(json!({
            "numbers": many(object(json!({ "metric": words, "label": words, "was": text, "is": text }))),
        })),
        "reports.library": many(object(json!({
            "code": words,
            "template": { "$ref": "#/components/schemas/report_templates.new" },
            "taken": yes,
        }))),
    })
}
