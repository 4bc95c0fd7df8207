//! `GET /api/v1/{noun}/{id}/timeline`: what happened to a row, in words, newest first.

use super::{present, rows::known_id};
use access::Signed;
use activities::{
    activity::Sort,
    story::{Chapter, moment},
};
use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use edge::{Answer, Context, Parameters, Segments};
use kernel::{
    Actor, Currency, Error, House, Kind, Noun, Position, Record,
    journal::{self, Line, LineKind, Told},
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
    /// Parts of the story, separated by commas; absent: all of it.
    kinds: Option<String>,
    /// What this person did only.
    person: Option<Uuid>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// What one may ask for apart: the changes of the row itself, and kinds of activities.
const CHANGES: &str = "changes";
const PARTS: [(&str, &[Sort]); 4] = [
    ("comments", &[Sort::Comment]),
    ("meetings", &[Sort::Call, Sort::Visit, Sort::Meeting, Sort::Mail]),
    ("files", &[Sort::File]),
    ("tasks", &[Sort::Task]),
];

/// Where the next page begins, in the journal and among the activities.
#[derive(Clone, Copy, Default)]
struct Cursor {
    line: Option<Position>,
    activity: Option<(DateTime<Utc>, Uuid)>,
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let (line, activity) = text.split_once('~')?;
        let line = if line.is_empty() { None } else { Some(line.parse().ok()?) };
        let activity = match activity.split_once('_') {
            Some((micros, id)) => Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?)),
            None if activity.is_empty() => None,
            None => return None,
        };
        Some(Self { line, activity })
    }

    fn text(self) -> String {
        let line = self.line.map(|line| line.to_string()).unwrap_or_default();
        let activity = self.activity.map(|(at, id)| format!("{}_{id}", at.timestamp_micros())).unwrap_or_default();
        format!("{line}~{activity}")
    }
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
    let from = match asked.after.as_deref() {
        None => Cursor::default(),
        Some(text) => {
            Cursor::read(text).ok_or_else(|| Error::malformed("list.cursor", "this cursor belongs to another list"))?
        }
    };
    let wanted = |part: &str| asked.kinds.as_deref().is_none_or(|kinds| kinds.split(',').any(|kind| kind == part));
    let reader = house.reader(&actor);
    let current = reader.record(noun, id).await?;
    let mut lines = Vec::new();
    if wanted(CHANGES) {
        lines = reader.story(noun, id, Told { before: from.line, by: asked.person, deeds: true }, limit).await?;
    }
    let kinds: Vec<Sort> =
        PARTS.iter().filter(|(part, _)| wanted(part)).flat_map(|(_, kinds)| kinds.iter().copied()).collect();
    let mut done = Vec::new();
    if !kinds.is_empty() {
        let chapter = Chapter { subject: (noun.name, id), kinds, by: asked.person, before: from.activity, limit };
        done = activities::story::told(&reader, &chapter).await?;
    }
    let more = lines.len() as u64 >= limit || done.len() as u64 >= limit;
    let (taken_lines, taken_done) = merge(&lines, &done, usize::try_from(limit).unwrap_or(usize::MAX));
    let more = more || taken_lines < lines.len() || taken_done < done.len();
    lines.truncate(taken_lines);
    done.truncate(taken_done);
    let next = more.then(|| {
        let line = lines.last().map(|line| line.position()).or(from.line);
        let activity = done.last().map(|one| (moment(one), one.id.0)).or(from.activity);
        Cursor { line, activity }.text()
    });
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
    let mut entries: Vec<(DateTime<Utc>, Value)> = lines
        .iter()
        .zip(&changed)
        .map(|(line, changes)| (line.at, entry(house, &actor, noun, line, changes, currency, &labels)))
        .collect();
    entries.extend(super::story::entries(&reader, &done).await?);
    // Stable: lines of one moment stay in the journal's order.
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let entries: Vec<Value> = entries.into_iter().map(|(_, entry)| entry).collect();
    Ok(Json(json!({ "entries": entries, "next": next, "labels": labels })))
}

/// How many of each make the newest `limit` together.
fn merge(lines: &[Line], done: &[activities::activity::Model], limit: usize) -> (usize, usize) {
    let (mut line, mut activity) = (0, 0);
    while line + activity < limit {
        match (lines.get(line), done.get(activity)) {
            (Some(one), Some(other)) if one.at >= moment(other) => line += 1,
            (Some(_), None) => line += 1,
            (_, Some(_)) => activity += 1,
            (None, None) => break,
        }
    }
    (line, activity)
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
