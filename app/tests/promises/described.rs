//! What a server answers stands in its description: every route of the API, with every method.

use crate::root;
use std::{collections::BTreeSet, path::Path};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

#[test]
fn every_route_is_described() {
    let document = app::http::openapi::document(&app::capabilities::registry());
    let mut described = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for method in operations.as_object().into_iter().flatten().map(|(method, _)| method) {
            described.insert(format!("{method} {path}"));
        }
    }
    let mut missing = BTreeSet::new();
    for folder in ["platform", "capabilities", "app/src"] {
        routes(&root().join(folder), &mut |method, path| {
            // Routes of rows are described for each noun; what is no API describes itself.
            if path.starts_with("/{noun}")
                || ["/api/", "/healthz", "/readyz", "/metrics"].iter().any(|own| path.starts_with(own))
            {
                return;
            }
            let route = format!("{method} /api/v1{path}");
            if !described.contains(&route) {
                missing.insert(route);
            }
        });
    }
    assert!(missing.is_empty(), "not in the OpenAPI document:\n{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_schema_that_is_named_is_there() {
    let document = app::http::openapi::document(&app::capabilities::registry());
    let text = document.to_string();
    for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document["components"]["schemas"].get(name).is_some(), "{name} is named and not described");
    }
}

/// A route stands in the source as `.route("/path", get(…).post(…))`, on one line.
fn routes(folder: &Path, see: &mut impl FnMut(&str, &str)) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entry").path();
        if path.is_dir() {
            if !["tests", "node_modules", "web", "target"].iter().any(|other| path.ends_with(other)) {
                routes(&path, see);
            }
            continue;
        }
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source file is text");
        for after in text.split(".route(\"").skip(1) {
            let Some((route, rest)) = after.split_once('"') else { continue };
            let rest = rest.lines().next().unwrap_or_default();
            for method in METHODS.iter().filter(|method| rest.contains(&format!("{method}("))) {
                see(method, route);
            }
        }
    }
}
