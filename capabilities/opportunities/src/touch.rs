//! Noun: a day on which somebody was in touch with an account.

use accounts::account::AccountId;
use kernel::{Noun, Resource};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(AccountTouchId of "account_touches");

/// A day on which somebody called, visited, met or wrote to an account or one of its contacts, or about one of its deals, until
/// the next such day. Written by the system, some minutes after the activity.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "account_touches")]
#[resource(label = "Day in touch", plural = "Days in touch", title = "name", group = "", icon = "phone")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountTouchId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Account", list, follows)]
    pub account_id: AccountId,
    /// The day once more.
    #[field(label = "Name")]
    pub name: String,
    #[field(label = "Day", list)]
    pub day: Date,
    /// Empty as long as there is none.
    #[field(label = "Next day", list)]
    pub next_day: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>().part().system()
}
