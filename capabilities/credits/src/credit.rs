//! Noun: a line of the ledger.

use accounts::account::AccountId;
use kernel::{BasisPoints, Choice, Currency, Minor, Resource};
use opportunities::opportunity::OpportunityId;
use org::{person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(CreditId of "credits");

/// How somebody comes by credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Whole deal", tone = "green")]
    Direct,
    #[choice(label = "Split", tone = "blue")]
    Split,
    #[choice(label = "Overlay", tone = "purple")]
    Overlay,
    #[choice(label = "Roll-up", tone = "default")]
    Rollup,
}

/// What made somebody write a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Why {
    #[choice(label = "Won", tone = "green")]
    Won,
    #[choice(label = "No longer won", tone = "red")]
    Reopened,
    #[choice(label = "Amount changed", tone = "gold")]
    Amount,
    #[choice(label = "Owner changed", tone = "gold")]
    Owner,
    #[choice(label = "Deal corrected", tone = "gold")]
    Corrected,
    #[choice(label = "Credit shared", tone = "blue")]
    Shares,
    #[choice(label = "Ruling", tone = "purple")]
    Ruling,
    #[choice(label = "Credited again", tone = "default")]
    Again,
}

/// What somebody gets of a won deal, or a line that takes such a one back. Lines are added, never changed or removed; what
/// counts is their sum.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "credits")]
#[resource(label = "Credit", plural = "Credit ledger", title = "name", group = "sell", icon = "dollar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CreditId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// What the deal was called when the line was written.
    #[field(label = "Deal", list, search)]
    pub name: String,
    #[field(label = "Opportunity", follows)]
    pub opportunity_id: OpportunityId,
    #[field(label = "Account", list)]
    pub account_id: Option<AccountId>,
    /// Empty where the deal had no owner: it is credited to nobody, and shows as a gap.
    #[field(label = "Person", list, owner)]
    pub person_id: Option<PersonId>,
    /// Where the person stood on the day the deal was closed.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    #[field(label = "Kind", list)]
    pub kind: Kind,
    /// Of the deal. Of a roll-up, what those below have together.
    #[field(label = "Share", list, range = "0..=1000")]
    pub share: BasisPoints,
    /// Below zero where it takes back.
    #[field(label = "Amount", list)]
    pub amount: Minor,
    /// The deal's.
    #[field(label = "Currency")]
    pub currency: Currency,
    /// The day it counts: the one the deal was closed on, or the day it was written if the period was closed by then.
    #[field(label = "Counts on", list)]
    pub happened_on: Option<Date>,
    /// The day the deal was closed on.
    #[field(label = "Deal closed on")]
    pub closed_on: Option<Date>,
    #[field(label = "Why", list)]
    pub why: Why,
    /// What was said to it.
    #[field(label = "Note", search)]
    pub note: Option<String>,
    /// The line that this one takes back.
    #[field(label = "Takes back")]
    pub reverses_id: Option<CreditId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
