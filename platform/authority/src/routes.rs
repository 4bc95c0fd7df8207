//! Authority of a person, the question, the matrix, and sheets with what they may decide, below `/api/v1`.

use crate::{
    page::{self, Matrix, Page},
    question::{self, Answer as Answered, Question},
    sheets,
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use chrono::NaiveDate;
use edge::{Answer, Body, Context, Parameters, Segments};
use org::person::PersonId;
use positions::{docx, sheet::SheetId, whole::Whole};
use sea_orm::prelude::Uuid;
use serde::Deserialize;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/people/{id}/authority", get(of_person))
        .route("/people/{id}/authority/ask", post(ask))
        .route("/authority/matrix", get(matrix))
        .route("/positions/library/{key}", get(of_library))
        .route("/position_sheets/{id}/whole", get(of_sheet))
        .route("/position_sheets/{id}/docx", get(document))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    /// Today where nothing is said.
    on: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn of_person(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Day>,
) -> Answer<Json<Page>> {
    let day = asked.on.unwrap_or_else(|| context.house.today());
    Ok(Json(page::of_person(&context.house, &actor, PersonId(id), day).await?))
}

async fn ask(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Body(asked): Body<Question>,
) -> Answer<Json<Answered>> {
    Ok(Json(question::answer(&context.house, &actor, PersonId(id), &asked).await?))
}

async fn matrix(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Day>,
) -> Answer<Json<Matrix>> {
    let day = asked.on.unwrap_or_else(|| context.house.today());
    Ok(Json(page::matrix(&context.house, &actor, day).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    /// `en` or `zh`; the reader's where nothing is said.
    language: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn of_library(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(key): Segments<String>,
    Parameters(asked): Parameters<InLanguage>,
) -> Answer<Json<Whole>> {
    Ok(Json(sheets::of_key(&context.house, &actor, &key, asked.language.as_deref()).await?))
}

async fn of_sheet(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Whole>> {
    Ok(Json(sheets::of_sheet(&context.house, &actor, SheetId(id)).await?))
}

/// The sheet as a file for a word processor, with headings in the reader's language.
async fn document(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Response> {
    let sheet = sheets::of_sheet(&context.house, &actor, SheetId(id)).await?;
    Ok(docx::file(&sheet, &context.house, &actor)?)
}
