//! Whether somebody was there on a day, as a time clock or their manager says.

use crate::rules;
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(AttendanceDayId of "attendance_days");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    #[choice(label = "Present", tone = "green")]
    Present,
    /// At customers, on the road.
    #[choice(label = "In the field", tone = "cyan")]
    InTheField,
    #[choice(label = "Came late", tone = "gold")]
    Late,
    #[choice(label = "Left early", tone = "gold")]
    LeftEarly,
    /// Not there, and no leave was approved.
    #[choice(label = "Missing", tone = "red")]
    Missing,
}

/// One person on one day, usually imported from a time clock.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "attendance_days")]
#[resource(label = "Attendance day", plural = "Attendance days", title = "name", group = "", icon = "idcard")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttendanceDayId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, owner)]
    pub person_id: PersonId,
    #[field(label = "Day", list)]
    pub day: NaiveDate,
    /// The day.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    #[field(label = "Presence", list)]
    pub presence: Presence,
    #[field(label = "Hours", list, range = "0..=24")]
    pub hours: Option<Quantity>,
    #[field(label = "Note", list, personal)]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if after.day > work.today {
            return Err(rules::DAY_AHEAD.into());
        }
        after.name = Some(after.day.to_string());
        let moved = before.is_none_or(|before| (before.person_id, before.day) != (after.person_id, after.day));
        if moved {
            let same = work
                .every::<Entity>()
                .filter(Column::PersonId.eq(after.person_id))
                .filter(Column::Day.eq(after.day))
                .filter(Column::Id.ne(after.id));
            if same.one(work.conn()).await?.is_some() {
                return Err(rules::SAME_DAY.into());
            }
        }
        Ok(())
    })
}
