//! A plan as a table, its edits, how it is drawn up, below `/api/v1`.

use crate::{
    cascade::Reason,
    checking::{self, Checks},
    comparing::{self, Comparison},
    drivers,
    editing::{self, Asked, Done},
    grid::{self, Grid},
    node::{self, Talk, TargetNodeId},
    plan::{self, TargetPlanId},
    publishing::{self, Publication},
    redrawing,
    replanning::{self, Rest},
    rules,
    settings::{self, Set, Settings},
    sheets,
    standing::{self, Attainment, Course, Mine},
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
use kernel::{Batch, Error, Resource, Result, Work, record};
use sea_orm::{ColumnTrait, QueryFilter, prelude::Uuid};
use serde::Deserialize;
use serde_json::{Value, json};

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/target_plans/{id}/grid", get(table))
        .route("/target_plans/{id}/edits", post(edits))
        .route("/target_plans/{id}/draw", post(draw))
        .route("/target_plans/{id}/comparison", get(comparison))
        .route("/target_plans/{id}/hand_down", post(hand_down))
        .route("/target_plans/{id}/settings", get(told).post(set))
        .route("/target_plans/{id}/publication", get(publication))
        .route("/target_plans/{id}/rest", get(rest).post(replan))
        .route("/target_plans/{id}/checks", get(checks))
        .route("/target_plans/{id}/attainment", get(attainment))
        .route("/target_plans/{id}/places/{node}/course", get(course))
        .route("/targets/mine", get(mine))
        .route("/target_plans/{id}/places/{node}/why", get(why))
        .merge(sheets::routes())
}

async fn table(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Grid>> {
    Ok(Json(grid::grid(&context.house, &actor, TargetPlanId(id)).await?))
}

async fn why(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((id, node)): Segments<(Uuid, Uuid)>,
) -> Answer<Json<Vec<Reason>>> {
    Ok(Json(grid::why(&context.house, &actor, TargetPlanId(id), TargetNodeId(node)).await?))
}

/// Answers with what is different now, and with what takes it back.
async fn edits(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
    Body(asked): Body<Asked>,
) -> Answer<Json<Done>> {
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            may_plan(work, TargetPlanId(id)).await?;
            editing::edit(work, TargetPlanId(id), asked).await
        })
    });
    let (done, _) = writing.await?;
    Ok(Json(done))
}

/// Draws the plan up anew: who is in it and what they are compared by. What was fixed stays with whoever it was fixed for.
async fn draw(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Value>> {
    // Numbers are asked before the work begins: they wait for what was written, and nothing waits for them.
    let plan = context.house.reader(&actor).find::<plan::Entity>(id).await?;
    let asked = kpis::numbers(&context, std::iter::empty()).await?;
    let numbers = drivers::numbers(&context.house, &asked, &actor, &plan).await?;
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let plan = may_plan(work, TargetPlanId(id)).await?;
            let drawn = redrawing::redraw(work, plan, &numbers).await?;
            Ok(json!({ "places": drawn }))
        })
    });
    let (done, _) = writing.await?;
    Ok(Json(done))
}

/// Rows a journal line speaks of.
const CHUNK: usize = 1_000;

/// The plan, to whoever may edit it.
pub(crate) async fn may_plan(work: &Work, id: TargetPlanId) -> Result<plan::Model> {
    let plan = work.find::<plan::Entity>(id.0).await?;
    let noun = work.house.registry.known(plan::Entity::NAME)?;
    let scope = work.reader().scope(noun, "edit").map_err(|_| Error::forbidden(plan::Entity::NAME, "edit"))?;
    let mine = work.every::<plan::Entity>().filter(plan::Column::Id.eq(id)).filter(scope);
    match mine.one(work.conn()).await? {
        Some(_) => Ok(plan),
        None => Err(Error::forbidden(plan::Entity::NAME, "edit")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    with: Uuid,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn comparison(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Beside>,
) -> Answer<Json<Comparison>> {
    Ok(Json(comparing::compare(&context.house, &actor, TargetPlanId(id), TargetPlanId(asked.with)).await?))
}

/// Hands the whole plan down: every place that was not yet.
async fn hand_down(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Value>> {
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let plan = may_plan(work, TargetPlanId(id)).await?;
            if !plan.is_open() {
                return Err(rules::PLAN_KEPT.into());
            }
            let held: Vec<node::Model> =
                node::of(work, plan.id).await?.into_iter().filter(|node| node.talk == Talk::Held).collect();
            for chunk in held.chunks(CHUNK) {
                let given = |node: &node::Model| {
                    let after = node::Model { talk: Talk::Given, ..node.clone() };
                    Ok((record::of_row::<node::Entity>(node)?, record::of_row::<node::Entity>(&after)?))
                };
                let changed = chunk.iter().map(given).collect::<Result<_>>()?;
                work.write_batch(node::Entity::NAME, Batch { created: Vec::new(), changed }).await?;
            }
            Ok(json!({ "places": held.len() }))
        })
    });
    let (done, _) = writing.await?;
    Ok(Json(done))
}

