//! A target plan as a table, how it is set, talked about, published and followed.

use super::shapes::{many, object};
use super::{body, files, id, locale, plain, query};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let day = || json!({ "type": "string", "format": "date" });
    let node =
        || json!({ "name": "node", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } });
    let get = |operation: &str, summary: &str, schema: &str, parameters: Value| {
        let mut told = plain(operation, summary, &[("200", schema)]);
        told["parameters"] = parameters;
        told
    };
    let post = |operation: &str, summary: &str, schema: &str, asked: Option<&str>| {
        let mut told = plain(operation, summary, &[("200", schema)]);
        told["parameters"] = json!([id()]);
        if let Some(asked) = asked {
            told["requestBody"] = body(asked);
        }
        told
    };
    let of = |what: &str| format!("/api/v1/target_plans/{{id}}/{what}");
    let grid = get(
        "target_plans_grid",
        "The plan as a table: the places that the reader sees, with what each gets by period, in the smallest unit",
        "targets.grid",
        json!([id(), locale()]),
    );
    let mut took = post(
        "target_plans_import",
        "Takes a file as the export writes it: what differs is changed together or not at all",
        "targets.took",
        None,
    );
    took["requestBody"] = json!({
        "required": true,
        "content": { "multipart/form-data": { "schema": {
            "type": "object",
            "required": ["file"],
            "properties": { "file": { "type": "string", "format": "binary" } },
        } } },
    });
    paths.insert(of("grid"), json!({ "get": grid, "post": took }));
    let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let formats = [("xlsx", xlsx, "binary"), ("csv", "text/csv", "text")];
    for (ending, media_type, format) in formats {
        let summary = "The places that the reader sees as a file for a spreadsheet, to be changed and sent back";
        let mut told = plain(&format!("target_plans_{ending}"), summary, &[]);
        told["parameters"] = json!([id(), locale()]);
        told["responses"]["200"] = files::content(media_type, json!({ "type": "string", "format": format }));
        paths.insert(of(&format!("grid.{ending}")), json!({ "get": told }));
    }
    let edits = post(
        "target_plans_edit",
        "Changes places together or not at all; answers with what is different and with what takes it back",
        "targets.done",
        Some("targets.edits"),
    );
    paths.insert(of("edits"), json!({ "post": edits }));
    let draw =
        post("target_plans_draw", "Draws up who is in the plan, and what they are compared by", "targets.drawn", None);
    paths.insert(of("draw"), json!({ "post": draw }));
    let hand = post("target_plans_hand_down", "Hands down every place that was not yet", "targets.drawn", None);
    paths.insert(of("hand_down"), json!({ "post": hand }));
    let mut comparison =
        get("target_plans_comparison", "Two plans beside each other, place by place", "targets.comparison", json!([]));
    let with = json!({ "type": "string", "format": "uuid" });
    comparison["parameters"] =
        json!([id(), { "name": "with", "in": "query", "required": true, "schema": with }, locale()]);
    paths.insert(of("comparison"), json!({ "get": comparison }));
    let settings = get(
        "target_plans_settings",
        "What a plan can be set to, and what its periods were in the years before",
        "targets.settings",
        json!([id(), locale()]),
    );
    let set = post(
        "target_plans_set",
        "Sets how a plan is spread: all of it or nothing",
        "targets.version",
        Some("targets.set"),
    );
    paths.insert(of("settings"), json!({ "get": settings, "post": set }));
    let publication = get(
        "target_plans_publication",
        "What publishing would do, and why it would be refused",
        "targets.publication",
        json!([id(), query("from", day()), locale()]),
    );
    paths.insert(of("publication"), json!({ "get": publication }));
    let rest = get(
        "target_plans_rest",
        "What planning the days from one of them on anew would do at the top, and why it would be refused",
        "targets.rest",
        json!([id(), query("from", day()), query("total", json!({ "type": "string" })), locale()]),
    );
    let replan = post(
        "target_plans_replan",
        "Plans the days from one of them on anew, as another plan; what is past stays",
        "targets.made",
        Some("targets.anew"),
    );
    paths.insert(of("rest"), json!({ "get": rest, "post": replan }));
    let checks = get(
        "target_plans_checks",
        "Whether the plan is specific, measurable, attainable, relevant, time-bound and fair, with how each figure came about",
        "targets.checks",
        json!([id(), locale()]),
    );
    paths.insert(of("checks"), json!({ "get": checks }));
    let attainment = get(
        "target_plans_attainment",
        "Where the targets in force stand on a day at every place that the reader sees",
        "targets.attainment",
        json!([id(), query("day", day()), locale()]),
    );
    paths.insert(of("attainment"), json!({ "get": attainment }));
    let why = get("target_plans_why", "How a place got its number", "targets.why", json!([id(), node(), locale()]));
    paths.insert(of("places/{node}/why"), json!({ "get": why }));
    let course = get(
        "target_plans_course",
        "What was to be reached at a place and what was, at the close of every week",
        "targets.course",
        json!([id(), node(), locale()]),
    );
    paths.insert(of("places/{node}/course"), json!({ "get": course }));
    let mine = get(
        "targets_mine",
        "Where the targets that one answers for stand on a day",
        "targets.mine",
        json!([query("day", day()), locale()]),
    );
    paths.insert("/api/v1/targets/mine".into(), json!({ "get": mine }));
}

