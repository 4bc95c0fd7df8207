//! Who signs in.

use crate::{actions::SetPassword, demo, grants, role, session};
use chrono::{DateTime, Utc};
use kernel::{Change, Choice, FieldError, Grants, Noun, Origin, Refusal, Resource, Result, Tags, Work};
use sea_orm::{entity::prelude::*, prelude::Json};
use serde::{Deserialize, Serialize};

kernel::id!(UserId of "users");

/// The language that a user reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    #[choice(label = "English", tone = "default")]
    En,
    #[choice(label = "中文", tone = "default")]
    Zh,
}

impl Locale {
    pub fn word(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Zh => "zh",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[choice(label = "Light", tone = "default")]
    Light,
    #[choice(label = "Dark", tone = "default")]
    Dark,
    #[choice(label = "As the system", tone = "default")]
    System,
}

/// How much stands on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Density {
    #[choice(label = "Comfortable", tone = "default")]
    Comfortable,
    #[choice(label = "Compact", tone = "default")]
    Compact,
}

/// A sign-in, and what it may do.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "users")]
#[resource(label = "User", plural = "Users", title = "name", group = "administration", icon = "user")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub custom: Json,
    /// What is typed in to sign in; case does not matter. A mail address will do.
    #[field(label = "Login", list, search, unique)]
    pub login: String,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// Whom in the organization it belongs to; without a person nothing is one's own.
    #[field(label = "Person", list, refers = "people")]
    pub person_id: Option<Uuid>,
    /// Names of roles. What any of them allows is allowed.
    #[field(label = "Roles", list)]
    pub roles: Tags,
    /// Empty: as the browser says.
    #[field(label = "Language")]
    pub locale: Option<Locale>,
    #[field(label = "Appearance")]
    pub theme: Option<Theme>,
    /// How close together rows and fields stand.
    #[field(label = "Density")]
    pub density: Option<Density>,
    /// Only active users sign in.
    #[field(label = "Active", list, default = true)]
    pub active: bool,
    #[field(label = "Last sign-in", list, read_only)]
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// The hash of the password.
    #[field(label = "Password", read_only, secret)]
    pub secret: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub const LAST_ADMINISTRATOR: Refusal =
    Refusal::new("users.last_administrator", "one active administrator has to remain").on("roles");
pub const BEYOND_YOU: Refusal =
    Refusal::new("users.beyond_you", "this would take rights that you do not have yourself").on("roles");

pub fn noun() -> Noun {
    Noun::of::<Entity>()
        .verb::<SetPassword>()
        .settle::<Entity, _>(|change, work| Box::pin(settle(change, work)))
        .settled::<Entity, _>(|before, after, work| Box::pin(settled(before, after, work)))
}

async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let user = change.after;
    user.login = login(&user.login)?;
    let roles = work.every::<role::Entity>().all(work.conn()).await?;
    let mut unknown = user.roles.0.iter().filter(|name| !roles.iter().any(|role| role.name == **name));
    if let Some(name) = unknown.next() {
        return Err(FieldError::new("roles", "users.unknown_role", "there is no role {role}")
            .with("role", name)
            .value(name)
            .into());
    }
    let touches_rights = change.before.is_none_or(|before| before.roles != user.roles || before.active != user.active);
    let another = work.actor.user != Some(user.id.0);
    if work.actor.origin != Origin::System && (touches_rights || another) {
        may_touch(change.before, work, &roles)?;
        may_touch(Some(user), work, &roles)?;
    }
    Ok(())
}

async fn settled(before: Option<Model>, after: Option<Model>, work: &mut Work) -> Result<()> {
    let was_administrator = before.as_ref().is_some_and(Model::is_administrator);
    if was_administrator && !after.as_ref().is_some_and(Model::is_administrator) {
        let users = work.every::<Entity>().filter(Column::Active.eq(true)).all(work.conn()).await?;
        if !users.iter().any(Model::is_administrator) {
            return Err(LAST_ADMINISTRATOR.into());
        }
    }
    let Some(before) = before else { return Ok(()) };
    if after.as_ref().is_none_or(|after| !after.active) {
        session::end_all(work.conn(), before.id.0, None).await?;
    }
    if after.is_none_or(|after| !after.active || after.secret != before.secret || after.login != before.login) {
        demo::conceal(work, before.id.0).await?;
    }
    Ok(())
}

/// Whoever changes a user could become that user: it takes all the rights that the user has.
pub(crate) fn may_touch(user: Option<&Model>, work: &Work, roles: &[role::Model]) -> Result<()> {
    let Some(user) = user else { return Ok(()) };
    let held = roles.iter().filter(|role| user.roles.0.contains(&role.name)).map(role::Model::grants);
    let held: Vec<Grants> = held.collect::<Result<_>>()?;
    if grants::covers(&work.actor.grants, &Grants::union(&held)) { Ok(()) } else { Err(BEYOND_YOU.into()) }
}

impl Model {
    pub fn is_administrator(&self) -> bool {
        self.active && self.roles.0.iter().any(|role| role == role::ADMINISTRATOR)
    }
}

/// A login as it is kept and compared.
pub fn login(typed: &str) -> Result<String, FieldError> {
    let login = typed.trim().to_lowercase();
    let plain = !login.chars().any(|c| c.is_whitespace() || c.is_control());
    if plain && (2..=100).contains(&login.chars().count()) {
        Ok(login)
    } else {
        Err(FieldError::new("login", "users.login_shape", "a login has 2 to 100 characters without spaces")
            .value(typed))
    }
}
