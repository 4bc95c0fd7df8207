//! The row.

use kernel::Resource;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

pub use Model as __Name__;

kernel::id!(__Name__Id of "__names__");

/// What a __name__ is, in one sentence: people read it as help.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "__names__")]
#[resource(label = "__Label__", plural = "__Labels__", title = "name", group = "sell", icon = "table")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: __Name__Id,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    /// What people call it.
    #[field(label = "Name", list, search)]
    pub name: String,
    /// Who looks after it.
    #[field(label = "Owner", refers = "people", owner, list)]
    pub owner_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
