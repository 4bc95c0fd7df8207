//! A position: what the work is, whoever does it.

use crate::rules;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::unit::UnitId;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(PositionId of "positions");

/// Work that somebody is wanted for, designed by process, customer, industry, region or product, not by person.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "positions")]
#[resource(label = "Position", plural = "Positions", title = "name", group = "organization", icon = "idcard")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PositionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// What the company and other systems call it.
    #[field(label = "Code", list, search, unique)]
    pub code: Option<String>,
    /// The part of the business process that it serves.
    #[field(label = "Process stage", list, default = "whole")]
    pub stage: Stage,
    /// Whom it reports to.
    #[field(label = "Reports to", list)]
    pub reports_to_id: Option<PositionId>,
    /// The customers it is for; empty means all.
    #[field(label = "Customer tier", list, group = "design")]
    pub tier: Option<Tier>,
    /// Empty means every industry.
    #[field(label = "Industry", search, group = "design")]
    pub industry: Option<String>,
    /// The region or unit that it belongs to; empty means that every unit may have it.
    #[field(label = "Region or unit", group = "design")]
    pub unit_id: Option<UnitId>,
    /// The products it is for; empty means all.
    #[field(label = "Product focus", search, group = "design")]
    pub products: Option<String>,
    /// People may be appointed to it.
    #[field(label = "Active", list, read_only, default = true)]
    pub active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    #[choice(label = "Acquire", tone = "blue")]
    Acquire,
    #[choice(label = "Convert", tone = "cyan")]
    Convert,
    #[choice(label = "Deliver", tone = "gold")]
    Deliver,
    #[choice(label = "Maintain", tone = "green")]
    Maintain,
    #[choice(label = "Whole process", tone = "purple")]
    Whole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    #[choice(label = "Key accounts", tone = "gold")]
    KeyAccount,
    #[choice(label = "Mid-size and small", tone = "blue")]
    MidAndSmall,
    #[choice(label = "Potential customers", tone = "cyan")]
    Potential,
    #[choice(label = "Consumers and shops", tone = "green")]
    Retail,
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        let Some(above) = after.reports_to_id else { return Ok(()) };
        if change.before.is_some_and(|before| before.reports_to_id == Some(above)) {
            return Ok(());
        }
        let rows: Vec<(PositionId, Option<PositionId>)> = work
            .every::<Entity>()
            .select_only()
            .columns([Column::Id, Column::ReportsToId])
            .into_tuple()
            .all(work.conn())
            .await?;
        Ok(rules::no_circle(after.id, above, &rows.into_iter().collect())?)
    })
}
