//! Reports as they are read and downloaded, what came in after them, and templates to begin with, below `/api/v1`.

use crate::{
    enclosing::{self, Form},
    facts::Differs,
    keeping, late,
    library::{self, Offer},
    page::{self, Page},
    report, rules,
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use edge::{Answer, Context, Parameters, Segments};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/report_templates/library", get(offered))
        .route("/reports/{id}/page", get(read))
        .route("/reports/{id}/late", get(came_late))
        .route("/reports/{id}/file", get(file))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn read(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Page>> {
    let report = context.house.reader(&actor).find::<report::Entity>(id).await?;
    Ok(Json(page::of(&context.house, &actor, &report).await?))
}

#[derive(Serialize)]
struct Late {
    /// What its numbers would be now; of those that the reader may see.
    numbers: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    metric: String,
    label: String,
    was: Option<String>,
    is: Option<String>,
}

/// Whether what the report counts has changed since it was written.
async fn came_late(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Late>> {
    let house = &context.house;
    let report = house.reader(&actor).find::<report::Entity>(id).await?;
    let facts = keeping::read(house.store.reader(), report.id).await?;
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    let differs = late::now(house, &numbers, &report, &facts).await?;
    let known = page::known(house, &actor, &report, &facts, differs).await?;
    let words = page::words(house, &actor, &facts);
    let told = |one: &Differs| {
        let unit = words.unit(&one.metric);
        let said = |value: &Option<String>| value.as_deref().map(|value| words.number(value, unit));
        let label = page::named(&words, &facts, &known, one);
        Told { label, was: said(&one.was), is: said(&one.is), metric: one.metric.clone() }
    };
    Ok(Json(Late { numbers: known.iter().map(told).collect() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    /// `pdf` or `xlsx`.
    form: String,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// The report as a file, as the reader may see it and in their language.
async fn file(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Which>,
) -> Answer<Response> {
    let house = &context.house;
    let form = Form::of(&asked.form).ok_or(rules::NO_FORM)?;
    let report = house.reader(&actor).find::<report::Entity>(id).await?;
    let page = page::of(house, &actor, &report).await?;
    let file = enclosing::file(house, &actor, &page, form)?;
    let head =
        [(header::CONTENT_TYPE, file.media.to_owned()), (header::CONTENT_DISPOSITION, edge::attachment(&file.name))];
    let mut response = (head, file.content).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// Templates that come with the product, in the reader's language.
async fn offered(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Vec<Offer>>> {
    Ok(Json(library::offered(&context.house, &actor).await?))
}
