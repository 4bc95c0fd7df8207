//! `GET /api/v1/search?q=`

use crate::Shared;
use access::Signed;
use axum::{Json, Router, extract::State, routing::get};
use edge::{Answer, Context, Parameters};
use kernel::FieldError;
use serde::Deserialize;
use serde_json::{Value, json};

pub fn routes() -> Router<Context> {
    Router::new().route("/search", get(search))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    q: String,
    limit: Option<usize>,
    /// Only these nouns: `accounts,contacts`.
    nouns: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn search(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Value>> {
    if asked.q.chars().count() > 200 {
        return Err(FieldError::new("q", "search.too_long", "at most 200 characters").into());
    }
    let nouns: Vec<String> =
        asked.nouns.unwrap_or_default().split(',').filter(|n| !n.is_empty()).map(str::to_owned).collect();
    let shared = context.kept(|| Shared::in_memory(&context.house));
    let limit = asked.limit.unwrap_or(20).clamp(1, 50);
    let hits = shared.0.ask(&context.house, &actor, &asked.q, &nouns, limit).await?;
    Ok(Json(json!({ "hits": hits })))
}
