//! The tokens of whoever is signed in.

use crate::{Caller, NewToken, operator, token};
use axum::{Json, extract::State, http::StatusCode};
use edge::{Answer, Body, Context, Segments};
use kernel::{Actor, Error};
use sea_orm::{entity::prelude::*, prelude::Uuid};
use serde_json::{Value, json};

pub async fn list(State(context): State<Context>, caller: Caller) -> Answer<Json<Value>> {
    caller.session()?;
    let tokens = of(&context, caller.user()?).await?;
    let rows: Vec<Value> = tokens.iter().map(shown).collect();
    Ok(Json(json!({ "rows": rows, "next": null, "total": rows.len() })))
}

/// The answer holds the token itself, this once.
pub async fn issue(
    State(context): State<Context>,
    caller: Caller,
    Body(new): Body<NewToken>,
) -> Answer<(StatusCode, Json<Value>)> {
    caller.session()?;
    let user = caller.user()?;
    let (made, secret) = operator::create_token(&context.house, caller.actor, user, new).await?;
    let mut answer = shown(&made);
    answer["token"] = secret.into();
    Ok((StatusCode::CREATED, Json(answer)))
}

pub async fn revoke(
    State(context): State<Context>,
    caller: Caller,
    Segments(id): Segments<Uuid>,
) -> Answer<StatusCode> {
    caller.session()?;
    let mine = of(&context, caller.user()?).await?;
    if !mine.iter().any(|token| token.id.0 == id) {
        return Err(Error::NotFound("tokens".into()).into());
    }
    operator::revoke_token(&context.house, caller.actor, &id.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The user's own, newest first; no right on the noun is asked for what is one's own.
async fn of(context: &Context, user: Uuid) -> Answer<Vec<token::Model>> {
    let system = Actor::system();
    let reader = context.house.reader(&system);
    let mine = reader.visible::<token::Entity>().filter(token::Column::UserId.eq(user));
    let mine = sea_orm::QueryOrder::order_by_desc(mine, token::Column::CreatedAt);
    Ok(mine.all(context.house.store.reader()).await?)
}

fn shown(token: &token::Model) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
        "revoked": token.revoked,
    })
}
