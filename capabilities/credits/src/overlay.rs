//! Noun: credit on top of a deal, for somebody who helped to win it.

use kernel::{BasisPoints, Resource};
use opportunities::opportunity::OpportunityId;
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(OverlayId of "credit_overlays");

/// What somebody gets on top, such as a specialist who helped to win a deal. It takes nothing from anybody and is not
/// rolled up.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "credit_overlays")]
#[resource(label = "Overlay credit", plural = "Overlay credit", title = "reason", group = "", icon = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OverlayId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Opportunity", follows)]
    pub opportunity_id: OpportunityId,
    #[field(label = "Person", list)]
    pub person_id: PersonId,
    #[field(label = "Share", list, range = "0..=1000")]
    pub share: BasisPoints,
    /// In this order they are shown.
    #[field(label = "Place")]
    pub position: i64,
    /// What for.
    #[field(label = "Reason", list)]
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
