//! What somebody may do, noun by noun.

use crate::{grants, user};
use chrono::{DateTime, Utc};
use kernel::{Change, Error, FieldError, Grants, Noun, Origin, Refusal, Resource, Result, Work};
use sea_orm::{entity::prelude::*, prelude::Json};
use serde::{Deserialize, Serialize};

kernel::id!(RoleId of "roles");

/// The role that may do everything, and can neither be narrowed nor removed.
pub const ADMINISTRATOR: &str = "administrator";

/// A set of rights that users are given by name.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "roles")]
#[resource(label = "Role", plural = "Roles", title = "label", group = "administration", icon = "safety")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleId,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub custom: Json,
    /// Users carry it; it does not change.
    #[field(label = "Name", list, search, unique)]
    pub name: String,
    #[field(label = "Label", list, search)]
    pub label: String,
    /// Per noun (`*`: those not named): how far `read`, `create`, `edit`, `delete` and each verb reach
    /// (`own`, `team`, `subtree`, `all`), whether `import`, `export` and `personal` are given, and the fields that are
    /// `hidden` or `locked`.
    #[field(label = "Grants")]
    pub grants: Json,
    /// As it came with the release; edited, it is yours and no release changes it.
    #[field(label = "Shipped", list, read_only, default = false)]
    pub shipped: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub const ADMINISTRATOR_STAYS: Refusal =
    Refusal::new("roles.administrator_stays", "the administrator's role stays as it is");
pub const IN_USE: Refusal = Refusal::new("roles.in_use", "users have this role: {users}");

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .settle::<Entity, _>(|change, work| Box::pin(settle(change, work)))
        .settled::<Entity, _>(|before, after, work| Box::pin(settled(before, after, work)))
}

async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let role = change.after;
    let read = role.grants()?;
    if work.actor.origin == Origin::System {
        // Shipped roles name nouns of capabilities that this server may have been built without.
        return Ok(());
    }
    let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !(1..=60).contains(&role.name.len()) || !role.name.chars().all(named) {
        return Err(FieldError::new("name", "roles.name_shape", "a role's name is small letters, digits and _")
            .value(&role.name)
            .into());
    }
    if let Some(before) = change.before {
        if before.name != role.name {
            return Err(FieldError::new("name", "roles.name_stays", "users carry this name: it stays").into());
        }
        if before.name == ADMINISTRATOR && before.grants != role.grants {
            return Err(ADMINISTRATOR_STAYS.into());
        }
        grants_within_mine(before, work)?;
    }
    let errors = grants::unknown(&read, &work.house.registry);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    grants_within_mine(role, work)?;
    role.shipped = false;
    Ok(())
}

fn grants_within_mine(role: &Model, work: &Work) -> Result<()> {
    if grants::covers(&work.actor.grants, &role.grants()?) { Ok(()) } else { Err(user::BEYOND_YOU.on("grants").into()) }
}

async fn settled(before: Option<Model>, after: Option<Model>, work: &mut Work) -> Result<()> {
    if after.is_some() {
        return Ok(());
    }
    let Some(gone) = before else { return Ok(()) };
    if gone.name == ADMINISTRATOR {
        return Err(ADMINISTRATOR_STAYS.into());
    }
    let users = work.every::<user::Entity>().all(work.conn()).await?;
    let carriers: Vec<_> =
        users.iter().filter(|user| user.roles.0.contains(&gone.name)).map(|user| user.login.as_str()).collect();
    if carriers.is_empty() { Ok(()) } else { Err(IN_USE.with("users", carriers.join(", ")).into()) }
}

impl Model {
    /// Its grants; what cannot be read as grants is named.
    pub fn grants(&self) -> Result<Grants> {
        Grants::deserialize(&self.grants).map_err(|error| {
            FieldError::new("grants", "roles.not_grants", "these are not grants: {why}").with("why", error).into()
        })
    }
}
