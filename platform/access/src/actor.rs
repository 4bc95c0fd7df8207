//! A user as the one who acts.

use crate::{role, user};
use kernel::{Actor, Error, Grants, House, Origin, Result, Standing};
use org::person::PersonId;
use sea_orm::{entity::prelude::*, prelude::Uuid};
use std::sync::Arc;

/// The user as an actor with today's rights; `None` when there is no such active user.
pub async fn actor_of_user(house: &House, user: Uuid) -> Result<Option<Actor>> {
    let system = Actor::system();
    let found = house.reader(&system).visible::<user::Entity>().filter(user::Column::Id.eq(user));
    match found.one(house.store.reader()).await? {
        Some(user) if user.active => Ok(Some(of(house, user).await?)),
        Some(_) | None => Ok(None),
    }
}

/// The same, read inside a work.
pub async fn actor_within(work: &kernel::Work, user: Uuid) -> Result<Option<Actor>> {
    let found = work.every::<user::Entity>().filter(user::Column::Id.eq(user)).one(work.conn()).await?;
    let Some(user) = found.filter(|user| user.active) else { return Ok(None) };
    let roles = work.every::<role::Entity>().filter(role::Column::Name.is_in(&user.roles.0)).all(work.conn()).await?;
    let standing = match user.person_id {
        Some(person) => org::standing(work.conn(), PersonId(person), work.today).await?,
        None => Standing::default(),
    };
    made_of(user, &roles, standing).map(Some)
}

/// The same by login, for the command line's `--as`.
pub async fn actor_of(house: &House, login: &str) -> Result<Actor> {
    match find(house, &user::login(login)?).await? {
        Some(user) if user.active => Ok(of(house, user).await?.through(Origin::Command)),
        Some(_) | None => Err(Error::NotFound("users".into())),
    }
}

/// Whoever has this login, which is given as it is kept.
pub(crate) async fn find(house: &House, login: &str) -> Result<Option<user::Model>> {
    let system = Actor::system();
    let found = house.reader(&system).visible::<user::Entity>().filter(user::Column::Login.eq(login));
    Ok(found.one(house.store.reader()).await?)
}

pub(crate) async fn of(house: &House, user: user::Model) -> Result<Actor> {
    let system = Actor::system();
    let roles = house.reader(&system).visible::<role::Entity>().filter(role::Column::Name.is_in(&user.roles.0));
    let roles = roles.all(house.store.reader()).await?;
    let standing = match user.person_id {
        Some(person) => org::standing(house.store.reader(), PersonId(person), house.today()).await?,
        None => Standing::default(),
    };
    made_of(user, &roles, standing)
}

fn made_of(user: user::Model, roles: &[role::Model], standing: Standing) -> Result<Actor> {
    let grants: Vec<Grants> = roles.iter().map(role::Model::grants).collect::<Result<_>>()?;
    Ok(Actor {
        user: Some(user.id.0),
        person: user.person_id,
        name: user.name.into(),
        grants: Arc::new(Grants::union(&grants)),
        standing: Arc::new(standing),
        origin: Origin::Web,
        locale: user.locale.map_or("en", user::Locale::word),
    })
}
