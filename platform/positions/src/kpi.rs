//! What a position is measured by.

use crate::{lines, rules, sheet::SheetId};
use kernel::{BasisPoints, BoxFuture, Change, Resource, Result, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(KpiId of "position_kpis");

/// A measure of the position, with its weight and what is aimed at.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "position_kpis")]
#[resource(label = "Position KPI", plural = "Position KPIs", title = "name", group = "", icon = "chart")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KpiId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Position sheet", follows)]
    pub sheet_id: SheetId,
    #[field(label = "KPI", list, search)]
    pub name: String,
    /// Its part of the whole; the weights of a sheet come to 100 %.
    #[field(label = "Weight", list, range = "0..=100")]
    pub weight: Option<BasisPoints>,
    /// What is good enough, and what is excellent.
    #[field(label = "Standard", list)]
    pub standard: Option<String>,
    /// The number of this product that measures it, by its name: `win_rate`. Empty where none does.
    #[field(label = "Number", list)]
    pub metric: Option<String>,
    /// Smaller numbers stand first.
    #[field(label = "Place", default = 0)]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if let Some(metric) = &after.metric
            && before.is_none_or(|before| before.metric.as_ref() != Some(metric))
            && !work.house.registry.metrics.contains_key(metric.as_str())
        {
            return Err(rules::UNKNOWN_METRIC.with("metric", metric).into());
        }
        lines::settle(Change { before, after }, work).await
    })
}
