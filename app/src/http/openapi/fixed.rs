//! Paths that belong to no noun.

use super::{files, id, limit, locale, plain, query, required, text};
use serde_json::{Map, Value, json};

pub fn paths(paths: &mut Map<String, Value>) {
    let mut meta = plain("meta", "Nouns, fields, verbs and numbers, within the reader's rights", &[("200", "any")]);
    meta["parameters"] = json!([locale()]);
    paths.insert("/api/v1/meta".into(), json!({ "get": meta }));

    let mut search = plain("search", "Rows that hold these words", &[("200", "any")]);
    search["parameters"] = json!([required("q"), limit(50), text("nouns"), locale()]);
    paths.insert("/api/v1/search".into(), json!({ "get": search }));

    let mut job = plain("job", "How far a job has come", &[("200", "job")]);
    job["parameters"] = json!([id()]);
    paths.insert("/api/v1/jobs/{id}".into(), json!({ "get": job }));
    let mut cancel = plain("job_cancel", "Stop a job", &[("200", "job")]);
    cancel["parameters"] = json!([id()]);
    paths.insert("/api/v1/jobs/{id}/cancel".into(), json!({ "post": cancel }));

    let mut errors = plain("job_errors", "What could not be done, as a file for a spreadsheet", &[]);
    errors["parameters"] = json!([id()]);
    errors["responses"]["200"] = files::content("text/csv", json!({ "type": "string" }));
    paths.insert("/api/v1/jobs/{id}/errors".into(), json!({ "get": errors }));

    let mut list = plain("kpis", "Numbers and ways to cut them", &[("200", "any")]);
    list["parameters"] = json!([locale()]);
    paths.insert("/api/v1/kpis".into(), json!({ "get": list }));
    let asked = json!([
        { "name": "metric", "in": "path", "required": true, "schema": { "type": "string" } },
        text("by"),
        query("from", json!({ "type": "string", "format": "date" })),
        query("to", json!({ "type": "string", "format": "date" })),
        query("as_of", json!({ "type": "string", "format": "date" })),
        text("where"),
        query("tree", json!({ "type": "string", "enum": ["then", "now"] })),
        locale(),
    ]);
    let mut kpi = plain("kpi", "A number, by any dimensions, for any period", &[("200", "kpi")]);
    kpi["parameters"] = asked.clone();
    paths.insert("/api/v1/kpis/{metric}".into(), json!({ "get": kpi }));
    let mut rows = plain("kpi_rows", "The rows behind a cell of a number", &[("200", "kpi.rows")]);
    rows["parameters"] = asked.as_array().into_iter().flatten().cloned().chain([limit(500), text("after")]).collect();
    paths.insert("/api/v1/kpis/{metric}/rows".into(), json!({ "get": rows }));
}
