//! `/api/v1/shortcuts`: what one's own user pinned and looked at last.

use crate::shortcuts::{self, Address, Shortcuts};
use access::Caller;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post, put},
};
use edge::{Answer, Body, Context, Parameters};
use serde::Deserialize;

/// To be nested under `/api/v1`.
pub fn routes() -> Router<Context> {
    Router::new()
        .route("/shortcuts", get(show))
        .route("/shortcuts/pinned", put(pin).delete(unpin))
        .route("/shortcuts/recent", post(looked_at))
}

async fn show(State(context): State<Context>, caller: Caller) -> Answer<Json<Shortcuts>> {
    Ok(Json(shortcuts::of(&context.house, &caller.actor, caller.user()?).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pin {
    address: String,
    place: Option<usize>,
}

async fn pin(
    State(context): State<Context>,
    caller: Caller,
    headers: HeaderMap,
    Body(asked): Body<Pin>,
) -> Answer<Json<Shortcuts>> {
    let (user, address) = (caller.user()?, Address::read(&asked.address)?);
    shortcuts::within_reach(&context.house, &caller.actor, &address).await?;
    let writing = context.house.write(caller.actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move { shortcuts::pin(work, user, &address, asked.place).await })
    });
    writing.await?;
    Ok(Json(shortcuts::of(&context.house, &caller.actor, user).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    address: String,
}

async fn unpin(
    State(context): State<Context>,
    caller: Caller,
    headers: HeaderMap,
    Parameters(asked): Parameters<Place>,
) -> Answer<Json<Shortcuts>> {
    let (user, address) = (caller.user()?, Address::read(&asked.address)?);
    let writing = context.house.write(caller.actor.clone(), edge::request_id(&headers), move |work| {
        Box::pin(async move { shortcuts::unpin(work, user, &address).await })
    });
    writing.await?;
    Ok(Json(shortcuts::of(&context.house, &caller.actor, user).await?))
}

async fn looked_at(
    State(context): State<Context>,
    caller: Caller,
    headers: HeaderMap,
    Body(asked): Body<Place>,
) -> Answer<StatusCode> {
    let (user, address) = (caller.user()?, Address::read(&asked.address)?);
    let writing = context.house.write(caller.actor, edge::request_id(&headers), move |work| {
        Box::pin(async move { shortcuts::looked_at(work, user, &address).await })
    });
    writing.await?;
    Ok(StatusCode::NO_CONTENT)
}
