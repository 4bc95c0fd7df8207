//! The library, fit and headcount, below `/api/v1`. Sheets with what they may decide are served by whoever keeps rights.

use crate::{
    board::{self, Board},
    comparing::{self, Compared},
    library,
    position::PositionId,
    taking, whole,
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use chrono::NaiveDate;
use edge::{Answer, Body, Context, Parameters, Segments};
use kernel::{Actor, Resource, Result};
use org::person::PersonId;
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/positions/library", get(shelf))
        .route("/positions/library/{key}/take", post(take))
        .route("/positions/{id}/fit", get(fit_of_position))
        .route("/people/{id}/fit", get(fit_of_person))
        .route("/headcount", get(headcount))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    /// `en` or `zh`; the reader's where nothing is said.
    language: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

fn language(actor: &Actor, asked: Option<&str>) -> &'static str {
    asked.map_or(actor.locale, kernel::words::language)
}

fn reads<E: Resource>(context: &Context, actor: &Actor) -> Result<()> {
    context.house.reader(actor).scope(context.house.registry.known(E::NAME)?, "read").map(|_| ())
}

#[derive(Serialize)]
struct Spine {
    key: &'static str,
    name: String,
    stage: crate::position::Stage,
    stage_label: String,
    mission: String,
    duties: usize,
}

/// All sheets of the library, in a language.
async fn shelf(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<InLanguage>,
) -> Answer<Json<Value>> {
    reads::<crate::position::Entity>(&context, &actor)?;
    let language = language(&actor, asked.language.as_deref());
    let spine = |(key, entry): &(&'static str, library::Entry)| {
        let text = entry.text(language);
        Spine {
            key,
            name: text.name.clone(),
            stage: entry.stage,
            stage_label: whole::choice(&context.house, &actor, "positions", "stage", &entry.stage),
            mission: text.mission.clone(),
            duties: text.duties.len(),
        }
    };
    let entries: Vec<Spine> = library::ENTRIES.iter().map(spine).collect();
    Ok(Json(json!({ "language": language, "entries": entries })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taking {
    language: Option<String>,
}

/// Answers with the position that was made and its draft.
async fn take(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(key): Segments<String>,
    Body(asked): Body<Taking>,
) -> Answer<(StatusCode, Json<Value>)> {
    let language = language(&actor, asked.language.as_deref());
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move { taking::take(work, &key, language).await })
    });
    let (taken, at) = writing.await?;
    let made = json!({ "position_id": taken.position, "sheet_id": taken.sheet, "journal_position": at });
    Ok((StatusCode::CREATED, Json(made)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    /// Today where nothing is said.
    as_of: Option<NaiveDate>,
    /// Another position to compare a person with.
    position: Option<Uuid>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

#[derive(Serialize)]
struct Fits {
    as_of: NaiveDate,
    fits: Vec<Compared>,
}

async fn fit_of_position(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Day>,
) -> Answer<Json<Fits>> {
    let as_of = asked.as_of.unwrap_or_else(|| context.house.today());
    let fits = comparing::of_position(&context.house, &actor, PositionId(id), as_of).await?;
    Ok(Json(Fits { as_of, fits }))
}

async fn fit_of_person(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Day>,
) -> Answer<Json<Fits>> {
    let as_of = asked.as_of.unwrap_or_else(|| context.house.today());
    let other = asked.position.map(PositionId);
    let fits = comparing::of_person(&context.house, &actor, PersonId(id), other, as_of).await?;
    Ok(Json(Fits { as_of, fits }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Looking {
    /// Any day of the month; this month where nothing is said.
    month: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn headcount(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Looking>,
) -> Answer<Json<Board>> {
    let month = asked.month.unwrap_or_else(|| context.house.today());
    Ok(Json(board::board(&context.house, &actor, month).await?))
}
