//! Noun: a period whose credit stands.

use crate::rules;
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Resource, Result, Work};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(ClosingId of "credit_closings");

/// Up to this day nothing is credited any more: what is corrected later counts on the day it is corrected.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "credit_closings")]
#[resource(
    label = "Closed credit period",
    plural = "Closed credit periods",
    title = "name",
    group = "settings",
    icon = "calendar"
)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClosingId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// What it is called, such as the third quarter.
    #[field(label = "Name", list, search)]
    pub name: String,
    /// The last day that is closed, and all before it.
    #[field(label = "Closed through", list, unique)]
    pub through: Date,
    #[field(label = "Note", kind = "LongText")]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move { Ok(rules::over(change.after.through, work.today)?) })
}

/// The last day that is closed.
pub(crate) async fn through(work: &Work) -> Result<Option<NaiveDate>> {
    let last = work.every::<Entity>().order_by_desc(Column::Through).one(work.conn()).await?;
    Ok(last.map(|closing| closing.through))
}
