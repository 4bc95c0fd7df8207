//! Noun: a competitor.

use kernel::{Noun, Resource};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(CompetitorId of "competitors");

/// Who else sells what we sell.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "competitors")]
#[resource(label = "Competitor", plural = "Competitors", title = "name", group = "sell", icon = "swords")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompetitorId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search, unique)]
    pub name: String,
    #[field(label = "Website", list, kind = "Url")]
    pub website: Option<String>,
    #[field(label = "Strengths", kind = "LongText")]
    pub strengths: Option<String>,
    #[field(label = "Weaknesses", kind = "LongText")]
    pub weaknesses: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>()
}
