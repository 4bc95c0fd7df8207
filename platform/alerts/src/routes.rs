//! Back-tests, the course of a case, and the rules that come with the product, below `/api/v1`.

use crate::{
    alert_rule,
    backtest::{self, Backtest},
    course,
    library::{self, Offer},
    rules,
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
use kernel::{Actor, Error, Period, Record, Refusal, Resource, record};
use parking_lot::Mutex;
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use std::sync::Arc;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/alert_rules/library", get(offered))
        .route("/alert_rules/backtest", post(draft))
        .route("/alert_rules/{id}/backtest", get(tried))
        .route("/alerts/{id}/course", get(went))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Over {
    /// The first day; left out, it is long enough to see something.
    from: Option<NaiveDate>,
    /// The last day; left out, it is today.
    to: Option<NaiveDate>,
    #[serde(rename = "locale")]
    _locale: Option<String>,
}

/// What a rule would have said.
async fn tried(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
    Parameters(over): Parameters<Over>,
) -> Answer<Json<Backtest>> {
    let rule = context.house.reader(&actor).find::<alert_rule::Entity>(id).await?;
    Ok(Json(backtest(&context, &actor, &rule, over.from, over.to).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    /// The fields of a rule, as one would be made of them.
    rule: Record,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// Ends what is only looked at.
const LOOKED_AT: Refusal = Refusal::new("alert_rules.looked_at", "this was only looked at");

/// The same of a rule that is not written yet: it is made as it would be, judged by the same rules, and taken back.
async fn draft(
    State(context): State<Context>,
    Signed(actor): Signed,
    headers: HeaderMap,
    Body(draft): Body<Draft>,
) -> Answer<Json<Backtest>> {
    let shown = Arc::new(Mutex::new(None));
    let (out, fields) = (shown.clone(), draft.rule);
    let looking = context.house.write(actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move {
            let made = work.create_record(alert_rule::Entity::NAME, &fields).await?;
            *out.lock() = Some(record::to_row::<alert_rule::Entity>(&made)?);
            Err::<(), Error>(LOOKED_AT.into())
        })
    });
    match looking.await {
        Err(Error::Refused(refusal)) if refusal.code == LOOKED_AT.code => {}
        Err(other) => return Err(other.into()),
        Ok(_) => return Err(Error::internal("a look was kept").into()),
    }
    let rule = shown.lock().take().ok_or_else(|| Error::NotFound(alert_rule::Entity::NAME.into()))?;
    Ok(Json(backtest(&context, &actor, &rule, draft.from, draft.to).await?))
}

async fn backtest(
    context: &Context,
    actor: &Actor,
    rule: &alert_rule::Model,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> kernel::Result<Backtest> {
    let house = &context.house;
    let usual = backtest::usual(rule, house);
    let over = Period::new(from.unwrap_or(usual.from()), to.unwrap_or(usual.to())).map_err(|_| rules::BACKWARDS)?;
    let today = house.today();
    let numbers = kpis::numbers(context, rule.question(house, today, today)?.cuts()).await?;
    backtest::of(house, &numbers, actor, rule, over).await
}

/// How the number of a case went.
async fn went(
    State(context): State<Context>,
    Signed(actor): Signed,
    Segments(id): Segments<Uuid>,
) -> Answer<Json<Backtest>> {
    let house = &context.house;
    let (alert, rule) = course::case(house, &actor, id).await?;
    let today = house.today();
    let numbers = kpis::numbers(&context, rule.question(house, today, today)?.cuts()).await?;
    Ok(Json(course::of(house, &numbers, &actor, &alert, &rule).await?))
}

/// Rules that come with the product, as drafts in the reader's language: those whose numbers they may see.
async fn offered(State(context): State<Context>, Signed(actor): Signed) -> Answer<Json<Vec<Offer>>> {
    Ok(Json(library::offered(&context.house, &actor).await?))
}
