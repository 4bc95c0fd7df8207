//! Paths, initiatives and landing checks as they are looked at and measured.

use super::shapes::{many, object, one_of, perhaps};
use super::{body, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let looked = |name: &str, summary: &str, answer: &str, parameters: Value| {
        let mut operation = plain(name, summary, &[("200", answer)]);
        operation["parameters"] = parameters;
        operation
    };
    let board = looked(
        "initiatives_board",
        "Open paths, initiatives and resources, and what does not fit between them",
        "initiatives.board",
        json!([locale()]),
    );
    paths.insert("/api/v1/initiatives/board".into(), json!({ "get": board }));
    let whole = looked(
        "initiatives_whole",
        "An initiative with milestones, risks, resources and landing checks",
        "initiatives.whole",
        json!([id(), locale()]),
    );
    paths.insert("/api/v1/initiatives/{id}/whole".into(), json!({ "get": whole }));
    let measured = looked(
        "initiatives_measured",
        "What an initiative has added by a day, by the rows that the reader may see",
        "initiatives.measured",
        json!([id(), query("on", json!({ "type": "string", "format": "date" })), locale()]),
    );
    paths.insert("/api/v1/initiatives/{id}/measured".into(), json!({ "get": measured }));
    let one = looked(
        "paths_board",
        "A path with its initiatives and resources, and what does not fit between them",
        "initiatives.board",
        json!([id(), locale()]),
    );
    paths.insert("/api/v1/paths/{id}/board".into(), json!({ "get": one }));
    let trend = looked(
        "paths_trend",
        "The trend of a path as it was taken, and as it would be today",
        "initiatives.then_and_now",
        json!([id(), locale()]),
    );
    let taken = looked(
        "paths_work_out_trend",
        "Works the trend of a path out and writes it down",
        "initiatives.taken",
        json!([id()]),
    );
    paths.insert("/api/v1/paths/{id}/trend".into(), json!({ "get": trend, "post": taken }));
    let target = looked(
        "paths_take_target",
        "Takes the targets in force over as the target of a path",
        "initiatives.taken",
        json!([id()]),
    );
    paths.insert("/api/v1/paths/{id}/target".into(), json!({ "post": target }));
    let mut split = looked(
        "paths_split",
        "Splits the gap of a path into initiatives: all lines are written, or none",
        "initiatives.written",
        json!([id()]),
    );
    split["requestBody"] = body("initiatives.split");
    paths.insert("/api/v1/paths/{id}/split".into(), json!({ "post": split }));
    let checked = looked(
        "landing_checks_measure",
        "Works out what the initiative has added by today and writes it into the check",
        "initiatives.checked",
        json!([id()]),
    );
    paths.insert("/api/v1/landing_checks/{id}/measure".into(), json!({ "post": checked }));
}

/// What several answers are made of.
struct Said {
    text: Value,
    may_text: Value,
    whole: Value,
    number: Value,
    may_number: Value,
    date: Value,
    may_date: Value,
    uuid: Value,
    may_uuid: Value,
    yes: Value,
    named: Value,
    measure: Value,
    window: Value,
    state: Value,
    verdict: Value,
}

impl Said {
    fn new() -> Self {
        let uuid = json!({ "type": "string", "format": "uuid" });
        let text = json!({ "type": "string" });
        let date = json!({ "type": "string", "format": "date" });
        let may_text = json!({ "type": ["string", "null"] });
        Self {
            named: object(json!({ "id": uuid, "name": text })),
            measure: object(json!({
                "name": text, "label": text, "unit": one_of(&["count", "ratio", "money", "days"]), "currency": may_text,
            })),
            window: object(json!({ "from": date, "to": date })),
            whole: json!({ "type": "integer" }),
            number: json!({ "type": "number" }),
            may_number: json!({ "type": ["number", "null"] }),
            may_date: json!({ "type": ["string", "null"], "format": "date" }),
            may_uuid: json!({ "type": ["string", "null"], "format": "uuid" }),
            yes: json!({ "type": "boolean" }),
            state: one_of(&["idea", "planned", "running", "landed", "stopped"]),
            verdict: one_of(&["landed", "partly", "not"]),
            text,
            may_text,
            date,
            uuid,
        }
    }
}

