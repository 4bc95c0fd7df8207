//! `/api/v1/{noun}`: the same routes for every noun, drawn from its field table.

use super::{
    present::{self, Envelope, May},
    query::ListParameters,
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{self, HeaderName},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use edge::{Answer, Body, Context, Parameters, Segments, request_id};
use kernel::{Actor, BoxFuture, Error, House, Noun, Once, Position, Record, Work, list::Labels};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{sync::Arc, time::Instant};

/// Where the journal stood after a write: a reader of numbers hands it back to see its own writes.
pub const POSITION: HeaderName = HeaderName::from_static("x-journal-position");

/// Whether a list was read from the `mirror` or from the `database`.
pub const SOURCE: HeaderName = HeaderName::from_static("x-list-source");

/// How many milliseconds it took to find the rows (and to count them, where that was asked); browsers show it beside the
/// request.
const TIMING: HeaderName = HeaderName::from_static("server-timing");

pub fn routes() -> Router<Context> {
    Router::new()
        .route("/{noun}", get(list).post(create))
        .route("/{noun}/alike", get(super::alike::alike))
        .route("/{noun}/groups", get(super::groups::groups))
        .route("/{noun}/export", get(super::export::export))
        .route("/{noun}/bulk", axum::routing::post(super::bulk::bulk))
        .route("/{noun}/{id}", get(one).patch(edit).delete(remove))
        .route("/{noun}/{id}/timeline", get(super::timeline::timeline))
        .route("/{noun}/{id}/{verb}", axum::routing::post(act))
}

async fn list(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(noun): Segments<String>,
    Parameters(asked): Parameters<ListParameters>,
) -> Answer<([(HeaderName, String); 2], Json<Listed>)> {
    let house = &context.house;
    let noun = house.registry.known(&noun)?;
    let reader = house.reader(&actor);
    let query = asked.query()?;
    let began = Instant::now();
    let (page, source) = match asked.as_of {
        None => kpis::page(&context, &actor, noun, &query).await?,
        Some(at) => {
            let then = house.then(&actor, noun, at).await?;
            (then.reader(house, &actor).page(noun, &query).await?, kpis::Source::Database)
        }
    };
    let timing = format!("rows;dur={:.3}", began.elapsed().as_secs_f64() * 1e3);
    let labels = reader.labels(noun, &page.rows).await?;
    let keep = asked.fields();
    let rows: Vec<Value> = page
        .rows
        .into_iter()
        .map(|row| {
            let mut shown = present::row(house, &actor, noun, row);
            if let (Some(keep), Some(shown)) = (&keep, shown.as_object_mut()) {
                shown.retain(|name, _| keep.contains(name) || matches!(name.as_str(), "id" | "version" | "masked"));
            }
            shown
        })
        .collect();
    let listed = Listed { rows, next: page.next, total: page.total, at: page.at, labels };
    Ok(([(SOURCE, source.word().to_owned()), (TIMING, timing)], Json(listed)))
}

/// A page of a list. Written out as it stands: to make JSON values of it first would copy every one of them.
#[derive(Serialize)]
struct Listed {
    rows: Vec<Value>,
    next: Option<String>,
    total: Option<i64>,
    /// Where the first of the rows stands, in a page asked for by position.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    /// id → title of what the rows refer to.
    labels: Labels,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Then {
    as_of: Option<chrono::DateTime<chrono::Utc>>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn one(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((noun, id)): Segments<(String, String)>,
    Parameters(then): Parameters<Then>,
    asked: HeaderMap,
) -> Answer<Response> {
    let house = &context.house;
    let noun = house.registry.known(&noun)?;
    let id = known_id(noun, &id)?;
    let reader = house.reader(&actor);
    match then.as_of {
        None => {
            let held = reader.record(noun, id).await?;
            // A page that looks now and then whether somebody else changed the row costs one look at it.
            let tag = format!("\"{}\"", held.get("version").and_then(Value::as_i64).unwrap_or_default());
            if asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
                return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
            }
            let shown = present::envelope(&reader, noun, held).await?;
            Ok(([(header::ETAG, tag)], Json(shown)).into_response())
        }
        Some(at) => {
            let was = reader.past_record(noun, id, at).await?;
            let labels = reader.labels(noun, std::slice::from_ref(&was)).await?;
            let row = present::row(house, &actor, noun, was);
            Ok(Json(Envelope { row, labels, verbs: Vec::new(), may: May::default() }).into_response())
        }
    }
}

async fn create(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(noun): Segments<String>,
    headers: HeaderMap,
    Body(input): Body<Record>,
) -> Answer<Response> {
    let noun = context.house.registry.known(&noun)?;
    let name = noun.name;
    let once = once(&headers, &["POST", name], &input)?;
    let written = write(&context, actor, &headers, once, noun, move |work| {
        Box::pin(async move { work.create_record(name, &input).await })
    });
    Ok(written_answer(StatusCode::CREATED, written.await?))
}

async fn edit(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((noun, id)): Segments<(String, String)>,
    headers: HeaderMap,
    Body(mut input): Body<Record>,
) -> Answer<Response> {
    let noun = context.house.registry.known(&noun)?;
    let (name, id) = (noun.name, known_id(noun, &id)?);
    let version = input.remove("version").and_then(|version| version.as_i64());
    let version = version.ok_or_else(|| kernel::FieldError::required("version"))?;
    let once = once(&headers, &["PATCH", name, &id.to_string(), &version.to_string()], &input)?;
    let written = write(&context, actor, &headers, once, noun, move |work| {
        Box::pin(async move { work.edit_record(name, id, version, &input).await })
    });
    Ok(written_answer(StatusCode::OK, written.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    version: Option<i64>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn remove(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((noun, id)): Segments<(String, String)>,
    headers: HeaderMap,
    Parameters(seen): Parameters<Seen>,
) -> Answer<Response> {
    let noun = context.house.registry.known(&noun)?;
    let (name, id) = (noun.name, known_id(noun, &id)?);
    let reader = actor.clone();
    let ((), position) = context
        .house
        .write(actor, request_id(&headers), move |work| {
            Box::pin(async move { work.delete_record(name, id, seen.version).await })
        })
        .await
        .map_err(|error| in_api_form(&context.house, &reader, noun, error))?;
    Ok((StatusCode::NO_CONTENT, [(POSITION, position.to_string())]).into_response())
}

async fn act(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((noun, id, verb)): Segments<(String, String, String)>,
    headers: HeaderMap,
    Body(mut form): Body<Record>,
) -> Answer<Response> {
    let noun = context.house.registry.known(&noun)?;
    let (name, id) = (noun.name, known_id(noun, &id)?);
    let version = form.remove("version").and_then(|version| version.as_i64());
    let once = once(&headers, &["POST", name, &id.to_string(), &verb], &form)?;
    let written = write(&context, actor, &headers, once, noun, move |work| {
        Box::pin(async move { work.act(name, id, &verb, version, &form).await })
    });
    Ok(written_answer(StatusCode::OK, written.await?))
}

/// Writes a row and answers with it as its writer sees it. A writer may have handed it out of their own reach; they are
/// still told what they did.
///
/// What the page shows beside the row is read after the commit, where it holds up no other writer. Only a write that may
/// be repeated reads it before, because its whole answer is kept.
async fn write<F>(
    context: &Context,
    actor: Actor,
    headers: &HeaderMap,
    once: Option<Once>,
    noun: &Noun,
    act: F,
) -> Result<(Shown, Position), Error>
where
    F: for<'a> FnOnce(&'a mut Work) -> BoxFuture<'a, kernel::Result<Record>> + Send + 'static,
{
    let (house, request, name) = (&context.house, request_id(headers), noun.name);
    let writer = actor.clone();
    let written = match once {
        None => match house.write(actor, request, act).await {
            Ok((row, position)) => {
                let shown = present::envelope(&house.reader(&writer), noun, row).await;
                shown.map(|shown| (Shown::Now(Box::new(shown)), position))
            }
            Err(error) => Err(error),
        },
        once => {
            let shown = house.write_once(actor, request, once, move |work| {
                Box::pin(async move {
                    let row = act(work).await?;
                    let house = work.house.clone();
                    let shown = present::envelope(&work.reader(), house.registry.known(name)?, row).await?;
                    Ok(serde_json::to_value(shown)?)
                })
            });
            shown.await.map(|(shown, position)| (Shown::Before(shown), position))
        }
    };
    written.map_err(|error| in_api_form(house, &writer, noun, error))
}

/// What a writer is answered with: read now, or kept from the first time.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown {
    Now(Box<Envelope>),
    Before(Value),
}

fn written_answer(status: StatusCode, (answer, position): (Shown, Position)) -> Response {
    (status, [(POSITION, position.to_string())], Json(answer)).into_response()
}

/// A conflict carries rows, which are shown like any other.
fn in_api_form(house: &Arc<House>, actor: &Actor, noun: &Noun, error: Error) -> Error {
    let shown = |row: Record| match present::row(house, actor, noun, row) {
        Value::Object(row) => row,
        _ => Record::new(),
    };
    match error {
        Error::Conflict { current, yours } => {
            Error::Conflict { current: Box::new(shown(*current)), yours: Box::new(shown(*yours)) }
        }
        other => other,
    }
}

/// A malformed id is the id of no row.
pub fn known_id(noun: &Noun, text: &str) -> Result<Uuid, Error> {
    Uuid::parse_str(text).map_err(|_| Error::NotFound(noun.name.into()))
}

fn once(headers: &HeaderMap, asked: &[&str], body: &Record) -> Result<Option<Once>, Error> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key =
        key.to_str().map_err(|_| Error::malformed("once.key", "an idempotency key is 1 to 200 plain characters"))?;
    let body = serde_json::to_string(body)?;
    let parts: Vec<&[u8]> = asked.iter().map(|part| part.as_bytes()).chain([body.as_bytes()]).collect();
    Once::new(key, &parts).map(Some)
}
