//! With whom a position works.

use crate::sheet::SheetId;
use kernel::{Choice, Resource};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(CollaboratorId of "position_collaborators");

/// Somebody whom the position works with, inside the company or outside, and what for.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "position_collaborators")]
#[resource(label = "Collaborator", plural = "Collaborators", title = "name", group = "", icon = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CollaboratorId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Position sheet", follows)]
    pub sheet_id: SheetId,
    /// A department, a role, a kind of company.
    #[field(label = "With whom", list, search)]
    pub name: String,
    #[field(label = "Side", list, default = "internal")]
    pub side: Side,
    #[field(label = "What for", list, search)]
    pub purpose: Option<String>,
    /// Smaller numbers stand first.
    #[field(label = "Place", default = 0)]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Side {
    #[choice(label = "Internal", tone = "blue")]
    Internal,
    #[choice(label = "External", tone = "gold")]
    External,
}