pub fn schemas() -> Value {
    let said = Said::new();
    let Said { text, whole, number, may_number, date, may_date, uuid, window, .. } = &said;
    let (resource, used) = (resource(&said), uses(&said));
    let measured = json!({
        "window": window, "baseline_window": window, "value": may_number, "baseline": may_number,
        "measured": may_number, "expected": may_number, "question": { "type": "object" },
        "baseline_question": { "type": "object" },
    });
    let mut checked = measured.clone();
    checked["id"] = uuid.clone();
    checked["version"] = whole.clone();
    let mut split = object(json!({ "lines": many(line(&said)), "plan": said.yes }));
    split["required"] = json!(["lines"]);
    let how = one_of(&["typed", "same_period", "trailing_mean"]);
    let trend = object(json!({ "trend": may_number, "from": window, "question": { "type": "object" } }));
    json!({
        "initiatives.board": object(json!({
            "today": date,
            "paths": many(path(&said, &how)),
            "unled": many(unled(&said)),
            "initiatives": many(initiative(&said)),
            "resources": many(&resource),
            "uses": many(&used),
            "findings": many(object(json!({
                "kind": text, "noun": text, "id": uuid, "name": text, "part_of": said.may_uuid, "mend": text,
            }))),
        })),
        "initiatives.whole": object(json!({
            "id": uuid, "version": whole, "name": text, "today": date, "state": said.state, "path": perhaps(&said.named),
            "after": perhaps(&said.named), "measure": perhaps(&said.measure),
            "curve": many(object(json!({ "day": date, "expected": number }))),
            "milestones": many(milestone(&said)),
            "risks": many(risk(&said)),
            "resources": many(&resource),
            "uses": many(&used),
            "checks": many(check(&said)),
            "may_edit": said.yes,
        })),
        "initiatives.measured": object(&measured),
        "initiatives.checked": object(&checked),
        "initiatives.then_and_now": object(json!({
            "then": may_number, "then_on": may_date, "how": how, "now": perhaps(&trend),
        })),
        "initiatives.split": split,
        "initiatives.written": object(json!({ "ids": many(uuid) })),
        "initiatives.taken": object(json!({
            "id": uuid, "version": whole, "target": may_number, "trend": may_number, "gap": may_number,
        })),
    })
}

fn path(said: &Said, how: &Value) -> Value {
    let standing = one_of(&["unknown", "reached", "open", "uncovered", "stretched", "covered", "over"]);
    object(json!({
        "id": said.uuid, "version": said.whole, "name": said.text, "state": one_of(&["open", "closed"]),
        "owner": perhaps(&said.named), "unit": perhaps(&said.named), "person": perhaps(&said.named),
        "measure": perhaps(&said.measure), "from": said.date, "to": said.date, "target": said.may_number,
        "target_how": one_of(&["typed", "plan"]), "target_now": said.may_number,
        "trend": said.may_number, "trend_how": how, "trend_on": said.may_date, "gap": said.may_number,
        "sum": said.number, "weighted": said.number, "short": said.number, "standing": standing, "may_edit": said.yes,
    }))
}

fn unled(said: &Said) -> Value {
    object(json!({
        "id": said.uuid, "name": said.text, "metric": said.text, "measure": perhaps(&said.measure),
        "unit": said.may_uuid, "person": said.may_uuid, "from": said.date, "to": said.date, "target": said.may_number,
    }))
}

fn initiative(said: &Said) -> Value {
    object(json!({
        "id": said.uuid, "version": said.whole, "name": said.text, "kind": said.text, "state": said.state,
        "path": said.may_uuid, "owner": perhaps(&said.named), "measure": perhaps(&said.measure), "from": said.date,
        "to": said.date, "lift": said.may_number, "counted": said.may_number, "confidence": said.number,
        "milestones": said.whole, "reached": said.whole, "verdict": perhaps(&said.verdict),
        "next_check": said.may_date, "may_edit": said.yes,
    }))
}

fn resource(said: &Said) -> Value {
    let money = perhaps(json!({ "$ref": "#/components/schemas/money" }));
    object(json!({
        "id": said.uuid, "version": said.whole, "name": said.text,
        "kind": one_of(&["budget", "promotion", "people", "other"]),
        "state": one_of(&["asked", "granted", "released"]), "owner": perhaps(&said.named), "path": said.may_uuid,
        "amount": money, "granted_amount": money, "used_amount": money, "heads": said.may_number,
        "used_heads": said.may_number, "quantity": said.may_number, "used_quantity": said.may_number,
        "measure": said.may_text,
    }))
}

fn uses(said: &Said) -> Value {
    object(
        json!({ "id": said.uuid, "version": said.whole, "resource": said.uuid, "initiative": said.uuid, "share": said.may_number }),
    )
}

fn milestone(said: &Said) -> Value {
    object(json!({
        "id": said.uuid, "version": said.whole, "name": said.text, "due_on": said.date, "owner": perhaps(&said.named),
        "done": said.yes, "done_on": said.may_date, "evidence": said.may_text, "evidence_url": said.may_text,
    }))
}

fn risk(said: &Said) -> Value {
    object(json!({
        "id": said.uuid, "version": said.whole, "what": said.text, "likelihood": said.whole, "effect": said.whole,
        "score": said.whole, "safeguard": said.may_text, "trigger": said.may_text, "owner": perhaps(&said.named),
        "state": one_of(&["open", "occurred", "averted", "accepted"]),
    }))
}

fn check(said: &Said) -> Value {
    object(json!({
        "id": said.uuid, "version": said.whole, "due_on": said.date, "checker": perhaps(&said.named),
        "state": one_of(&["planned", "done"]), "checked_on": said.may_date, "verdict": perhaps(&said.verdict),
        "evidence": said.may_text, "evidence_url": said.may_text, "next_step": said.may_text, "task": said.may_uuid,
        "expected": said.may_number, "measured": said.may_number,
        "measured_at": { "type": ["string", "null"], "format": "date-time" },
    }))
}

fn line(said: &Said) -> Value {
    let may_whole = json!({ "type": ["integer", "null"] });
    let mut line = object(json!({
        "id": said.may_uuid, "version": may_whole, "name": said.text, "kind": said.text, "owner_id": said.uuid,
        "lift": said.may_number, "confidence": said.may_number,
    }));
    line["required"] = json!([]);
    line
}
