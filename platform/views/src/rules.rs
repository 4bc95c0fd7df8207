//! What a customer's field may look like. Pure: no database, no clock.

use kernel::{Choice, Field, FieldError, Kind};
use serde_json::{Value, json};
use std::{borrow::Cow, collections::BTreeSet};

use crate::custom_field::{Holds, Model};

/// What every row has already.
pub const RESERVED: [&str; 5] = ["id", "version", "created_at", "updated_at", "custom"];

const TONES: [&str; 8] = ["default", "blue", "green", "gold", "orange", "red", "purple", "cyan"];
const OPTIONS: usize = 200;

/// A key begins with a small letter and goes on with small letters, digits and `_`, 40 in all at most.
pub fn key(key: &str) -> Result<(), FieldError> {
    let mut letters = key.bytes();
    let begins = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    if begins && key.len() <= 40 && letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Ok(());
    }
    let text = "a key is made of small letters, digits and _, begins with a letter and has at most 40";
    Err(FieldError::new("key", "custom_fields.bad_key", text).value(key))
}

/// Options as they are stored, `[{"value", "label", "tone"}]`, from those or from plain words.
pub fn options(given: Option<&Value>) -> Result<Value, FieldError> {
    let wrong = || {
        let text = "a choice has a list of options, each a word or {value, label, tone}, no value twice";
        FieldError::new("options", "custom_fields.bad_options", text)
    };
    let given = given.and_then(Value::as_array).filter(|list| (1..=OPTIONS).contains(&list.len())).ok_or_else(wrong)?;
    let mut values = BTreeSet::new();
    let mut options = Vec::with_capacity(given.len());
    for option in given {
        let part = |name: &str| option.get(name).and_then(Value::as_str);
        let value = option.as_str().or_else(|| part("value")).map(str::trim).unwrap_or_default();
        let label = part("label").map(str::trim).filter(|label| !label.is_empty()).unwrap_or(value);
        let tone = part("tone").filter(|tone| TONES.contains(tone)).unwrap_or("default");
        if value.is_empty() || value.chars().count() > 100 || label.chars().count() > 100 || !values.insert(value) {
            return Err(wrong());
        }
        options.push(json!({ "value": value, "label": label, "tone": tone }));
    }
    Ok(Value::Array(options))
}

/// The field as forms, lists, filters and imports know it.
pub fn field(row: &Model) -> Field {
    Field {
        name: Cow::Owned(row.key.clone()),
        label: Cow::Owned(row.label.clone()),
        help: Cow::Owned(row.help.clone().unwrap_or_default()),
        group: Cow::Borrowed("custom"),
        kind: kind(row),
        nullable: true,
        range: kernel::field::Range::ANY,
        default: None,
        read_only: false,
        personal: row.personal,
        secret: false,
        search: false,
        list: row.list,
        unique: false,
        custom: true,
        must: row.required,
    }
}

fn kind(row: &Model) -> Kind {
    match row.kind {
        Holds::Text => Kind::Text,
        Holds::LongText => Kind::LongText,
        Holds::Integer => Kind::Integer,
        Holds::Quantity => Kind::Quantity,
        Holds::Percent => Kind::Percent,
        Holds::Money => Kind::Money,
        Holds::Date => Kind::Date,
        Holds::Instant => Kind::Instant,
        Holds::Bool => Kind::Bool,
        Holds::Choice => Kind::Choice(Cow::Owned(choices(row.options.as_ref()))),
        Holds::Tags => Kind::Tags,
        Holds::Email => Kind::Email,
        Holds::Phone => Kind::Phone,
        Holds::Url => Kind::Url,
        Holds::Ref => Kind::Ref(Cow::Owned(row.refers.clone().unwrap_or_default())),
    }
}

fn choices(options: Option<&Value>) -> Vec<Choice> {
    let text = |option: &Value, name: &str| Cow::Owned(option[name].as_str().unwrap_or_default().to_owned());
    let list = options.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|option| Choice { value: text(option, "value"), label: text(option, "label"), tone: text(option, "tone") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_plain_word() {
        for good in ["site", "budget_2026", "a"] {
            assert!(key(good).is_ok(), "{good}");
        }
        for bad in ["", "Site", "2nd", "_x", "a-b", "预算", "x\"y", &"a".repeat(41)] {
            assert!(key(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn options_are_words_or_words_with_a_label() {
        let stored = options(Some(&json!(["north", { "value": "s", "label": "South", "tone": "red" }]))).unwrap();
        assert_eq!(
            stored,
            json!([
                { "value": "north", "label": "north", "tone": "default" },
                { "value": "s", "label": "South", "tone": "red" },
            ])
        );
        assert!(options(Some(&json!(["a", "a"]))).is_err());
        assert!(options(Some(&json!([]))).is_err());
        assert!(options(None).is_err());
    }
}
