//! What the command line, the demo and tests do with users and tokens.

use crate::{actor, credential, grants, password, session, token, user};
use chrono::{DateTime, Utc};
use kernel::{Actor, Error, FieldError, Grants, House, Result, Tags, Work};
use sea_orm::{
    ConnectionTrait,
    entity::prelude::*,
    prelude::{Json, Uuid},
    sea_query::{Expr, Query},
};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// A user to be made.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    pub login: String,
    pub name: String,
    /// `None`: signs in only after somebody has set one, or with a token.
    pub password: Option<String>,
    pub person_id: Option<Uuid>,
    pub roles: Vec<String>,
    pub locale: Option<user::Locale>,
}

/// Whether anybody has an account.
pub async fn has_users(house: &House) -> Result<bool> {
    let any = Query::select().expr(Expr::val(1)).from("users").limit(1).take();
    Ok(house.store.reader().query_one(&any).await?.is_some())
}

/// Makes a user, password rules included.
pub async fn create_user(house: &Arc<House>, as_actor: Actor, new: NewUser) -> Result<user::Model> {
    let secret = secret_of(&new).await?;
    let (made, _) = house
        .write(as_actor, None, move |work| {
            Box::pin(async move {
                let row = row(work, new, secret);
                work.create::<user::Entity>(row).await
            })
        })
        .await?;
    Ok(made)
}

/// The hash of the password that a new user is to have.
pub(crate) async fn secret_of(new: &NewUser) -> Result<Option<String>> {
    let Some(password) = &new.password else { return Ok(None) };
    password::check(password, &user::login(&new.login)?, "password")?;
    Ok(Some(password::hash(password.clone()).await?))
}

pub(crate) fn row(work: &Work, new: NewUser, secret: Option<String>) -> user::Model {
    user::Model {
        id: user::UserId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        login: new.login,
        name: new.name,
        person_id: new.person_id,
        roles: Tags(new.roles),
        locale: new.locale,
        theme: None,
        density: None,
        active: true,
        last_sign_in_at: None,
        secret,
    }
}

/// Gives the user a new password and ends all their sessions.
pub async fn set_password(house: &Arc<House>, as_actor: Actor, login: &str, password: String) -> Result<()> {
    let login = user::login(login)?;
    password::check(&password, &login, "password")?;
    let secret = password::hash(password).await?;
    let found = actor::find(house, &login).await?.ok_or_else(|| Error::NotFound("users".into()))?;
    house
        .write(as_actor, None, move |work| {
            Box::pin(async move {
                session::end_all(work.conn(), found.id.0, None).await?;
                work.note("users", Some(found.id.0), "set_password", json!({})).await?;
                work.update::<user::Entity>(found, |user| user.secret = Some(secret)).await
            })
        })
        .await?;
    Ok(())
}

/// What a token may do and how long.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    pub name: String,
    /// Grants that narrow the user's.
    #[serde(default)]
    pub scopes: Option<Json>,
    #[serde(default)]
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a token; answers with it and the secret, which is not kept and cannot be shown again.
pub async fn create_token(
    house: &Arc<House>,
    as_actor: Actor,
    user: Uuid,
    new: NewToken,
) -> Result<(token::Model, String)> {
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(FieldError::required("name").into());
    }
    if new.expires_at.is_some_and(|expires| expires <= Utc::now()) {
        return Err(FieldError::new("expires_at", "tokens.expired", "this moment is over").into());
    }
    if let Some(scopes) = &new.scopes {
        let read = Grants::deserialize(scopes).map_err(|error| {
            FieldError::new("scopes", "roles.not_grants", "these are not grants: {why}").with("why", error)
        })?;
        let mut errors = grants::unknown(&read, &house.registry);
        if !errors.is_empty() {
            errors.iter_mut().for_each(|error| error.field = "scopes".into());
            return Err(Error::Invalid(errors));
        }
    }
    let secret = format!("{}{}", credential::TOKEN_PREFIX, credential::fresh());
    let (prefix, digest) = (secret[..10].to_owned(), credential::digest(&secret));
    let (made, _) = house
        .write(as_actor, None, move |work| {
            Box::pin(async move {
                let row = token::Model {
                    id: token::TokenId::new(),
                    version: 1,
                    created_at: work.now,
                    updated_at: work.now,
                    custom: json!({}),
                    name,
                    user_id: user::UserId(user),
                    prefix,
                    scopes: new.scopes,
                    expires_at: new.expires_at,
                    last_used_at: None,
                    revoked: false,
                    digest,
                };
                work.create::<token::Entity>(row).await
            })
        })
        .await?;
    Ok((made, secret))
}

/// Ends a token, named by its id or by how it begins.
pub async fn revoke_token(house: &Arc<House>, as_actor: Actor, named: &str) -> Result<token::Model> {
    let named = named.to_owned();
    let (revoked, _) = house
        .write(as_actor, None, move |work| {
            Box::pin(async move {
                let all = work.every::<token::Entity>().filter(token::Column::Revoked.eq(false));
                let mut found = all.all(work.conn()).await?;
                found.retain(|token| token.prefix == named || token.id.to_string() == named);
                match (found.pop(), found.is_empty()) {
                    (Some(token), true) => work.update::<token::Entity>(token, |token| token.revoked = true).await,
                    _ => Err(Error::NotFound("tokens".into())),
                }
            })
        })
        .await?;
    Ok(revoked)
}

/// A user that only programs and tests sign in as; answers with a token of theirs.
pub async fn make_user_with_token(
    house: &Arc<House>,
    login: &str,
    name: &str,
    person_id: Option<Uuid>,
    roles: &[&str],
) -> Result<String> {
    let new = NewUser {
        login: login.to_owned(),
        name: name.to_owned(),
        person_id,
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..NewUser::default()
    };
    let user = create_user(house, Actor::operator(), new).await?;
    let new = NewToken { name: name.to_owned(), ..NewToken::default() };
    Ok(create_token(house, Actor::operator(), user.id.0, new).await?.1)
}
