//! Rows as the API shows them: every value in the reader's form, nothing the reader may not see.

use kernel::{
    Actor, Asked, Error, Grant, House, Kind, Noun, Record, Result,
    list::{Labels, Reader, Source},
    record,
};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A row in API form. Hidden and secret fields are left out, personal ones masked and named under `masked`.
///
/// What is held is changed where the API shows it otherwise, and handed on: most values are shown as they are held, and
/// to make another row of them would copy every one.
pub fn row(house: &House, actor: &Actor, noun: &Noun, held: Record) -> Value {
    let none = Grant::default();
    let grant = actor.grant(noun.name).unwrap_or(&none);
    let currency = record::currency(&held, house.company().currency);
    let whole = record::is_whole(&held, noun);
    let mut shown = held;
    if !whole {
        // The journal remembers fields that rows had once and nobody describes any more.
        shown.retain(|name, _| {
            record::LEADING.contains(&name.as_str()) || noun.built_in().iter().any(|f| f.name == *name)
        });
    }
    let mut masked = Vec::new();
    for field in noun.built_in() {
        let name = field.name.as_ref();
        let covered = field.personal && !grant.personal;
        if field.secret || grant.hidden.contains(name) {
            shown.shift_remove(name);
            continue;
        }
        if whole && !covered && !record::shown_otherwise(&field.kind) {
            continue;
        }
        match shown.get_mut(name) {
            Some(Value::Null) => {}
            Some(value) if covered => {
                masked.push(field.name.clone());
                *value = Value::Null;
            }
            Some(value) => *value = record::show(&field.kind, value, currency),
            None => {
                shown.insert(name.to_owned(), Value::Null);
            }
        }
    }
    let mut custom = Map::new();
    for field in noun.custom().iter() {
        if grant.hidden.contains(&format!("custom.{}", field.name)) {
            continue;
        }
        let value = shown.get("custom").and_then(|custom| custom.get(field.name.as_ref())).unwrap_or(&Value::Null);
        if field.personal && !grant.personal && !value.is_null() {
            masked.push(format!("custom.{}", field.name).into());
            custom.insert(field.name.to_string(), Value::Null);
        } else {
            custom.insert(field.name.to_string(), record::show(&field.kind, value, currency));
        }
    }
    shown.insert("custom".into(), Value::Object(custom));
    if !masked.is_empty() {
        shown.insert("masked".into(), json!(masked));
    }
    Value::Object(shown)
}

/// A row with what the page about it needs: names of what it refers to, and which verbs may be done to it now. Written
/// out as it stands: to make JSON values of it first would copy every one of them.
#[derive(Serialize)]
pub struct Envelope {
    pub row: Value,
    pub labels: Labels,
    pub verbs: Vec<Ready>,
    pub may: May,
}

/// Whether a verb may be done now, and why not.
#[derive(Serialize)]
pub struct Ready {
    name: &'static str,
    allowed: bool,
    refusal: Option<Said>,
}

#[derive(Serialize)]
pub struct Said {
    code: &'static str,
    detail: String,
}

#[derive(Default, Serialize)]
pub struct May {
    edit: bool,
    delete: bool,
}

pub async fn envelope<C: Source>(reader: &Reader<'_, C>, noun: &Noun, held: Record) -> Result<Envelope> {
    let id = record::id(&held)?;
    let words = &reader.house.registry.words;
    let mut asked = vec!["edit", "delete"];
    asked.extend(noun.verbs.iter().map(|verb| verb.name));
    let within = reader.may(noun, id, asked).await?;
    let mut verbs = Vec::with_capacity(noun.verbs.len());
    let asked = Asked::of(&held);
    for verb in &noun.verbs {
        if reader.actor.reach(noun.name, verb.name).is_none() {
            continue;
        }
        let refusal = if within.contains(verb.name) {
            match verb.ready(&asked) {
                Ok(()) => None,
                Err(Error::Refused(refusal)) => {
                    let text = words.fill(reader.actor.locale, refusal.code, refusal.text, &refusal.arguments);
                    Some(Said { code: refusal.code, detail: text })
                }
                Err(other) => return Err(other),
            }
        } else {
            let text = words.say(reader.actor.locale, "out_of_reach", "this row is outside the reach of that right");
            Some(Said { code: "out_of_reach", detail: text.to_owned() })
        };
        verbs.push(Ready { name: verb.name, allowed: refusal.is_none(), refusal });
    }
    let may = May { edit: !noun.system && within.contains("edit"), delete: !noun.system && within.contains("delete") };
    let labels = reader.labels(noun, std::slice::from_ref(&held)).await?;
    Ok(Envelope { row: row(reader.house, reader.actor, noun, held), labels, verbs, may })
}

/// What people call the row that a reference names, if it is among the labels.
pub fn named<'a>(labels: &'a Labels, reference: &Value) -> Option<&'a str> {
    let id = reference.as_str().and_then(|text| Uuid::parse_str(text).ok())?;
    labels.get(&id).map(AsRef::as_ref)
}

/// A value as people read it in a sentence of the timeline; references stay ids, which the labels name.
pub fn said(noun: &Noun, field: &str, value: &Value, currency: kernel::Currency) -> Value {
    match noun.field(field) {
        Some(field) if field.kind != Kind::Json => record::show(&field.kind, value, currency),
        _ => value.clone(),
    }
}
