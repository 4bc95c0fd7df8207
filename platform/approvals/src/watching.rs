//! Rows that requests are about: whoever changes one voids them, for they were asked about another row.

use crate::{
    edition, engine,
    guard::{Granted, Trial},
    request::{self, State},
    rules::SIGN_OFF,
};
use kernel::{Record, Result, Work, Wrote, record};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, prelude::Uuid};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Requests by the rows that they depend on; kept until a request is written.
#[derive(Default)]
struct Watched(HashMap<(String, Uuid), HashSet<Uuid>>);

/// Requests that a change of a row would void: those that wait, and what was signed off as it stands.
fn alive() -> Condition {
    let signed =
        Condition::all().add(request::Column::State.eq(State::Approved)).add(request::Column::Act.eq(SIGN_OFF));
    Condition::any().add(request::Column::State.is_in([State::Waiting, State::Returned])).add(signed)
}

async fn read(work: &Work) -> Result<Watched> {
    let mut watched = Watched::default();
    let select = work.every::<request::Entity>().filter(alive()).order_by_asc(request::Column::Id);
    for request in select.all(work.conn()).await? {
        for (noun, id) in rows(&request) {
            watched.0.entry((noun, id)).or_default().insert(request.id.0);
        }
    }
    Ok(watched)
}

fn rows(request: &request::Model) -> Vec<(String, Uuid)> {
    let held = request.snapshot["versions"].as_array().into_iter().flatten();
    held.filter_map(|held| {
        let id = held["id"].as_str().and_then(|id| Uuid::parse_str(id).ok())?;
        Some((held["noun"].as_str()?.to_owned(), id))
    })
    .collect()
}

pub async fn wrote(noun: &'static str, wrote: &[Wrote<'_>], work: &mut Work) -> Result<()> {
    if noun.starts_with("approval") || work.pass::<Trial>().is_some() {
        return Ok(());
    }
    let watched = work.shared::<Watched, _>(&["approvals"], read(work)).await?;
    if watched.0.is_empty() {
        return Ok(());
    }
    let running = work.pass::<Granted>().map(|granted| granted.0);
    for Wrote { before, after } in wrote {
        let Some(before) = before else { continue };
        let Some(ids) = watched.0.get(&(noun.to_owned(), record::id(before)?)) else { continue };
        for id in ids.iter().filter(|id| running != Some(**id)) {
            let request = request::locked(work, request::RequestId(*id)).await?;
            if voids(work, &request, before, *after).await? {
                engine::end(work, request, State::Void, Some("changed".to_owned())).await?;
            }
        }
    }
    Ok(())
}

async fn voids(work: &Work, request: &request::Model, before: &Record, after: Option<&Record>) -> Result<bool> {
    match request.state {
        State::Waiting | State::Returned => Ok(true),
        State::Approved if request.act == SIGN_OFF => {
            let edition = work.fetch::<edition::Entity>(request.edition_id.0).await?;
            let fields = edition.fields.map(|fields| fields.0).unwrap_or_default();
            let Some(after) = after else { return Ok(true) };
            let of = |row: &Record, name: &str| match name.strip_prefix("custom.") {
                Some(key) => row.get("custom").and_then(|custom| custom.get(key)).cloned(),
                None => row.get(name).cloned(),
            };
            let moved = |name: &str| {
                of(before, name).filter(|v| *v != Value::Null) != of(after, name).filter(|v| *v != Value::Null)
            };
            Ok(fields.is_empty() || fields.iter().any(|name| moved(name)))
        }
        State::Approved | State::Refused | State::Vetoed | State::Withdrawn | State::Void | State::Failed => Ok(false),
    }
}

/// The sign-off of a row that holds today, if there is one.
pub async fn standing(work: &Work, noun: &str, id: Uuid) -> Result<Option<request::Model>> {
    let select = work
        .every::<request::Entity>()
        .filter(request::Column::RowNoun.eq(noun))
        .filter(request::Column::RowId.eq(id))
        .filter(request::Column::Act.eq(SIGN_OFF))
        .filter(request::Column::State.eq(State::Approved))
        .order_by_desc(request::Column::Id);
    Ok(select.one(work.conn()).await?)
}
