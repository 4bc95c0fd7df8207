//! Noun: a competitor in a deal.

use kernel::{Change, Noun, Resource, Result, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{competitor::CompetitorId, opportunity::OpportunityId};

kernel::id!(RivalId of "opportunity_competitors");

/// A competitor who wants the same deal.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "opportunity_competitors")]
#[resource(
    label = "Competitor in the deal",
    plural = "Competitors in the deal",
    title = "name",
    group = "",
    icon = "swords"
)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RivalId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Opportunity", follows)]
    pub opportunity_id: OpportunityId,
    #[field(label = "Competitor", list)]
    pub competitor_id: CompetitorId,
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// The one who got it.
    #[field(label = "Won it", list, default = false)]
    pub won: bool,
    #[field(label = "Note", list, kind = "LongText")]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>().part().settle::<Entity, _>(|change, work| Box::pin(settle(change, work)))
}

async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let Change { before, after: rival } = change;
    if before.is_none_or(|before| before.competitor_id != rival.competitor_id) || rival.name.is_none() {
        rival.name = Some(work.fetch::<crate::competitor::Entity>(rival.competitor_id.0).await?.name);
    }
    Ok(())
}
