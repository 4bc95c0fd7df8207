//! Who is there in a month, below `/api/v1`.

use crate::month::{self, Month};
use access::Signed;
use axum::{Json, Router, extract::State, routing::get};
use chrono::NaiveDate;
use edge::{Answer, Context, Parameters};
use org::unit::UnitId;
use sea_orm::prelude::Uuid;
use serde::Deserialize;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new().route("/attendance", get(attendance))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Any day of the month; this month where nothing is said.
    month: Option<NaiveDate>,
    /// Only people of this unit and those below it.
    unit: Option<Uuid>,
    /// The last person of the page before: name and id, with a tilde between them.
    after: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn attendance(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Month>> {
    let month = asked.month.unwrap_or_else(|| context.house.today());
    let unit = asked.unit.map(UnitId);
    Ok(Json(month::month(&context.house, &actor, month, unit, asked.after.as_deref()).await?))
}
