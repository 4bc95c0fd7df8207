//! Agreements as they are read, compared and kept as documents, below `/api/v1`.

use crate::{
    agreement::{self, AgreementId},
    comparing::{self, Comparison},
    files, paper, previewing, rules,
    waiting::{self, ToSign},
    whole::{self, Whole},
};
use access::Signed;
use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
    routing::get,
};
use edge::{Answer, Context, Parameters, Segments};
use kernel::{Actor, Error, Result};
use sea_orm::prelude::Uuid;
use serde::Deserialize;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/agreements/to_sign", get(to_sign))
        .route("/agreements/{id}/whole", get(read))
        .route("/agreements/{id}/compare", get(compare))
        .route("/agreements/{id}/document", get(document))
        .route("/agreements/{id}/preview", get(preview))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn to_sign(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<ToSign>> {
    Ok(Json(waiting::of(&context.house, &actor).await?))
}

async fn read(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Whole>> {
    Ok(Json(whole::of(&context.house, &actor, AgreementId(id)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    /// The edition that it is compared with, which came before.
    with: Uuid,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn compare(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<With>,
) -> Answer<Json<Comparison>> {
    Ok(Json(comparing::compare(&context.house, &actor, AgreementId(asked.with), AgreementId(id)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    /// `issued`, or `signed` by both.
    kind: String,
    /// `zh` or `en`; the reader's where nothing is said.
    language: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// The bytes that were kept. Their hash stands in `X-Content-SHA256`.
async fn document(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Which>,
) -> Answer<Response> {
    let reader = context.house.reader(&actor);
    let agreement = reader.find::<agreement::Entity>(id).await?;
    let language = language(asked.language.as_deref(), &actor)?;
    let kind = files::Kind::of(&asked.kind).ok_or(rules::NO_DOCUMENT)?;
    let found = files::read(agreement.id, kind, language, reader.conn).await?;
    let (content, hash) = found.ok_or(rules::NO_DOCUMENT)?;
    let mut response = pdf(content, "private, no-cache");
    let headers = response.headers_mut();
    let hash = HeaderValue::from_str(&hash).map_err(|_| Error::internal("a hash is letters and digits"))?;
    headers.insert("x-content-sha256", hash);
    Ok(response)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spoken {
    /// `zh` or `en`; the reader's where nothing is said.
    language: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// What would be issued, marked as a draft; nothing is kept.
async fn preview(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Spoken>,
) -> Answer<Response> {
    let language = language(asked.language.as_deref(), &actor)?;
    let content = previewing::preview(&context.house, &actor, AgreementId(id), language).await?;
    Ok(pdf(content, "no-store"))
}

fn language(asked: Option<&str>, actor: &Actor) -> Result<&'static str> {
    let language = asked.unwrap_or(actor.locale);
    Ok(paper::LANGUAGES.into_iter().find(|known| *known == language).ok_or(rules::NO_DOCUMENT)?)
}

fn pdf(content: Vec<u8>, cached: &'static str) -> Response {
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    response
}
