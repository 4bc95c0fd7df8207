//! The facts about a disputed row, below `/api/v1`.

use crate::history::{self, History};
use access::Signed;
use axum::{Json, Router, extract::State, routing::get};
use edge::{Answer, Context, Segments};
use sea_orm::prelude::Uuid;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new().route("/disputes/{id}/history", get(history))
}

/// Who held the disputed row from when to when, and what each of the two did about it.
async fn history(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<History>> {
    Ok(Json(history::of(&context.house, &actor, id).await?))
}
