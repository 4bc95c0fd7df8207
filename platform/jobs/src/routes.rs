//! `/api/v1/jobs`.

use crate::{
    errors,
    store::{self, Held},
};
use access::Signed;
use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use edge::{Answer, Context, Segments};
use futures::stream;
use kernel::{Actor, Error, Grants, House, Refusal, Result};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

const OVER: Refusal = Refusal::new("jobs.over", "this job is over already");

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/jobs/{id}", get(one))
        .route("/jobs/{id}/cancel", post(cancel))
        .route("/jobs/{id}/errors", get(error_file))
}

/// A job in API form.
pub(crate) fn shown(held: &Held) -> Value {
    json!({
        "id": held.id,
        "kind": held.kind,
        "state": held.state,
        "done": held.done,
        "total": held.total,
        "errors": held.errors,
        "result": held.result,
        "failure": held.failure,
        "created_at": held.created_at,
        "finished_at": held.finished_at,
        "error_file": (held.errors > 0).then(|| format!("/api/v1/jobs/{}/errors", held.id)),
    })
}

/// The job, for whoever asked and for those who may do everything; for others there is none.
async fn seen(house: &House, actor: &Actor, id: Uuid) -> Result<Held> {
    let held = store::find(house.store.reader(), id).await?;
    let mine = |held: &Held| actor.user.is_some() && held.user_id == actor.user;
    held.filter(|held| mine(held) || access::covers(&actor.grants, &Grants::full()))
        .ok_or_else(|| Error::NotFound("jobs".into()))
}

async fn one(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Value>> {
    Ok(Json(shown(&seen(&context.house, &actor, id).await?)))
}

async fn cancel(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    headers: HeaderMap,
) -> Answer<Json<Value>> {
    let house = &context.house;
    seen(house, &actor, id).await?;
    house
        .write(actor.clone(), edge::request_id(&headers), move |work| {
            Box::pin(async move {
                if !store::cancel(work, id).await? {
                    return Err(OVER.into());
                }
                work.note(store::TABLE, Some(id), "cancel", json!({})).await
            })
        })
        .await?;
    Ok(Json(shown(&seen(house, &actor, id).await?)))
}

/// Rows of the error file that are held in memory at once.
const PAGE: u64 = 1000;

async fn error_file(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Response> {
    let house = context.house.clone();
    seen(&house, &actor, id).await?;
    let say = |key: &str, english: &str| house.registry.words.say(actor.locale, key, english).to_owned();
    let headings = [
        say("jobs.errors.id", "Id"),
        say("jobs.errors.title", "Row"),
        say("jobs.errors.code", "Code"),
        say("jobs.errors.detail", "Why"),
    ];
    // A mark at the beginning tells spreadsheets that this is UTF-8.
    let first = ["\u{feff}".as_bytes(), &line(&headings)?].concat();
    let rest = stream::try_unfold(Some(0), move |from: Option<i64>| page(house.clone(), id, from));
    let body = Body::from_stream(stream::StreamExt::chain(stream::iter([Ok(Bytes::from(first))]), rest));
    let name = edge::attachment(&format!("errors-{id}.csv"));
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}

async fn page(house: Arc<House>, job: Uuid, from: Option<i64>) -> Result<Option<(Bytes, Option<i64>)>> {
    let Some(from) = from else { return Ok(None) };
    let errors = errors::after(&house, job, from, PAGE).await?;
    let next = errors.last().map(|(number, _)| *number).filter(|_| errors.len() as u64 == PAGE);
    let mut lines = Vec::new();
    for (_, error) in errors {
        let id = error.row_id.map(|id| id.to_string()).unwrap_or_default();
        lines.extend(line(&[id, error.title, error.code, error.detail])?);
    }
    Ok(Some((Bytes::from(lines), next)))
}

fn line(cells: &[String; 4]) -> Result<Vec<u8>> {
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record(cells.iter().map(|cell| harmless(cell))).map_err(Error::internal)?;
    line.into_inner().map_err(Error::internal)
}

/// A spreadsheet takes what begins so for a formula; what a row is called must not run on whoever opens the file.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
