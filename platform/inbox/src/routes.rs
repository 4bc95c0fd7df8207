//! `/api/v1/inbox`: what one's own reader should know.

use crate::{
    entry::{self, Kind, Mark, Part, reader_of},
    preferences,
    reading::{self, Shown},
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    http::HeaderMap,
    routing::{get, put},
};
use chrono::{DateTime, Utc};
use edge::{Answer, Body, Context, Parameters};
use kernel::{Actor, Error, FieldError, House, Result};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/inbox", get(list).patch(mark))
        .route("/inbox/count", get(count))
        .route("/inbox/preferences", get(preferences).merge(put(choose)))
}

#[derive(Serialize)]
struct Inbox {
    entries: Vec<Shown>,
    next: Option<String>,
    unread: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Show {
    All,
    Unread,
    PutOff,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    show: Option<Show>,
    /// Separated by commas.
    kinds: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

fn cursor(text: &str) -> Option<(DateTime<Utc>, Uuid)> {
    let (micros, id) = text.split_once('_')?;
    Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.parse().ok()?))
}

async fn list(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Inbox>> {
    let mut part = Part::default();
    match asked.show {
        Some(Show::Unread) => part.unread = true,
        Some(Show::PutOff) => part.put_off = true,
        Some(Show::All) | None => {}
    }
    for kind in asked.kinds.as_deref().unwrap_or_default().split(',').filter(|kind| !kind.is_empty()) {
        part.kinds.push(kind_of("kinds", kind)?);
    }
    if let Some(after) = &asked.after {
        let wrong = || Error::malformed("list.cursor", "this cursor belongs to another list");
        part.after = Some(cursor(after).ok_or_else(wrong)?);
    }
    let limit = asked.limit.unwrap_or(30).clamp(1, 100);
    let page = reading::page(&context.house, &actor, part, limit).await?;
    let next = page.next.map(|(at, id)| format!("{}_{id}", at.timestamp_micros()));
    Ok(Json(Inbox { entries: page.entries, next, unread: reading::unread(&context.house, &actor).await? }))
}

fn kind_of(field: &'static str, word: &str) -> Result<Kind> {
    let unknown = || FieldError::new(field, "inbox.unknown_kind", "the inbox has no such kind").value(word);
    Kind::of(word).ok_or_else(|| unknown().into())
}

#[derive(Serialize)]
struct Count {
    /// Counted up to a hundred.
    unread: usize,
}

async fn count(State(context): State<Context>, Signed(actor): Signed) -> Answer<Json<Count>> {
    Ok(Json(Count { unread: reading::unread(&context.house, &actor).await? }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marking {
    /// `null`: everything that is there.
    ids: Option<Vec<Uuid>>,
    read: Option<bool>,
    put_away: Option<bool>,
    until: Option<DateTime<Utc>>,
}

async fn mark(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Body(asked): Body<Marking>,
) -> Answer<Json<Count>> {
    let reader = reader_of(&actor).ok_or(Error::Unauthenticated)?;
    let mark = Mark { read: asked.read, put_away: asked.put_away, until: asked.until };
    if mark.read.is_none() && mark.put_away.is_none() && mark.until.is_none() {
        return Err(Error::malformed("inbox.nothing_asked", "say what is to be done to the entries").into());
    }
    let write = context.house.write(actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move { entry::mark(work, reader, asked.ids, mark).await })
    });
    write.await?;
    Ok(Json(Count { unread: reading::unread(&context.house, &actor).await? }))
}

#[derive(Serialize)]
struct Preference {
    kind: Kind,
    label: String,
    wanted: bool,
}

async fn preferences(State(context): State<Context>, Signed(actor): Signed) -> Answer<Json<Vec<Preference>>> {
    Ok(Json(chosen(&context.house, &actor).await?))
}

async fn chosen(house: &House, actor: &Actor) -> Result<Vec<Preference>> {
    let reader = reader_of(actor).ok_or(Error::Unauthenticated)?;
    let refused = preferences::refused(house.store.reader(), reader).await?;
    let words = &house.registry.words;
    let preference = |(kind, english): (Kind, &str)| Preference {
        kind,
        label: words.say(actor.locale, &format!("inbox.kinds.{}", kind.word()), english).to_owned(),
        wanted: !refused.contains(&kind),
    };
    Ok(Kind::ALL.into_iter().map(preference).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    kind: String,
    wanted: bool,
}

async fn choose(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Body(choice): Body<Choice>,
) -> Answer<Json<Vec<Preference>>> {
    let reader = reader_of(&actor).ok_or(Error::Unauthenticated)?;
    let kind = kind_of("kind", &choice.kind)?;
    let write = context.house.write(actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move { preferences::choose(work, reader, kind, choice.wanted).await })
    });
    write.await?;
    Ok(Json(chosen(&context.house, &actor).await?))
}
