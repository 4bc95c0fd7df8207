//! A duty on a sheet.

use crate::sheet::SheetId;
use kernel::Resource;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(DutyId of "position_duties");

/// Something that whoever holds the position does, and how one sees that it is done well.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "position_duties")]
#[resource(label = "Duty", plural = "Duties", title = "name", group = "", icon = "check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DutyId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Position sheet", follows)]
    pub sheet_id: SheetId,
    #[field(label = "Duty", list, search)]
    pub name: String,
    /// What it comes to in the day's work.
    #[field(label = "Tasks", list, search, kind = "LongText")]
    pub tasks: Option<String>,
    /// What others get from it: a plan, a report, a file.
    #[field(label = "Result", list)]
    pub result: Option<String>,
    /// Smaller numbers stand first.
    #[field(label = "Place", default = 0)]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
