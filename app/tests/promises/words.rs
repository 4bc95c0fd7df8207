//! Every word that people read is there in Chinese, too.

use crate::root;
use kernel::{Kind, field::Field, words::Words};
use std::path::Path;

#[test]
fn every_noun_field_verb_and_number_is_translated() {
    let registry = app::capabilities::registry();
    let words = &registry.words;
    let mut missing = Vec::new();
    for noun in registry.nouns() {
        need(words, &mut missing, noun.name, noun.label);
        need(words, &mut missing, &format!("{}.plural", noun.name), noun.plural);
        need(words, &mut missing, &format!("{}.help", noun.name), noun.help);
        need(words, &mut missing, &format!("groups.{}", noun.group), noun.group);
        for field in noun.built_in().iter().filter(|field| !field.secret) {
            of_field(words, &mut missing, noun.name, field);
        }
        for verb in &noun.verbs {
            let key = format!("{}.verbs.{}", noun.name, verb.name);
            need(words, &mut missing, &key, verb.label);
            need(words, &mut missing, &format!("{key}.help"), verb.help);
            for field in verb.fields {
                of_field(words, &mut missing, &key, field);
            }
        }
    }
    for metric in registry.metrics.values() {
        need(words, &mut missing, &format!("metrics.{}", metric.name), metric.label);
        need(words, &mut missing, &format!("metrics.{}.help", metric.name), metric.help);
    }
    for dimension in &registry.dimensions {
        need(words, &mut missing, &format!("dimensions.{}", dimension.name), dimension.label);
    }
    for (key, label) in kpis::own_words() {
        need(words, &mut missing, &key, label);
    }
    assert!(missing.is_empty(), "not in any locales/zh.json:\n{}", missing.join("\n"));
}

fn of_field(words: &Words, missing: &mut Vec<String>, scope: &str, field: &Field) {
    let key = format!("{scope}.fields.{}", field.name);
    need(words, missing, &key, &field.label);
    need(words, missing, &format!("{key}.help"), &field.help);
    if field.group != "main" {
        need(words, missing, &format!("{scope}.groups.{}", field.group), &field.group);
    }
    if let Kind::Choice(options) = &field.kind {
        for option in options.iter() {
            need(words, missing, &format!("{key}.{}", option.value), &option.label);
        }
    }
}

fn need(words: &Words, missing: &mut Vec<String>, key: &str, english: &str) {
    if !english.is_empty() && !words.has("zh", key) {
        missing.push(format!("{key}: {english}"));
    }
}

/// A refusal's code stands in the source as `Refusal::new("code"` or `FieldError::new(field, "code"`.
#[test]
fn every_refusal_is_translated() {
    let registry = app::capabilities::registry();
    let mut missing = Vec::new();
    for folder in ["kernel/src", "platform", "capabilities", "app/src"] {
        scan(&root().join(folder), &mut |path, text| {
            for marker in ["Refusal::new(", "FieldError::new(", "Error::malformed("] {
                for after in text.split(marker).skip(1) {
                    let call: String = after.chars().take(160).collect();
                    let end = call.find(");").unwrap_or(call.len());
                    let code = call[..end].split('"').skip(1).step_by(2).find(|word| is_code(word));
                    if let Some(code) = code
                        && !registry.words.has("zh", code)
                        && !path.components().any(|part| part.as_os_str() == "tests")
                    {
                        missing.push(format!("{code} ({})", path.strip_prefix(root()).unwrap_or(path).display()));
                    }
                }
            }
        });
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "not in any locales/zh.json:\n{}", missing.join("\n"));
}

fn is_code(word: &str) -> bool {
    let mut parts = word.split('.');
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    parts.next().is_some_and(plain) && parts.next().is_some_and(plain) && parts.next().is_none()
}

fn scan(folder: &Path, see: &mut impl FnMut(&Path, &str)) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entry").path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            scan(&path, see);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            see(&path, &std::fs::read_to_string(&path).expect("a source file is text"));
        }
    }
}
