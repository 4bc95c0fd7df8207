//! Editions with their accounts, compared, and the lists of an account, below `/api/v1`.

use crate::{
    comparing::{self, Comparison},
    edition::EditionId,
    standing::{self, Account},
    whole::{self, Whole},
};
use access::Signed;
use accounts::account::AccountId;
use axum::{Json, Router, extract::State, routing::get};
use chrono::NaiveDate;
use edge::{Answer, Context, Parameters, Segments};
use sea_orm::prelude::Uuid;
use serde::Deserialize;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/named_account_editions/{id}/accounts", get(accounts_of))
        .route("/named_account_editions/{id}/comparison", get(comparison))
        .route("/accounts/{id}/named", get(of_account))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn accounts_of(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<Plain>,
) -> Answer<Json<Whole>> {
    Ok(Json(whole::whole(&context.house, &actor, EditionId(id)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    /// Another edition; the one before it where nothing is said.
    with: Option<Uuid>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn comparison(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Beside>,
) -> Answer<Json<Comparison>> {
    let with = asked.with.map(EditionId);
    Ok(Json(comparing::compare(&context.house, &actor, EditionId(id), with).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Day {
    /// Today where nothing is said.
    on: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn of_account(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Day>,
) -> Answer<Json<Account>> {
    let on = asked.on.unwrap_or_else(|| context.house.today());
    Ok(Json(standing::of_account(&context.house, &actor, AccountId(id), on).await?))
}
