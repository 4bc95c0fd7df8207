//! `GET /api/v1/{noun}/{id}/timeline`: what happened to a row, in words, newest first.

use super::{present, rows::known_id};
use access::Signed;
use axum::{Json, extract::State};
use edge::{Answer, Context, Parameters, Segments};
use kernel::{
    Actor, Currency, Error, House, Kind, Noun, Position, Record,
    journal::{self, Line, LineKind},
    list::Labels,
    record,
};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    after: Option<String>,
    limit: Option<u64>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

pub async fn timeline(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((noun, id)): Segments<(String, String)>,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Value>> {
    let house = &context.house;
    let noun = house.registry.known(&noun)?;
    let id = known_id(noun, &id)?;
    let limit = asked.limit.unwrap_or(50).clamp(1, 200);
    let before = match asked.after.as_deref() {
        None => None,
        Some(text) => {
            let position: Position =
                text.parse().map_err(|()| Error::malformed("list.cursor", "this cursor belongs to another list"))?;
            Some(position)
        }
    };
    let reader = house.reader(&actor);
    let current = reader.record(noun, id).await?;
    let lines = reader.timeline(noun, id, before, limit).await?;
    let next = (lines.len() as u64 >= limit).then(|| lines.last().map(|line| line.position().to_string())).flatten();
    let currency = record::currency(&current, house.company().currency);
    let mut held = Vec::new();
    let mut changed = Vec::with_capacity(lines.len());
    for line in &lines {
        let changes = changes(&context, line, id).await?;
        for (field, pair) in &changes {
            for side in [0, 1] {
                held.push(Record::from_iter([(field.clone(), pair.get(side).cloned().unwrap_or(Value::Null))]));
            }
        }
        changed.push(changes);
    }
    let labels = reader.labels(noun, &held).await?;
    let entries: Vec<Value> = lines
        .iter()
        .zip(&changed)
        .map(|(line, changes)| entry(house, &actor, noun, line, changes, currency, &labels))
        .collect();
    Ok(Json(json!({ "entries": entries, "next": next, "labels": labels })))
}

/// What the line changed on this row, its personal values opened.
async fn changes(context: &Context, line: &Line, id: Uuid) -> kernel::Result<Record> {
    let house = &context.house;
    let changes = match line.kind {
        LineKind::Changed => line.changes.as_object().cloned().unwrap_or_default(),
        LineKind::Imported => journal::imported(&line.changes, id).unwrap_or_default(),
        LineKind::Created | LineKind::Deleted | LineKind::News | LineKind::Noted => return Ok(Record::new()),
    };
    house.secrets.show(house.store.reader(), changes).await
}

fn entry(
    house: &House,
    actor: &Actor,
    noun: &Noun,
    line: &Line,
    changes: &Record,
    currency: Currency,
    labels: &Labels,
) -> Value {
    let words = &house.registry.words;
    let grant = actor.grant(noun.name).cloned().unwrap_or_default();
    let mut shown = Vec::new();
    for (name, pair) in changes {
        let Some(field) = noun.field(name) else { continue };
        if field.secret || grant.hidden.contains(field.path().as_ref()) {
            continue;
        }
        let key = format!("{}.fields.{}", noun.name, field.name);
        let side = |at: usize| {
            let value = pair.get(at).cloned().unwrap_or(Value::Null);
            if field.personal && !grant.personal && !value.is_null() {
                return json!({ "masked": true });
            }
            match &field.kind {
                Kind::Choice(options) => {
                    let option = options.iter().find(|option| Some(option.value.as_ref()) == value.as_str());
                    option.map_or(value.clone(), |option| {
                        words.say(actor.locale, &format!("{key}.{}", option.value), &option.label).into()
                    })
                }
                Kind::Ref(_) => present::named(labels, &value).map_or(value.clone(), Value::from),
                _ => present::said(noun, name, &value, currency),
            }
        };
        shown.push(json!({
            "field": name,
            "label": words.say(actor.locale, &key, &field.label),
            "from": side(0),
            "to": side(1),
        }));
    }
    let verb = noun.find_verb(&line.verb).map_or_else(
        || {
            let english = match line.kind {
                LineKind::Created => "made",
                LineKind::Changed => "changed",
                LineKind::Deleted => "deleted",
                LineKind::Imported => "imported",
                LineKind::News => line.verb.as_str(),
                LineKind::Noted => "noted",
            };
            words.say(actor.locale, &format!("timeline.{}", line.kind.word()), english).to_owned()
        },
        |verb| words.say(actor.locale, &format!("{}.verbs.{}", noun.name, verb.name), verb.label).to_owned(),
    );
    let kind = match (line.kind, noun.find_verb(&line.verb)) {
        (LineKind::Changed, Some(_)) => "verb",
        (kind, _) => kind.word(),
    };
    json!({
        "id": line.position().to_string(),
        "at": line.at,
        "who": { "id": line.person_id, "name": line.actor },
        "origin": line.origin,
        "verb": line.verb,
        "kind": kind,
        "text": verb,
        "changes": shown,
        "cause": line.cause,
    })
}
