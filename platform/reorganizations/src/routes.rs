//! What a reorganization would do, what somebody holds, and the organization on a day, below `/api/v1`.

use crate::{
    chart::{self, Chart, Members},
    effects::{self, Effects},
    holdings::{self, Holdings},
    reorganization,
};
use access::Signed;
use axum::{Json, Router, extract::State, http::HeaderMap, routing::get};
use chrono::NaiveDate;
use edge::{Answer, Context, Parameters, Segments};
use kernel::{Error, Refusal, Resource};
use org::{person::PersonId, unit::UnitId};
use parking_lot::Mutex;
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use std::sync::Arc;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/reorganizations/{id}/effects", get(effects))
        .route("/people/{id}/holdings", get(holdings))
        .route("/org_chart", get(chart))
        .route("/org_chart/{unit}", get(members))
}

/// Ends what is only looked at.
const LOOKED_AT: Refusal = Refusal::new("reorganizations.looked_at", "this was only looked at");

/// What would change if it took effect today, and what stands in its way. Nothing is written.
async fn effects(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Effects>> {
    let shown = Arc::new(Mutex::new(None));
    let out = shown.clone();
    let looking = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let plan = work.reader().find::<reorganization::Entity>(id).await?;
            *out.lock() = Some(effects::of(work, &plan).await?);
            // Its trials were taken back already; nothing else is to be kept either.
            Err::<(), Error>(LOOKED_AT.into())
        })
    });
    match looking.await {
        Err(Error::Refused(refusal)) if refusal.code == LOOKED_AT.code => {}
        Err(other) => return Err(other.into()),
        Ok(_) => return Err(Error::internal("a look was kept").into()),
    }
    let shown = shown.lock().take().ok_or_else(|| Error::NotFound(reorganization::Entity::NAME.into()))?;
    Ok(Json(shown))
}

/// What somebody holds and would have to hand over.
async fn holdings(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Holdings>> {
    Ok(Json(holdings::of(&context.house, &actor, PersonId(id)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// As of this day; today where nothing is said.
    on: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// Units as they stood on a day.
async fn chart(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Chart>> {
    let on = asked.on.unwrap_or_else(|| context.house.today());
    Ok(Json(chart::of(&context.house, &actor, on).await?))
}

/// Who was in a unit on a day.
async fn members(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(unit): Segments<Uuid>,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Members>> {
    let on = asked.on.unwrap_or_else(|| context.house.today());
    Ok(Json(chart::members(&context.house, &actor, UnitId(unit), on).await?))
}
