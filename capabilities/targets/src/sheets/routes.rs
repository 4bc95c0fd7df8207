//! `GET /target_plans/{id}/grid.xlsx`, `…/grid.csv`, and the same file sent back to `POST /target_plans/{id}/grid`.

use super::{reading, writing};
use crate::{
    editing::{self, Asked, Done},
    plan::{self, TargetPlanId},
    room::Room,
    routes::may_plan,
    rules,
};
use access::Signed;
use axum::{
    Json, Router,
    body::Body,
    extract::{DefaultBodyLimit, Multipart, State, multipart::MultipartRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use edge::{Answer, Context, Segments};
use futures::stream;
use imports::writing::{CsvOptions, csv, workbook};
use kernel::{Actor, Error, FieldError, Resource, Result};
use sea_orm::prelude::Uuid;
use serde::Serialize;
use serde_json::json;
use std::io::Write;

/// In bytes: a plan of twenty thousand people and fifty columns takes a third of it.
const LARGEST: usize = 32 * 1024 * 1024;

pub fn routes() -> Router<Context> {
    Router::new()
        .route("/target_plans/{id}/grid.xlsx", get(xlsx))
        .route("/target_plans/{id}/grid.csv", get(comma))
        .route("/target_plans/{id}/grid", post(take).layer(DefaultBodyLimit::max(LARGEST)))
}

/// Whoever may export plans, with a line in the journal.
async fn sheet(context: &Context, actor: &Actor, id: Uuid) -> Result<writing::Sheet> {
    if !actor.grant(plan::Entity::NAME).is_some_and(|grant| grant.export) {
        return Err(Error::forbidden(plan::Entity::NAME, "export"));
    }
    let sheet = writing::sheet(&context.house, actor, TargetPlanId(id)).await?;
    let what = json!({ "plan": id, "rows": sheet.rows.len() });
    let noting = context.house.write(actor.clone(), None, move |work| {
        Box::pin(async move { work.note(plan::Entity::NAME, None, "export", what).await })
    });
    noting.await?;
    Ok(sheet)
}

async fn xlsx(State(context): State<Context>, Signed(actor): Signed, Segments(id): Segments<Uuid>) -> Answer<Response> {
    let sheet = sheet(&context, &actor, id).await?;
    let name = edge::attachment(&format!("{} {}.xlsx", sheet.title, context.house.today()));
    let rows = stream::iter(sheet.rows.into_iter().map(Ok::<_, Error>));
    let file = workbook(&sheet.title, &sheet.head, rows).await.map_err(Error::internal)?;
    let bytes = tokio::fs::read(file.path()).await.map_err(Error::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

async fn comma(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Response> {
    let sheet = sheet(&context, &actor, id).await?;
    let name = edge::attachment(&format!("{} {}.csv", sheet.title, context.house.today()));
    let rows = stream::iter(sheet.rows.into_iter().map(Ok::<_, Error>));
    let body = Body::from_stream(csv(sheet.head, rows, CsvOptions { mark: true }));
    let kind = "text/csv; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response())
}

/// What came of a file.
#[derive(Serialize)]
struct Took {
    /// Rows that were read.
    rows: usize,
    /// How much of the plan it changed.
    edits: usize,
    /// Columns that are not read in.
    ignored: Vec<String>,
    #[serde(flatten)]
    done: Done,
}

/// All of the file or nothing: what is wrong is told by row and column.
async fn take(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Answer<Json<Took>> {
    let plan = context.house.reader(&actor).find::<plan::Entity>(id).await?;
    if !actor.grant(plan::Entity::NAME).is_some_and(|grant| grant.import) {
        return Err(Error::forbidden(plan::Entity::NAME, "import").into());
    }
    if !plan.is_open() {
        return Err(rules::PLAN_KEPT.into());
    }
    let form = form.map_err(|_| Error::malformed("target_plans.not_a_form", "a file comes as multipart/form-data"))?;
    let bytes = file(form).await?;
    let room = Room::looked_at(&context.house, TargetPlanId(id)).await?;
    let changes = room.plan.changes;
    let (house, locale) = (context.house.clone(), actor.locale);
    let reading = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new().map_err(Error::internal)?;
        file.write_all(&bytes).and_then(|()| file.flush()).map_err(Error::internal)?;
        reading::read(&house.registry.words, locale, &room, file.path())
    });
    let taken = reading.await.map_err(Error::internal)??;
    let (rows, ignored, count) = (taken.rows, taken.ignored, taken.edits.len());
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            may_plan(work, TargetPlanId(id)).await?;
            editing::make(work, TargetPlanId(id), Asked { changes, edits: taken.edits }).await
        })
    });
    let (done, _) = writing.await?;
    Ok(Json(Took { rows, edits: count, ignored, done }))
}

/// The part of the form that is called `file`.
async fn file(mut form: Multipart) -> Result<Vec<u8>> {
    let unreadable = |_| Error::malformed("target_plans.sheet_unreadable", "the form cannot be read");
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            return Ok(part.bytes().await.map_err(unreadable)?.to_vec());
        }
    }
    Err(FieldError::required("file").into())
}
