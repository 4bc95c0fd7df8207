//! Noun: a reason for winning or losing.

use kernel::{Choice, Noun, Resource};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ReasonId of "reasons");

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Explains {
    #[choice(label = "Won deals", tone = "green")]
    Won,
    #[choice(label = "Lost deals", tone = "red")]
    Lost,
    #[choice(label = "Both", tone = "default")]
    Both,
}

/// Why deals are won or lost.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "reasons")]
#[resource(label = "Reason", plural = "Reasons", title = "name", group = "settings", icon = "question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReasonId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Explains", list, default = "both")]
    pub explains: Explains,
    #[field(label = "Place in the list", default = 0)]
    pub position: i64,
    /// Not offered any more; deals that have it keep it.
    #[field(label = "Retired", list, default = false)]
    pub retired: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>()
}
