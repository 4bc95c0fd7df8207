//! What the command line does with users and tokens, as the local operator.

use crate::{NewToken, NewUser, actor, operator, token, user};
use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, Error, FieldError, House, Result};
use sea_orm::{
    ConnectionTrait, QueryOrder,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde::Serialize;
use std::{fmt, sync::Arc};

/// Makes a user; `person` is named by name or id.
pub async fn add_user(
    house: &Arc<House>,
    login: &str,
    name: &str,
    roles: &[String],
    person: Option<&str>,
    password: String,
) -> Result<user::Model> {
    let person_id = match person {
        Some(person) => Some(find_person(house, person).await?),
        None => None,
    };
    let new = NewUser {
        login: login.to_owned(),
        name: name.to_owned(),
        password: Some(password),
        person_id,
        roles: roles.to_vec(),
        locale: None,
    };
    operator::create_user(house, Actor::operator(), new).await
}

/// The organization stands in another crate; its noun is found by name, as a reference's target is.
async fn find_person(house: &House, named: &str) -> Result<Uuid> {
    let people = house.registry.known("people")?;
    let mut select = Query::select();
    select.column("id").from(people.name).limit(2);
    match named.parse::<Uuid>() {
        Ok(id) => select.and_where(Expr::col("id").eq(id)),
        Err(_) => select.and_where(Expr::col(Alias::new(people.title)).eq(named)),
    };
    let found = house.store.reader().query_all(&select).await?;
    let wrong = |code, text| Error::from(FieldError::new("person_id", code, text).value(named));
    match found.as_slice() {
        [one] => Ok(one.try_get_by_index(0)?),
        [] => Err(wrong("fields.not_found", "there is no such row")),
        _ => Err(wrong("users.several_people", "several people have this name: give the id")),
    }
}

/// A line of `quartermaster user list`.
#[derive(Debug, Serialize)]
pub struct ListedUser {
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub roles: Vec<String>,
    pub active: bool,
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

impl fmt::Display for ListedUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.active { "" } else { "  (not active)" };
        write!(f, "{:<24} {:<24} {}{state}", self.login, self.name, self.roles.join(", "))
    }
}

pub async fn users(house: &House) -> Result<Vec<ListedUser>> {
    let operator = Actor::operator();
    let all = house.reader(&operator).visible::<user::Entity>().order_by_asc(user::Column::Login);
    let all = all.all(house.store.reader()).await?;
    let listed = all.into_iter().map(|user| ListedUser {
        id: user.id.0,
        login: user.login,
        name: user.name,
        roles: user.roles.0,
        active: user.active,
        last_sign_in_at: user.last_sign_in_at,
    });
    Ok(listed.collect())
}

pub async fn set_password(house: &Arc<House>, login: &str, password: String) -> Result<()> {
    operator::set_password(house, Actor::operator(), login, password).await
}

/// A token with all the rights of the user, for so many days; the answer is the token, which is not kept.
pub async fn create_token(house: &Arc<House>, login: &str, name: &str, days: u32) -> Result<String> {
    let missing = || Error::NotFound("users".into());
    let user = actor::find(house, &user::login(login)?).await?.filter(|user| user.active).ok_or_else(missing)?;
    let expires_at = Some(Utc::now() + Duration::days(days.into()));
    let new = NewToken { name: name.to_owned(), scopes: None, expires_at };
    Ok(operator::create_token(house, Actor::operator(), user.id.0, new).await?.1)
}

/// A line of `quartermaster token list`.
#[derive(Debug, Serialize)]
pub struct ListedToken {
    pub id: Uuid,
    pub prefix: String,
    pub name: String,
    pub login: String,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked: bool,
}

impl fmt::Display for ListedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expires = self.expires_at.map_or("never".to_owned(), |at| at.format("%Y-%m-%d").to_string());
        let state = if self.revoked { "  (revoked)" } else { "" };
        write!(f, "{}  {:<24} {:<24} expires {expires}{state}", self.prefix, self.login, self.name)
    }
}

pub async fn tokens(house: &House) -> Result<Vec<ListedToken>> {
    let operator = Actor::operator();
    let all = house.reader(&operator).visible::<token::Entity>().order_by_desc(token::Column::CreatedAt);
    let logins = users(house).await?;
    let listed = all.all(house.store.reader()).await?.into_iter().map(|token| ListedToken {
        id: token.id.0,
        prefix: token.prefix,
        name: token.name,
        login: logins.iter().find(|user| user.id == token.user_id.0).map(|user| user.login.clone()).unwrap_or_default(),
        expires_at: token.expires_at,
        last_used_at: token.last_used_at,
        revoked: token.revoked,
    });
    Ok(listed.collect())
}

/// Ends the token that begins so.
pub async fn revoke_token(house: &Arc<House>, prefix: &str) -> Result<()> {
    operator::revoke_token(house, Actor::operator(), prefix).await.map(|_| ())
}
