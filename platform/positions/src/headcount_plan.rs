//! How many are wanted for a position in a unit.

use crate::{
    position::{self, PositionId},
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Quantity, Resource, Result, Work};
use org::unit::UnitId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(HeadcountPlanId of "headcount_plans");

/// How many a unit wants for a position from a month on, until its next plan for that position begins.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "headcount_plans")]
#[resource(label = "Headcount plan", plural = "Headcount plans", title = "name", group = "", icon = "team")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HeadcountPlanId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Unit", list)]
    pub unit_id: UnitId,
    #[field(label = "Position", list)]
    pub position_id: PositionId,
    /// The position's.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// It holds from the first day of this month until the next plan of the same unit and position begins.
    #[field(label = "Month", list)]
    pub month: NaiveDate,
    /// Full-time equivalents; 0 ends the plan.
    #[field(label = "Planned", list, range = "0..=100000")]
    pub planned: Quantity,
    #[field(label = "Reason", list)]
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        after.month = rules::month(after.month);
        let same = work
            .every::<Entity>()
            .filter(Column::UnitId.eq(after.unit_id))
            .filter(Column::PositionId.eq(after.position_id))
            .filter(Column::Month.eq(after.month))
            .filter(Column::Id.ne(after.id));
        if same.one(work.conn()).await?.is_some() {
            return Err(rules::TWICE_PLANNED.into());
        }
        if before.is_none_or(|before| before.position_id != after.position_id) {
            after.name = Some(work.fetch::<position::Entity>(after.position_id.0).await?.name);
        }
        Ok(())
    })
}
