//! Activities as entries of the story of the row that they are about.

use super::present;
use activities::{
    activity::{ActivityId, Entity, Model, Sort},
    story::{moment, sent_with},
};
use chrono::{DateTime, Utc};
use kernel::{Noun, Resource, Result, list::Reader, record};
use sea_orm::{DatabaseConnection, prelude::Uuid};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Each with its moment, its files, and the people whom it mentions or who were met by name.
pub async fn entries(reader: &Reader<'_, DatabaseConnection>, done: &[Model]) -> Result<Vec<(DateTime<Utc>, Value)>> {
    if done.is_empty() {
        return Ok(Vec::new());
    }
    let noun = reader.house.registry.known(Entity::NAME)?;
    let carriers = done.iter().filter(|one| one.kind != Sort::File).map(|one| one.id).collect();
    let mut files: BTreeMap<Uuid, Vec<Value>> = BTreeMap::new();
    for file in sent_with(reader, carriers).await? {
        files.entry(file.comment_id.unwrap_or_default()).or_default().push(shown_file(&file));
    }
    let ids: Vec<Uuid> = done.iter().map(|one| one.id.0).collect();
    let editable = reader.among(noun, &ids, "edit").await?;
    let deletable = reader.among(noun, &ids, "delete").await?;
    let people = done.iter().flat_map(|one| mentioned(one).chain(one.owner_id.map(|owner| owner.0)));
    let names = reader.titles(reader.house.registry.known("people")?, people.collect::<BTreeSet<Uuid>>()).await?;
    let named = |id: Uuid| json!({ "id": id, "name": names.get(&id).map(AsRef::as_ref).unwrap_or_default() });
    let met = met(reader, done).await?;
    let mut entries = Vec::with_capacity(done.len());
    for one in done {
        let ActivityId(id) = one.id;
        let row = present::row(reader.house, reader.actor, noun, record::of_row::<Entity>(one)?);
        let activity = json!({
            "row": row,
            "mentions": mentioned(one).map(named).collect::<Vec<_>>(),
            "met": one.met_id.and_then(|id| met.get(&id)),
            "files": match one.kind {
                Sort::File => vec![shown_file(one)],
                _ => files.remove(&id).unwrap_or_default(),
            },
            "may": { "edit": editable.contains(&id), "delete": deletable.contains(&id) },
        });
        entries.push((
            moment(one),
            json!({
                "id": id,
                "at": moment(one),
                "who": one.owner_id.map(|owner| named(owner.0)).unwrap_or_else(|| json!({ "id": null, "name": "" })),
                "verb": one.kind,
                "kind": "activity",
                "text": kind_said(reader, noun, one.kind)?,
                "changes": [],
                "activity": activity,
            }),
        ));
    }
    Ok(entries)
}

/// Those whom one met, by their id; somebody whose row is gone has no name any more.
async fn met(reader: &Reader<'_, DatabaseConnection>, done: &[Model]) -> Result<BTreeMap<Uuid, Value>> {
    let mut wanted: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
    for one in done {
        if let (Some(noun), Some(id)) = (&one.met_noun, one.met_id) {
            wanted.entry(noun).or_default().insert(id);
        }
    }
    let mut met = BTreeMap::new();
    for (noun, ids) in wanted {
        let Some(known) = reader.house.registry.noun(noun) else { continue };
        for (id, name) in reader.titles(known, ids).await? {
            met.insert(id, json!({ "noun": noun, "id": id, "name": name }));
        }
    }
    Ok(met)
}

fn mentioned(activity: &Model) -> impl Iterator<Item = Uuid> {
    activity.mentions.iter().flat_map(|tags| &tags.0).filter_map(|id| Uuid::parse_str(id).ok())
}

fn shown_file(file: &Model) -> Value {
    json!({ "id": file.id, "version": file.version, "name": file.file_name, "size": file.file_size })
}

/// The kind in the reader's language.
fn kind_said(reader: &Reader<'_, DatabaseConnection>, noun: &Noun, kind: Sort) -> Result<String> {
    let value = serde_json::to_value(kind)?;
    let value = value.as_str().unwrap_or_default();
    let english = noun.field("kind").and_then(|field| match &field.kind {
        kernel::Kind::Choice(options) => {
            options.iter().find(|option| option.value == value).map(|option| option.label.to_string())
        }
        _ => None,
    });
    let key = format!("{}.fields.kind.{value}", noun.name);
    Ok(reader.house.registry.words.say(reader.actor.locale, &key, english.as_deref().unwrap_or(value)).to_owned())
}
