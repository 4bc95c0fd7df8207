//! The first start: somebody has to be first, and only one can be.

use super::session::{Opened, opened};
use crate::{NewUser, operator, role, session, signed::Origins, user};
use axum::{Json, extract::State, http::HeaderMap};
use edge::{Answer, Body, Context, Language};
use kernel::{Actor, Error, FieldError, Origin, Refusal, Result, Work};
use sea_orm::{ConnectionTrait, SqlErr, sea_query::Query};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub const OWNER_MADE: &str = "owner_made";
const DONE: Refusal = Refusal::new("setup.done", "the owner's account was made already: sign in");

pub async fn show(State(context): State<Context>) -> Answer<Json<Value>> {
    let demo = &context.settings.demo_sign_ins;
    Ok(Json(json!({
        "needs_owner": !operator::has_users(&context.house).await?,
        "demo": !demo.is_empty(),
        "demo_sign_ins": demo,
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    login: String,
    name: String,
    password: String,
    company: String,
}

pub async fn found(
    State(context): State<Context>,
    origins: Origins,
    Language(language): Language,
    headers: HeaderMap,
    Body(found): Body<Found>,
) -> Answer<Opened> {
    let house = &context.house;
    if operator::has_users(house).await? {
        return Err(DONE.into());
    }
    let locale = match language {
        Some("zh") => Some(user::Locale::Zh),
        Some(_) | None => None,
    };
    let new = NewUser {
        login: found.login,
        name: found.name.trim().to_owned(),
        password: Some(found.password),
        person_id: None,
        roles: vec![role::ADMINISTRATOR.to_owned()],
        locale,
    };
    let missing: Vec<FieldError> = [("name", new.name.as_str()), ("company", found.company.trim())]
        .into_iter()
        .filter(|(_, value)| value.is_empty() || value.chars().count() > 200)
        .map(|(field, _)| FieldError::required(field))
        .collect();
    if !missing.is_empty() {
        return Err(Error::Invalid(missing).into());
    }
    let secret = operator::secret_of(&new).await?;
    let owner = Actor { name: Arc::from(new.name.as_str()), origin: Origin::Web, ..Actor::operator() };
    let company = found.company.trim().to_owned();
    let ((user, session, cookie), _) = house
        .write(owner, edge::request_id(&headers), move |work| {
            Box::pin(async move {
                be_first(work).await?;
                let row = operator::row(work, new, secret);
                let user = crate::organization::found(work, row, &company).await?;
                let agent = origins.agent.as_deref();
                let (session, cookie) = session::open(work, user.id.0, origins.address.as_deref(), agent).await?;
                Ok((user, session, cookie))
            })
        })
        .await?;
    if let Some(language) = language.filter(|language| *language != "en") {
        crate::shipped::name_in(house, language).await?;
    }
    opened(&context, user, session, &cookie, language).await
}

/// Of several who try at the same moment one writes the row; the others wait for it and are refused.
async fn be_first(work: &Work) -> Result<()> {
    let mut once = Query::insert();
    once.into_table(OWNER_MADE).columns(["once"]).values_panic([1i64.into()]);
    work.conn().execute(&once).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::from(DONE),
        _ => error.into(),
    })?;
    let any = Query::select().column("id").from("users").limit(1).take();
    if work.conn().query_one(&any).await?.is_some() { Err(DONE.into()) } else { Ok(()) }
}
