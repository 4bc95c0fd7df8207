//! Noun: a line of a deal's stage history.

use kernel::{Noun, Resource};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{opportunity::OpportunityId, stage::StageId};

kernel::id!(StageChangeId of "stage_changes");

/// When a deal entered a stage. Written with the deal; a deal that was imported has none from before, for none is known.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "stage_changes")]
#[resource(label = "Stage change", plural = "Stage changes", title = "name", group = "", icon = "steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageChangeId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Opportunity", list, follows)]
    pub opportunity_id: OpportunityId,
    /// Empty where the deal began here.
    #[field(label = "From", list)]
    pub from_stage_id: Option<StageId>,
    #[field(label = "To", list)]
    pub to_stage_id: StageId,
    /// What the stage was called then.
    #[field(label = "Name")]
    pub name: String,
    /// The day on which it happened.
    #[field(label = "Since", list)]
    pub since: Date,
    /// How many days the deal had stood in the stage it left.
    #[field(label = "Days before", list)]
    pub days_before: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>().part().system()
}
