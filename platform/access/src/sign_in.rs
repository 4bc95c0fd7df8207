//! Tries to sign in.

use crate::user::UserId;
use chrono::{DateTime, Utc};
use kernel::{Choice, Resource};
use sea_orm::{entity::prelude::*, prelude::Json};
use serde::{Deserialize, Serialize};

kernel::id!(SignInId of "sign_ins");

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Choice, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    #[choice(label = "Signed in", tone = "green")]
    SignedIn,
    #[choice(label = "Wrong password", tone = "orange")]
    WrongPassword,
    #[choice(label = "Unknown login", tone = "orange")]
    UnknownLogin,
    #[choice(label = "Not active", tone = "red")]
    NotActive,
}

/// One try to sign in that was looked at; those made to wait are not.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "sign_ins")]
#[resource(label = "Sign-in", plural = "Sign-ins", title = "login", group = "administration", icon = "login")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignInId,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub custom: Json,
    /// As it was typed.
    #[field(label = "Login", list, search)]
    pub login: String,
    #[field(label = "User", list)]
    pub user_id: Option<UserId>,
    #[field(label = "Outcome", list)]
    pub outcome: Outcome,
    /// Where the request came from.
    #[field(label = "Address", list, personal)]
    pub address: Option<String>,
    #[field(label = "Browser")]
    pub agent: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
