//! Policies as they are read, compared and followed.

use super::shapes::{many, object, one_of, perhaps};
use super::{files, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let number = |name: &str| query(name, json!({ "type": "integer", "minimum": 1 }));
    let mut to_read = plain(
        "policies_to_read",
        "What one has to read and confirm, what one has confirmed, and who of one's people is late",
        &[("200", "policies.to_read")],
    );
    to_read["parameters"] = json!([locale()]);
    paths.insert("/api/v1/policies/to_read".into(), json!({ "get": to_read }));
    let mut about = plain("policies_about", "Policies that a row sees to, or goes by", &[("200", "policies.about")]);
    let required =
        |name: &str, schema: Value| json!({ "name": name, "in": "query", "required": true, "schema": schema });
    about["parameters"] = json!([
        required("noun", json!({ "type": "string" })),
        required("id", json!({ "type": "string", "format": "uuid" })),
        locale()
    ]);
    paths.insert("/api/v1/policies/about".into(), json!({ "get": about }));
    let mut whole = plain(
        "policies_whole",
        "A policy with the text of an edition, whom it is for, and how it is kept to",
        &[("200", "policies.whole")],
    );
    whole["parameters"] = json!([id(), number("edition"), locale()]);
    paths.insert("/api/v1/policies/{id}/whole".into(), json!({ "get": whole }));
    let mut compare = plain(
        "policies_compare",
        "What changed from one edition to another, sentence by sentence",
        &[("200", "policies.comparison")],
    );
    let edition = json!({ "type": "integer", "minimum": 1 });
    compare["parameters"] = json!([id(), required("from", edition.clone()), required("to", edition), locale()]);
    paths.insert("/api/v1/policies/{id}/compare".into(), json!({ "get": compare }));
    let mut docx = plain("policy_editions_docx", "The edition for a word processor", &[]);
    docx["parameters"] = json!([id(), locale()]);
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    docx["responses"]["200"] = files::content(kind, json!({ "type": "string", "format": "binary" }));
    paths.insert("/api/v1/policy_editions/{id}/docx".into(), json!({ "get": docx }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let count = json!({ "type": "integer" });
    let yes = json!({ "type": "boolean" });
    let id = json!({ "type": "string", "format": "uuid" });
    let date = json!({ "type": "string", "format": "date" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let moment = json!({ "type": ["string", "null"], "format": "date-time" });
    let row = json!({ "type": ["string", "null"], "format": "uuid" });
    let named = json!({ "$ref": "#/components/schemas/policies.named" });
    let edition = json!({ "$ref": "#/components/schemas/policies.edition" });
    let fate = one_of(&["same", "added", "removed", "changed"]);
    let paper = object(json!({
        "id": id, "policy": named, "code": text, "kind_label": words, "summary": text, "edition": count, "news": text,
        "from": day, "due_on": date, "acknowledged_at": moment,
    }));
    let late = object(json!({
        "id": id, "person": named, "policy": named, "due_on": date, "reminders": count, "reminded_on": day,
    }));
    let audience = object(json!({
        "id": id, "whom": one_of(&["everybody", "unit", "position"]), "name": words, "row": row,
    }));
    let mine = object(json!({
        "id": id, "edition_id": id, "state": one_of(&["asked", "acknowledged", "lapsed"]), "due_on": date,
        "acknowledged_at": moment,
    }));
    let progress = object(json!({
        "asked": count, "confirmed": count, "overdue": count,
        "units": many(object(json!({
            "unit": perhaps(named.clone()), "asked": count, "confirmed": count, "overdue": count,
        }))),
        "late": many(object(json!({ "id": id, "person": named, "due_on": date, "reminders": count }))),
    }));
    let enforced = object(json!({
        "id": id, "version": count, "section": text, "how": one_of(&["enforces", "follows", "serves"]),
        "how_label": words, "noun": words, "noun_label": words, "row": row, "name": words, "note": text, "open": yes,
        "standing": one_of(&["stands", "changed", "ended", "gone"]), "changed_at": moment,
    }));
    let checkup = object(json!({
        "id": id, "checker": perhaps(named.clone()), "due_on": date, "done_on": day,
        "state": one_of(&["planned", "done", "cancelled"]), "state_label": words,
        "outcome": perhaps(one_of(&["kept", "partly", "not_kept"])), "outcome_label": text,
        "findings": count, "open": count,
    }));
    json!({
        "policies.named": object(json!({ "id": id, "name": words })),
        "policies.edition": object(json!({
            "id": id, "version": count, "name": text, "edition": count,
            "state": one_of(&["draft", "planned", "in_force", "replaced", "withdrawn"]),
            "state_label": words, "from": day, "to": day, "editorial": yes, "news": text,
        })),
        "policies.to_read": object(json!({
            "open": many(paper.clone()), "confirmed": many(paper), "late": many(late), "today": date,
        })),
        "policies.about": object(json!({
            "policies": many(object(json!({
                "policy": named, "code": text, "section": text, "how_label": words, "note": text,
            }))),
        })),
        "policies.comparison": object(json!({
            "from": edition,
            "to": edition,
            "sections": many(object(json!({
                "title": words, "was": text, "fate": fate, "parts": many(object(json!({ "fate": fate, "text": words }))),
            }))),
        })),
        "policies.whole": object(json!({
            "id": id, "title": words, "code": text, "kind": words, "kind_label": words,
            "state": one_of(&["draft", "published", "in_force", "withdrawn"]), "state_label": words,
            "owner": perhaps(named.clone()), "unit": perhaps(named), "summary": text, "confirm": yes,
            "since": day, "review_on": day, "today": date,
            "shown": perhaps(edition.clone()),
            "sections": many(object(json!({
                "id": id, "version": count, "title": words, "body": words, "place": count,
            }))),
            "editions": many(edition),
            "audience": many(audience),
            "mine": perhaps(mine),
            "progress": perhaps(progress),
            "enforced": many(enforced),
            "checkups": many(checkup),
            "may_edit": yes,
        })),
    })
}
