//! Paths, initiatives and checks as they are looked at and measured, below `/api/v1`.

use crate::{
    board::{self, Board},
    initiative::{self, InitiativeId},
    landing_check::{self, LandingCheckId},
    lift::Accrual,
    measuring::{self, Measured, Trend},
    path::{self, How, PathId},
    reading, rules,
    splitting::{self, Line},
    whole::{self, Whole},
};
use access::Signed;
use axum::{
    Json, Router,
    extract::State,
    http::HeaderMap,
    routing::{get, post},
};
use chrono::NaiveDate;
use edge::{Answer, Body, Context, Parameters, Segments};
use kernel::{Actor, Error, House, Quantity, Resource as _, Result};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/initiatives/board", get(all))
        .route("/initiatives/{id}/whole", get(one))
        .route("/initiatives/{id}/measured", get(measure))
        .route("/paths/{id}/board", get(of_path))
        .route("/paths/{id}/target", post(take_target))
        .route("/paths/{id}/split", post(split))
        .route("/paths/{id}/trend", get(trend).post(work_out))
        .route("/landing_checks/{id}/measure", post(measure_check))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InLanguage {
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn all(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Board>> {
    Ok(Json(board::of(&context.house, &actor, None).await?))
}

async fn of_path(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Board>> {
    Ok(Json(board::of(&context.house, &actor, Some(PathId(id))).await?))
}

async fn one(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<Whole>> {
    Ok(Json(whole::of(&context.house, &actor, InitiativeId(id)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Until {
    /// The last day that is measured; today where nothing is said.
    on: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn measure(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Until>,
) -> Answer<Json<Measured>> {
    let day = asked.on.unwrap_or_else(|| context.house.today());
    Ok(Json(of_initiative(&context, &actor, InitiativeId(id), day).await?))
}

async fn of_initiative(context: &Context, actor: &Actor, id: InitiativeId, day: NaiveDate) -> Result<Measured> {
    let house = &context.house;
    let row = house.reader(actor).find::<initiative::Entity>(id.0).await?;
    let path = match row.path_id {
        Some(path) => Some(find_path(house, actor, path).await?),
        None => None,
    };
    measuring::measured(context, actor, (&row, path.as_ref()), day).await
}

async fn find_path(house: &House, actor: &Actor, id: PathId) -> Result<path::Model> {
    house.reader(actor).find::<path::Entity>(id.0).await
}

/// The trend as it was taken, and as it would be today.
#[derive(Serialize)]
struct ThenAndNow {
    then: Option<Value>,
    then_on: Option<NaiveDate>,
    how: How,
    now: Option<Trend>,
}

async fn trend(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(_): Parameters<InLanguage>,
) -> Answer<Json<ThenAndNow>> {
    let path = find_path(&context.house, &actor, PathId(id)).await?;
    let now = measuring::trend(&context, &actor, &path, context.house.today()).await?;
    Ok(Json(ThenAndNow { then: path.trend.map(Quantity::number), then_on: path.trend_on, how: path.trend_how, now }))
}

/// Takes the targets in force over, with the rights of whoever asks and by what they see.
async fn take_target(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    headers: HeaderMap,
) -> Answer<Json<Taken>> {
    let written = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let row = reading::editable::<path::Entity>(work, id).await?;
            if !row.follows_plans() {
                return Err(rules::TARGET_TYPED.into());
            }
            let metric = measuring::metric(&work.house, &row.metric, "metric")?;
            let target = path::planned(&row, Accrual::of(metric), work).await?;
            measuring::worked_out(work);
            work.update::<path::Entity>(row, |row| row.target = Some(target)).await
        })
    });
    let (path, _) = written.await?;
    Ok(Json(Taken::of(&path)))
}

#[derive(Serialize)]
struct Taken {
    id: Uuid,
    version: i64,
    target: Option<Value>,
    trend: Option<Value>,
    gap: Option<Value>,
}

impl Taken {
    fn of(path: &path::Model) -> Self {
        Self {
            id: path.id.0,
            version: path.version,
            target: path.target.map(Quantity::number),
            trend: path.trend.map(Quantity::number),
            gap: path.gap.map(Quantity::number),
        }
    }
}

/// Works the trend out and writes it down, with the rights of whoever asks.
async fn work_out(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    headers: HeaderMap,
) -> Answer<Json<Taken>> {
    let house = &context.house;
    let path = find_path(house, &actor, PathId(id)).await?;
    let noun = house.registry.known(path::Entity::NAME)?;
    if !house.reader(&actor).within(noun, id, "edit").await? {
        return Err(Error::forbidden(path::Entity::NAME, "edit").into());
    }
    let told = measuring::trend(&context, &actor, &path, house.today()).await?.ok_or(rules::NOT_WORKED_OUT)?;
    let trend = told.exact.ok_or(rules::NO_VALUE)?;
    let asked = path.version;
    let (path, _) = house
        .write(actor, edge::request_id(&headers), move |work| {
            Box::pin(async move {
                let row = reading::editable::<path::Entity>(work, id).await?;
                // Worked out from what it asked then: if that has changed since, so has the trend.
                reading::unchanged::<path::Entity>(row.version, asked, &row)?;
                measuring::worked_out(work);
                let today = work.today;
                work.update::<path::Entity>(row, |row| {
                    (row.trend, row.trend_on) = (Some(trend), Some(today));
                })
                .await
            })
        })
        .await?;
    Ok(Json(Taken::of(&path)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    lines: Vec<Line>,
    /// Whether new ones are taken into the plan at once.
    #[serde(default)]
    plan: bool,
}

/// Initiatives in the order of the lines.
#[derive(Serialize)]
struct Written {
    ids: Vec<Uuid>,
}

/// Splits the gap of a path into initiatives, with the rights of whoever asks: all lines, or none.
async fn split(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    headers: HeaderMap,
    Body(asked): Body<Split>,
) -> Answer<Json<Written>> {
    let written = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move { splitting::split(work, PathId(id), &asked.lines, asked.plan).await })
    });
    let (ids, _) = written.await?;
    Ok(Json(Written { ids }))
}

#[derive(Serialize)]
struct Checked {
    id: Uuid,
    version: i64,
    #[serde(flatten)]
    measured: Measured,
}

/// Works out what the initiative has added by today and writes it into a check that is still to be done.
async fn measure_check(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    headers: HeaderMap,
) -> Answer<Json<Checked>> {
    let house = &context.house;
    let check = house.reader(&actor).find::<landing_check::Entity>(id).await?;
    let told = of_initiative(&context, &actor, check.initiative_id, house.today()).await?;
    let row = measuring::keep(house, (actor, edge::request_id(&headers)), LandingCheckId(id), &told).await?;
    Ok(Json(Checked { id, version: row.version, measured: told }))
}