/// The members of several objects in one.
fn with(parts: &[&Value]) -> Value {
    let all = parts.iter().filter_map(|part| part.as_object()).flatten();
    object(Value::Object(all.map(|(name, value)| (name.clone(), value.clone())).collect()))
}

pub fn schemas() -> Value {
    let words = json!({ "type": "string" });
    let text = json!({ "type": ["string", "null"] });
    let whole = json!({ "type": "integer" });
    let maybe = json!({ "type": ["integer", "null"] });
    let yes = json!({ "type": "boolean" });
    let uuid = json!({ "type": "string", "format": "uuid" });
    let perhaps = json!({ "type": ["string", "null"], "format": "uuid" });
    let date = json!({ "type": "string", "format": "date" });
    let any = json!({});
    let wholes = many(&whole);
    let column = object(json!({ "from": date, "to": date, "label": words }));
    let place = json!({
        "node": uuid, "parent": perhaps, "depth": whole, "name": words, "unit": perhaps, "person": perhaps,
    });
    let fixed = json!({
        "value": whole, "periods": wholes, "lock": maybe, "min": maybe, "max": maybe, "bucket": text,
        "drivers": { "type": "object" }, "below": maybe,
    });
    let say = json!({ "type": "string", "enum": ["hand_down", "propose", "send_back", "agree"] });
    let talk = json!({ "type": "string", "enum": ["held", "given", "proposed", "returned", "agreed"] });
    let talked = json!({
        "proposed": maybe, "talk": talk, "said": text, "version": whole, "may": many(&say), "comments": whole,
    });
    let standing = json!({
        "target": whole, "credited": whole, "attainment": maybe, "paced": whole, "pace": maybe, "gap": whole,
        "days_left": whole, "run_rate": maybe, "projection": maybe,
    });
    let state = json!({ "type": "string", "enum": ["working", "submitted", "approved", "published", "archived"] });
    let plan = json!({
        "plan": uuid, "state": state, "changes": whole, "currency": text, "unit": whole, "total": whole, "given": maybe,
    });
    let spread = json!({
        "may": object(json!({ "plan": yes, "draw": yes })), "blend": many(&any), "over_assignment": many(&any),
        "periods": many(&column), "rows": many(with(&[&place, &fixed, &talked])), "warnings": many(&any), "whole": yes,
    });
    let value = object(json!({ "node": uuid, "value": whole, "periods": wholes }));
    let done = json!({
        "changes": whole, "total": whole, "warnings": many(&any), "values": many(&value), "undo": many(&any),
    });
    let pair = object(json!({
        "name": words, "depth": whole, "unit": perhaps, "person": perhaps, "left": maybe, "right": maybe,
    }));
    let driver = object(json!({ "name": words, "label": words, "people": whole, "of": whole }));
    let named = object(json!({ "name": words, "label": words }));
    let settings = json!({
        "drivers": many(&driver), "metrics": many(&named), "levels": many(&words), "periods": many(&column),
        "weights": many(&any), "history": many(&wholes),
    });
    let replaces = object(json!({ "plan": uuid, "name": words, "ends": whole, "kept": whole }));
    let publication = json!({
        "from": date, "starts": many(&date), "places": whole, "people": whole, "targets": whole,
        "replaces": { "anyOf": [replaces, { "type": "null" }] }, "amount": whole, "before": maybe,
        "refusal": { "type": ["object", "null"] },
    });
    let (checks, finding) = checks(&words, &text, &whole, &uuid, &perhaps);
    let metric = object(json!({ "name": words, "label": words, "unit": words, "noun": words }));
    let attainment = json!({
        "plan": uuid, "name": words, "currency": text, "metric": metric, "day": date, "from": date, "to": date,
        "rows": many(with(&[&place, &standing])),
    });
    let period = object(json!({ "from": date, "to": date, "label": words, "target": whole, "credited": maybe }));
    let own = json!({
        "plan": uuid, "plan_name": words, "node": perhaps, "name": words, "metric": words, "label": words, "unit": words,
        "currency": text, "from": date, "to": date, "stretch": maybe, "challenge": maybe, "periods": many(&period),
    });
    let point = object(json!({ "day": date, "paced": whole, "credited": maybe }));
    json!({
        "targets.grid": with(&[&plan, &spread]),
        "targets.edits": object(json!({ "changes": whole, "edits": many(json!({ "type": "object" })) })),
        "targets.took": with(&[&json!({ "rows": whole, "edits": whole, "ignored": many(&words) }), &done]),
        "targets.done": object(done),
        "targets.drawn": object(json!({ "places": whole })),
        "targets.comparison": object(json!({ "left": uuid, "right": uuid, "rows": many(&pair) })),
        "targets.settings": object(settings),
        "targets.set": { "type": "object", "required": ["version"], "properties": { "version": whole } },
        "targets.version": object(json!({ "version": whole })),
        "targets.publication": object(publication),
        "targets.rest": object(json!({
            "from": date, "starts": many(&date), "total": whole, "kept": whole, "before": whole, "rest": whole,
            "refusal": { "type": ["object", "null"] },
        })),
        "targets.anew": {
            "type": "object", "required": ["from"], "additionalProperties": false,
            "properties": { "from": date, "total": text, "name": text, "keep": yes },
        },
        "targets.made": object(json!({ "plan": uuid, "name": words, "places": whole })),
        "targets.checks": checks,
        "targets.finding": finding,
        "targets.attainment": object(attainment),
        "targets.why": many(json!({ "type": "object", "required": ["step"], "properties": { "step": words } })),
        "targets.course": object(json!({ "points": many(&point) })),
        "targets.mine": object(json!({ "day": date, "targets": many(with(&[&own, &standing])) })),
    })
}

