//! The API changes when somebody says so: what it is stands in a file that is read before it is changed.

use crate::root;

#[test]
fn a_change_of_the_api_is_accepted_in_writing() {
    let document = app::http::openapi::document(&app::capabilities::registry());
    let is = outline(&document);
    let path = root().join("app/tests/promises/interface.txt");
    if std::env::var_os("QUARTERMASTER_ACCEPT").is_some() {
        std::fs::write(&path, &is).expect("the accepted API can be written");
    }
    let accepted = std::fs::read_to_string(&path).unwrap_or_default();
    let gone: Vec<&str> = accepted.lines().filter(|line| !is.lines().any(|other| other == *line)).collect();
    let new: Vec<&str> = is.lines().filter(|line| !accepted.lines().any(|other| other == *line)).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "the API is not what was accepted; if it is meant, run this test once with QUARTERMASTER_ACCEPT=1\ngone:\n{}\nnew:\n{}",
        gone.join("\n"),
        new.join("\n")
    );
}

/// One line for every operation and for every field of every schema.
fn outline(document: &serde_json::Value) -> String {
    let mut lines = Vec::new();
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for method in operations.as_object().into_iter().flatten().map(|(method, _)| method) {
            lines.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let needed = if required.iter().any(|needed| needed == field) { "" } else { "?" };
            let mut kind = property.clone();
            if let Some(kind) = kind.as_object_mut() {
                kind.remove("title");
                kind.remove("description");
            }
            lines.push(format!("{name}.{field}{needed} {kind}"));
        }
    }
    lines.sort();
    lines.join("\n") + "\n"
}
