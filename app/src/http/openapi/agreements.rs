//! Target agreements as they are read, compared and kept as documents.

use super::shapes::{many, object, one_of, perhaps};
use super::{files, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut to_sign = plain(
        "agreements_to_sign",
        "What waits for one's answer or countersignature, what one waits for, and when it is due",
        &[("200", "agreements.to_sign")],
    );
    to_sign["parameters"] = json!([locale()]);
    paths.insert("/api/v1/agreements/to_sign".into(), json!({ "get": to_sign }));
    let mut whole = plain(
        "agreements_whole",
        "A target agreement with its KPIs, clauses, signatures, documents, editions and monthly scores",
        &[("200", "agreements.whole")],
    );
    whole["parameters"] = json!([id(), locale()]);
    paths.insert("/api/v1/agreements/{id}/whole".into(), json!({ "get": whole }));
    let mut compare = plain(
        "agreements_compare",
        "What an edition says otherwise than another one of the same agreement",
        &[("200", "agreements.comparison")],
    );
    let other = json!({ "type": "string", "format": "uuid" });
    compare["parameters"] =
        json!([id(), { "name": "with", "in": "query", "required": true, "schema": other }, locale()]);
    paths.insert("/api/v1/agreements/{id}/compare".into(), json!({ "get": compare }));
    let mut document = plain("agreements_document", "A document of an agreement, as it was issued or signed", &[]);
    let kind = json!({ "type": "string", "enum": ["issued", "signed"] });
    document["parameters"] = json!([
        id(),
        { "name": "kind", "in": "query", "required": true, "schema": kind },
        query("language", json!({ "type": "string", "enum": ["zh", "en"] })),
        locale()
    ]);
    document["responses"]["200"] = files::content("application/pdf", json!({ "type": "string", "format": "binary" }));
    paths.insert("/api/v1/agreements/{id}/document".into(), json!({ "get": document }));
    let mut preview = plain("agreements_preview", "A draft as the document that would be issued; nothing is kept", &[]);
    preview["parameters"] =
        json!([id(), query("language", json!({ "type": "string", "enum": ["zh", "en"] })), locale()]);
    preview["responses"]["200"] = files::content("application/pdf", json!({ "type": "string", "format": "binary" }));
    paths.insert("/api/v1/agreements/{id}/preview".into(), json!({ "get": preview }));
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let count = json!({ "type": "integer" });
    let number = json!({ "type": "number" });
    let maybe = json!({ "type": ["number", "null"] });
    let yes = json!({ "type": "boolean" });
    let id = json!({ "type": "string", "format": "uuid" });
    let date = json!({ "type": "string", "format": "date" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let moment = json!({ "type": ["string", "null"], "format": "date-time" });
    let named = json!({ "$ref": "#/components/schemas/agreements.named" });
    let person = perhaps(named);
    let edition = json!({ "$ref": "#/components/schemas/agreements.edition" });
    let measure = one_of(&["count", "ratio", "money", "days"]);
    let how = one_of(&["linear", "bands", "deduction", "judged"]);
    let state = one_of(&[
        "draft",
        "issued",
        "accepted",
        "reserved",
        "disputed",
        "countersigned",
        "in_force",
        "replaced",
        "ended",
        "withdrawn",
    ]);
    let kpi = object(json!({
        "id": id, "version": count, "title": words, "metric": text, "metric_label": text, "measure": measure,
        "full": number, "target": maybe, "stretch": maybe, "how": how, "how_label": words, "rule": words,
        "judge": person, "note": text, "months": { "type": "object", "additionalProperties": number },
    }));
    let line = object(json!({
        "id": id, "title": words, "how": how, "rule": words, "measure": measure, "target": maybe, "actual": maybe,
        "attainment": maybe, "points": maybe, "full": number, "decided": text, "target_to_date": maybe,
        "actual_to_date": maybe, "points_to_date": maybe, "note": text, "judges": yes,
        "question": perhaps(json!({ "type": "object" })),
    }));
    let month = object(json!({
        "id": id, "edition": count, "month": date, "state": one_of(&["open", "closed"]), "state_label": words,
        "points": number, "full": number, "points_to_date": number, "missing": count, "worked_out_at": moment,
        "closed_at": moment, "lines": many(line),
    }));
    let clause = object(json!({
        "id": id, "kind": one_of(&["right", "duty", "support", "amendment", "termination", "other"]),
        "kind_label": words, "body": words,
    }));
    let document = object(json!({
        "kind": one_of(&["issued", "signed"]), "language": one_of(&["zh", "en"]), "hash": words,
    }));
    let paper = object(json!({
        "id": id, "name": words, "edition": count, "state": state, "state_label": words,
        "step": one_of(&["sign", "countersign", "settle"]), "party": person, "superior": person, "unit": person,
        "from": date, "to": date, "base": maybe, "measure": measure, "news": text, "due_on": day, "reminders": count,
    }));
    // In parts: one is longer than the macro reads.
    let terms = json!({
        "id": id, "version": count, "name": words, "state": state, "state_label": words, "edition": count,
        "party": person, "superior": person, "unit": person, "from": date, "to": date, "scope": text,
        "base": maybe, "stretch": maybe, "measure": measure, "currency": words, "expense_cap": maybe,
        "above_cap": text, "pay": text, "news": text,
    });
    let course = json!({
        "sign_by": day, "counts_from": day, "counts_to": day, "issued_at": moment, "issued_by": person,
        "answered_at": moment, "reservation": text, "reply": text, "countersigned_at": moment,
        "ended_because": text, "reminders": count, "today": date, "kpis": many(kpi), "weights": number,
        "clauses": many(clause), "editions": many(edition.clone()), "documents": many(document),
        "role": perhaps(one_of(&["party", "superior"])), "scores": many(month), "may_edit": yes,
    });
    let places = json!({ "countersigned_by": person, "named_superior": person, "moved_out": yes });
    let whole: Map<String, Value> =
        [terms, course, places].into_iter().filter_map(|part| part.as_object().cloned()).flatten().collect();
    json!({
        "agreements.named": object(json!({ "id": id, "name": words })),
        "agreements.edition": object(json!({
            "id": id, "edition": count, "state": state, "state_label": words, "counts_from": day, "counts_to": day,
        })),
        "agreements.comparison": object(json!({
            "from": edition,
            "to": edition,
            "lines": many(object(json!({
                "part": one_of(&["terms", "kpis", "clauses"]), "title": words, "was": text, "is": text, "same": yes,
            }))),
        })),
        "agreements.to_sign": object(json!({
            "open": many(paper.clone()), "waiting": many(paper), "currency": words, "today": date,
        })),
        "agreements.whole": object(Value::Object(whole)),
    })
}
