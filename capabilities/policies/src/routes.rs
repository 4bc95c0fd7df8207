//! Policies as they are read, compared and followed, below `/api/v1`.

use crate::{
    comparing::{self, Compared},
    docx,
    edition::{self, EditionId},
    policy::PolicyId,
    reading::{self, About, ToRead},
    whole::{self, Edition, Whole},
};
use access::Signed;
use axum::{Json, Router, extract::State, response::Response, routing::get};
use edge::{Answer, Context, Parameters, Segments};
use kernel::{Actor, Error, House, Result};
use sea_orm::{ColumnTrait, QueryFilter, prelude::Uuid};
use serde::{Deserialize, Serialize};

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/policies/to_read", get(to_read))
        .route("/policies/about", get(about))
        .route("/policies/{id}/whole", get(read))
        .route("/policies/{id}/compare", get(compare))
        .route("/policy_editions/{id}/docx", get(document))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn to_read(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<ToRead>> {
    Ok(Json(reading::to_read(&context.house, &actor).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    noun: String,
    id: Uuid,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

#[derive(Serialize)]
struct Abouts {
    policies: Vec<About>,
}

async fn about(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Row>,
) -> Answer<Json<Abouts>> {
    Ok(Json(Abouts { policies: reading::about(&context.house, &actor, &asked.noun, asked.id).await? }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
    /// The number of an edition; where nothing is said, the one to be read.
    edition: Option<i64>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn read(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Numbered>,
) -> Answer<Json<Whole>> {
    Ok(Json(whole::of(&context.house, &actor, PolicyId(id), asked.edition).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Two {
    /// Numbers of editions.
    from: i64,
    to: i64,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

#[derive(Serialize)]
struct Comparison {
    from: Edition,
    to: Edition,
    sections: Vec<Compared>,
}

async fn compare(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Two>,
) -> Answer<Json<Comparison>> {
    let house = &context.house;
    let from = numbered(house, &actor, PolicyId(id), asked.from).await?;
    let to = numbered(house, &actor, PolicyId(id), asked.to).await?;
    let before = whole::sections(house, &actor, from.id).await?;
    let after = whole::sections(house, &actor, to.id).await?;
    Ok(Json(Comparison {
        sections: comparing::sections(&texts(&before), &texts(&after)),
        from: Edition::of(house, &actor, &from),
        to: Edition::of(house, &actor, &to),
    }))
}

fn texts(sections: &[whole::Section]) -> Vec<comparing::Text<'_>> {
    sections.iter().map(|section| (section.title.as_str(), section.body.as_str())).collect()
}

async fn numbered(house: &House, actor: &Actor, policy: PolicyId, number: i64) -> Result<edition::Model> {
    let reader = house.reader(actor);
    let select = reader
        .visible::<edition::Entity>()
        .filter(edition::Column::PolicyId.eq(policy))
        .filter(edition::Column::Edition.eq(number));
    let found = select.one(reader.conn).await?;
    found.ok_or_else(|| Error::NotFound("policy_editions".into()))
}

async fn document(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Response> {
    let house = &context.house;
    let edition = house.reader(&actor).find::<edition::Entity>(EditionId(id).0).await?;
    let policy = whole::of(house, &actor, edition.policy_id, edition.edition).await?;
    Ok(docx::file(house, &actor, &policy)?)
}
