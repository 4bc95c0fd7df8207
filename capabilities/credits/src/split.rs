//! Noun: somebody's share of the credit for a deal.

use kernel::{BasisPoints, Resource};
use opportunities::opportunity::OpportunityId;
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(SplitId of "credit_splits");

/// What somebody gets of a deal that is shared. The shares of a deal are 100 % together; a deal without any is its owner's.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "credit_splits")]
#[resource(label = "Credit share", plural = "Credit shares", title = "reason", group = "", icon = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SplitId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Opportunity", follows)]
    pub opportunity_id: OpportunityId,
    #[field(label = "Person", list)]
    pub person_id: PersonId,
    #[field(label = "Share", list, range = "0..=100")]
    pub share: BasisPoints,
    /// Of two with the same fraction of a cent the one that stands first gets it.
    #[field(label = "Place")]
    pub position: i64,
    /// Why it is shared so.
    #[field(label = "Reason", list)]
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
