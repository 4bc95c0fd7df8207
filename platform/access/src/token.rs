//! Programs that sign in.

use crate::user::UserId;
use chrono::{DateTime, Utc};
use kernel::Resource;
use sea_orm::{entity::prelude::*, prelude::Json};
use serde::{Deserialize, Serialize};

kernel::id!(TokenId of "tokens");

/// What a program carries instead of a password. It never may do more than its user.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "tokens")]
#[resource(label = "Token", plural = "Tokens", title = "name", group = "administration", icon = "key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TokenId,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// Whose rights it carries.
    #[field(label = "User", list)]
    pub user_id: UserId,
    /// How the token begins, to recognize it by; the rest is shown once and not kept.
    #[field(label = "Begins with", list)]
    pub prefix: String,
    /// Grants that narrow the user's; empty: all that the user may do.
    #[field(label = "Scopes")]
    pub scopes: Option<Json>,
    #[field(label = "Expires", list)]
    pub expires_at: Option<DateTime<Utc>>,
    /// To within five minutes.
    #[field(label = "Last used", list, read_only)]
    pub last_used_at: Option<DateTime<Utc>>,
    #[field(label = "Revoked", list, default = false)]
    pub revoked: bool,
    /// The digest of the token.
    #[field(label = "Digest", read_only, secret, unique)]
    pub digest: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
