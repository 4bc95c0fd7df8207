//! `GET /kpis` and `GET /kpis/{metric}`.

use crate::{Numbers, Question, desk::Desk, listing};
use access::Signed;
use axum::{Json, Router, extract::State, routing::get};
use edge::{Answer, Context, Parameters, Segments};
use serde_json::Value;
use std::sync::Arc;

pub fn routes() -> Router<Context> {
    Router::new().route("/kpis", get(list)).route("/kpis/{metric}", get(ask))
}

/// The numbers of this server for a question that names these dimensions; the first call begins to read them.
pub async fn numbers<'a>(
    context: &Context,
    cuts: impl Iterator<Item = &'a crate::cut::Cut>,
) -> kernel::Result<Arc<Numbers>> {
    let kept = context.kept(|| Desk::open(context.house.clone()));
    match &*kept {
        Ok(desk) => desk.numbers(cuts).await,
        Err(error) => Err(kernel::Error::internal(error)),
    }
}

async fn list(State(context): State<Context>, Signed(actor): Signed) -> Answer<Json<Value>> {
    Ok(Json(listing(&context.house.registry, &actor)?))
}

async fn ask(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(metric): Segments<String>,
    Parameters(given): Parameters<Vec<(String, String)>>,
) -> Answer<Json<Value>> {
    let given = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let question = Question::read(&context.house, &metric, given)?;
    Ok(Json(numbers(&context, question.cuts()).await?.ask(&actor, &question).await?.json()))
}