async fn told(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Settings>> {
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    Ok(Json(settings::settings(&context.house, &actor, &numbers, TargetPlanId(id)).await?))
}

/// Sets how the plan is spread. A season of past years is asked of the numbers before the work begins.
async fn set(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
    Body(asked): Body<Set>,
) -> Answer<Json<Value>> {
    let plan = context.house.reader(&actor).find::<plan::Entity>(id).await?;
    let history = if asked.by_history() {
        let numbers = kpis::numbers(&context, std::iter::empty()).await?;
        Some(settings::history(&context.house, &actor, &numbers, &plan).await?)
    } else {
        None
    };
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            may_plan(work, TargetPlanId(id)).await?;
            settings::set(work, TargetPlanId(id), asked, history).await
        })
    });
    let (version, _) = writing.await?;
    Ok(Json(json!({ "version": version })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct From {
    from: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn publication(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<From>,
) -> Answer<Json<Publication>> {
    Ok(Json(publishing::publication(&context.house, &actor, TargetPlanId(id), asked.from).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anew {
    from: Option<NaiveDate>,
    total: Option<String>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn rest(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<Anew>,
) -> Answer<Json<Rest>> {
    let id = TargetPlanId(id);
    Ok(Json(replanning::look(&context.house, &actor, id, asked.from, asked.total.as_deref()).await?))
}

/// Plans the days from one of them on anew: another plan, with whoever is there then. What is past stays.
async fn replan(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Segments(id): Segments<Uuid>,
    Body(asked): Body<replanning::Asked>,
) -> Answer<Json<Value>> {
    // As for drawing up: numbers are asked before the work begins.
    let plan = context.house.reader(&actor).find::<plan::Entity>(id).await?;
    if !plan.span().holds(asked.from) {
        return Err(rules::COUNTS_OUTSIDE.into());
    }
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    let days = replanning::for_days(&plan, asked.from);
    let numbers = drivers::numbers(&context.house, &numbers, &actor, &days).await?;
    let writing = context.house.write(actor, edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let plan = may_plan(work, TargetPlanId(id)).await?;
            let (made, places) = replanning::replan(work, plan, asked, &numbers).await?;
            Ok(json!({ "plan": made.id, "name": made.name, "places": places }))
        })
    });
    let (made, _) = writing.await?;
    Ok(Json(made))
}

async fn checks(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Checks>> {
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    Ok(Json(checking::checks(&context.house, &actor, &numbers, TargetPlanId(id)).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct On {
    day: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

async fn attainment(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(asked): Parameters<On>,
) -> Answer<Json<Attainment>> {
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    Ok(Json(standing::attainment(&context.house, &actor, &numbers, TargetPlanId(id), asked.day).await?))
}

async fn course(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments((id, node)): Segments<(Uuid, Uuid)>,
) -> Answer<Json<Course>> {
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    let (id, node) = (TargetPlanId(id), TargetNodeId(node));
    Ok(Json(standing::course(&context.house, &actor, &numbers, id, node).await?))
}

async fn mine(
    State(context): State<Context>,
    Signed(actor): Signed,
    Parameters(asked): Parameters<On>,
) -> Answer<Json<Mine>> {
    let numbers = kpis::numbers(&context, std::iter::empty()).await?;
    Ok(Json(standing::mine(&context.house, &actor, &numbers, asked.day).await?))
}
