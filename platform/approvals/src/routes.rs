//! Drawing, sending and looking at approvals, below `/api/v1`.

use crate::{
    asking::Act,
    drawing, request,
    request::RequestId,
    sending,
    whole::{self, Whole},
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use edge::{Answer, Body, Context, Parameters, Segments};
use kernel::{Error, Once, Refusal};
use parking_lot::Mutex;
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/approvals/draw", post(draw))
        .route("/approvals/send", post(send))
        .route("/approvals/mine", get(mine))
        .route("/approvals/{id}/whole", get(one))
        .route("/approvals/about/{noun}/{id}", get(about))
}

/// Ends what is only drawn.
const DRAWN: Refusal = Refusal::new("approvals.drawn", "this was only drawn");

/// Whether an act needs approval, by whom, and what it would change. Nothing is written.
async fn draw(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Body(act): Body<Act>,
) -> Answer<Json<Value>> {
    let shown = Arc::new(Mutex::new(Value::Null));
    let out = shown.clone();
    let drawing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let drawn = sending::draw(work, &act).await?;
            let steps = drawing::shown(work, &drawn.steps).await?;
            let what = whole::changes(work.house.as_ref(), &work.reader(), &drawn.snapshot).await?;
            *out.lock() = json!({ "wanted": drawn.wanted(), "steps": steps, "rows": what.rows, "flows": what.flows,
                "labels": what.labels });
            // The trial was taken back already; nothing else is to be kept either.
            Err::<(), Error>(DRAWN.into())
        })
    });
    match drawing.await {
        Err(Error::Refused(refusal)) if refusal.code == DRAWN.code => {}
        Err(other) => return Err(other.into()),
        Ok(_) => return Err(Error::internal("a drawing was kept").into()),
    }
    let shown = shown.lock().take();
    Ok(Json(shown))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sending {
    noun: String,
    id: Option<Uuid>,
    verb: String,
    version: Option<i64>,
    #[serde(default)]
    form: kernel::Record,
    reason: Option<String>,
}

async fn send(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Body(asked): Body<Sending>,
) -> Answer<(StatusCode, Json<Value>)> {
    let text = serde_json::to_string(&asked).map_err(Error::from)?;
    let once = match headers.get("idempotency-key").map(|key| key.to_str()) {
        Some(Ok(key)) => Some(Once::new(key, &[b"POST", b"approvals/send", text.as_bytes()])?),
        Some(Err(_)) => {
            return Err(Error::malformed("once.key", "an idempotency key is 1 to 200 plain characters").into());
        }
        None => None,
    };
    let writing = context.house.write_once(actor, edge::request_id(&headers), once, move |work| {
        Box::pin(async move {
            let Sending { noun, id, verb, version, form, reason } = asked;
            let request = sending::send(work, Act { noun, id, verb, version, form }, reason).await?;
            Ok(json!({ "id": request.id, "state": request.state, "step": request.step }))
        })
    });
    let (made, _) = writing.await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn one(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Whole>> {
    Ok(Json(whole::of(&context.house, &actor, RequestId(id)).await?))
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Tray {
    /// What waits for me.
    Decide,
    /// What I have asked for.
    Asked,
    /// What I have decided.
    Decided,
    /// All within reach.
    All,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(rename = "box")]
    which: Option<Tray>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// Requests as their readers sort them: to decide, asked for, decided, all.
async fn mine(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<Asked>,
) -> Answer<Json<Value>> {
    Ok(Json(whole::mine(&context.house, &actor, asked.which.unwrap_or(Tray::Decide)).await?))
}

/// What waits about a row, or was signed off: for everybody who sees the row.
async fn about(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((noun, id)): Segments<(String, Uuid)>,
) -> Answer<Json<Value>> {
    let noun = context.house.registry.known(&noun)?;
    context.house.reader(&actor).record(noun, id).await?;
    let found: Vec<request::Model> = whole::about(&context.house, noun.name, id).await?;
    Ok(Json(whole::banner(&context.house, &actor, found).await?))
}
