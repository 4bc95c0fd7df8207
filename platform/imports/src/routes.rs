//! `/api/v1/imports`.

mod fixing;
mod problems;
mod profiles;
mod uploading;

use crate::background::Act;
use crate::command::shown;
use crate::import::{Import, State};
use crate::plan::Options;
use crate::profile::Profile;
use crate::{background, mapping, steps, upload};
use access::Signed;
use axum::extract::{DefaultBodyLimit, State as Shared};
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use edge::{Answer, Body, Context, Parameters, Segments};
use kernel::{Actor, Error, House};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        // A file may be of any length: it is taken in piece by piece.
        .route("/imports", get(list).post(uploading::upload).layer(DefaultBodyLimit::disable()))
        .route("/imports/profiles", get(profiles::list).post(profiles::keep))
        .route("/imports/profiles/{name}/file", get(profiles::file))
        .route("/imports/{id}", get(one))
        .route("/imports/{id}/guesses", get(guesses))
        .route("/imports/{id}/mapping", put(map))
        .route("/imports/{id}/fixes", put(fixing::fix))
        .route("/imports/{id}/check", post(check))
        .route("/imports/{id}/dry-run", post(check))
        .route("/imports/{id}/run", post(run))
        .route("/imports/{id}/undo", post(undo))
        .route("/imports/{id}/problems", get(problems::problems))
        .route("/imports/{id}/report", get(problems::report))
        .route("/imports/{id}/errors", get(problems::errors))
}

/// An import as the API shows it: its report without the problems, which have an address of their own.
pub(crate) fn present(import: &Import) -> answer::Shown {
    let mut value = serde_json::to_value(import).unwrap_or_default();
    if let Some(report) = value.get_mut("report").and_then(Value::as_object_mut) {
        report.remove("problems");
    }
    value["open"] = import.state.is_open().into();
    Json(value)
}

mod answer {
    pub type Shown = axum::Json<serde_json::Value>;
}

async fn list(Shared(context): Shared<Context>, Signed(actor): Signed) -> Answer<Json<Value>> {
    let mut imports = Import::list(&context.house, &actor, 100).await?;
    for import in &mut imports {
        background::notice(&context.house, import).await?;
    }
    let rows: Vec<Value> = imports.iter().map(|import| present(import).0).collect();
    Ok(Json(json!({ "rows": rows })))
}

async fn one(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Value>> {
    Ok(present(&background::current(&context.house, &actor, id).await?))
}

#[derive(Deserialize)]
struct Wanted {
    noun: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// What the columns of each file seem to be, as fields of a noun: the one asked for, else the likeliest.
async fn guesses(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(wanted): Parameters<Wanted>,
) -> Answer<Json<Value>> {
    let house = context.house.clone();
    let import = background::current(&house, &actor, id).await?;
    let spooled = upload::spool(&house, &import).await?;
    let guessed = tokio::task::spawn_blocking(move || {
        let mut files = Vec::new();
        for given in &spooled.given {
            let noun = wanted.noun.as_deref().or_else(|| mapping::likeliest(&house, &actor, given)).unwrap_or_default();
            let known = house.registry.known(noun)?;
            let columns = mapping::guess(&house, known, given);
            files.push(match columns {
                Ok(columns) => json!({ "file": given.name, "noun": noun, "columns": columns }),
                Err(problem) => json!({ "file": given.name, "noun": noun, "problem": shown(&problem, actor.locale) }),
            });
        }
        Ok::<_, Error>(files)
    });
    let files = guessed.await.map_err(Error::internal)??;
    Ok(Json(json!({ "files": files })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    /// The whole profile, or the name of a shipped or kept one.
    profile: Option<Value>,
    options: Option<Options>,
}

pub(crate) fn unusable(text: String) -> Error {
    Error::malformed("imports.profile", text)
}

/// A profile that somebody sent: whole, or the name of a shipped or kept one.
pub(crate) async fn profile_of(house: &House, actor: &Actor, value: Value) -> kernel::Result<Profile> {
    match value {
        Value::String(name) => {
            let found = crate::profiles::named(house, actor, &name).await?;
            found.ok_or_else(|| unusable(format!("there is no profile {name}")))
        }
        whole => Profile::from_json(whole).map_err(|fault| unusable(fault.to_string())),
    }
}

async fn map(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Body(mapping): Body<Mapping>,
) -> Answer<Json<Value>> {
    let mut import = background::current(&context.house, &actor, id).await?;
    if !import.state.is_open() {
        return Err(steps::RUNS.into());
    }
    if let Some(profile) = mapping.profile {
        import.profile = profile_of(&context.house, &actor, profile).await?;
    }
    if let Some(mut options) = mapping.options {
        // Corrected cells have an address of their own.
        options.fixes = std::mem::take(&mut import.options.fixes);
        import.options = options;
    }
    import.state = State::Mapped;
    import.kept(&context.house).await?;
    Ok(present(&import))
}

async fn check(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Value>> {
    let mut import = background::current(&context.house, &actor, id).await?;
    let spooled = upload::spool(&context.house, &import).await?;
    steps::check(&context.house, &actor, &mut import, &spooled.given).await?;
    Ok(present(&import))
}

async fn run(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<(StatusCode, Json<Value>)> {
    let import = background::current(&context.house, &actor, id).await?;
    match import.state {
        State::Cancelled | State::Failed if import.half_undone() => return Err(steps::HALF_UNDONE.into()),
        State::Checked | State::Cancelled | State::Failed => {}
        State::Mapped | State::Faulty => return Err(steps::FAULTY.into()),
        State::Running | State::Done | State::Refused | State::Undoing | State::Undone => {
            return Err(steps::RUNS.into());
        }
    }
    begin(&context.house, &actor, import, Act::Run).await
}

async fn undo(
    Shared(context): Shared<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<(StatusCode, Json<Value>)> {
    let import = background::current(&context.house, &actor, id).await?;
    match import.state {
        State::Done | State::Cancelled | State::Failed => {}
        State::Mapped
        | State::Faulty
        | State::Checked
        | State::Running
        | State::Refused
        | State::Undoing
        | State::Undone => {
            return Err(steps::NOTHING_TO_UNDO.into());
        }
    }
    begin(&context.house, &actor, import, Act::Undo).await
}

async fn begin(house: &Arc<House>, actor: &Actor, mut import: Import, act: Act) -> Answer<(StatusCode, Json<Value>)> {
    import.job_id = Some(background::ask(house, actor, &import, act).await?);
    Ok((StatusCode::ACCEPTED, present(&import)))
}
