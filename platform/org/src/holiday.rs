//! Days that the company's calendar treats otherwise than their weekday.

use chrono::NaiveDate;
use kernel::{BoxFuture, Resource, Result, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(HolidayId of "holidays");

/// A free day, or a weekend day that is worked in exchange for one.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "holidays")]
#[resource(label = "Holiday", plural = "Holidays", title = "name", group = "organization", icon = "calendar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HolidayId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Date", list, unique)]
    pub date: NaiveDate,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// A weekend day that is worked (调休), instead of a free day.
    #[field(label = "Worked", list, default = false)]
    pub make_up: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settled<'a>(_: Option<Model>, _: Option<Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(crate::company::take_up(work))
}