/// What is found of a plan, and one finding.
fn checks(words: &Value, text: &Value, whole: &Value, uuid: &Value, perhaps: &Value) -> (Value, Value) {
    let aspects = ["specific", "measurable", "attainable", "relevant", "time_bound", "fair"];
    let aspect = json!({ "type": "string", "enum": aspects });
    let severities = ["serious", "warning", "notice"];
    let number = json!({ "type": "number" });
    let quality = object(json!({
        "people": whole, "mean": number, "median": number, "reached": number, "near": number, "deviation": number,
    }));
    let quality = json!({ "anyOf": [quality, { "type": "null" }] });
    let band = object(json!({ "from": whole, "to": whole, "people": whole }));
    let spread = object(json!({
        "people": whole, "least": whole, "median": whole, "most": whole, "bands": many(&band), "growth": quality,
    }));
    let looked = object(json!({
        "name": aspect, "label": words, "findings": whole,
        "worst": { "type": ["string", "null"], "enum": ["serious", "warning", "notice", null] },
    }));
    let finding = object(json!({
        "code": words, "aspect": aspect, "severity": { "type": "string", "enum": severities }, "node": perhaps,
        "name": text, "text": words, "how": words,
    }));
    let checks = object(json!({
        "plan": uuid, "changes": whole, "currency": text, "day": { "type": "string", "format": "date" },
        "places": whole, "aspects": many(&looked),
        "findings": many(json!({ "$ref": "#/components/schemas/targets.finding" })), "more": whole,
        "quotas": { "anyOf": [spread, { "type": "null" }] }, "attained": quality,
    }));
    (checks, finding)
}
