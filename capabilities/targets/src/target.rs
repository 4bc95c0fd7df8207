//! A target in force: what a unit or a person is to reach in a period, as it was published.

use crate::plan::TargetPlanId;
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Currency, Minor, Quantity, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(TargetId of "targets");

/// Base, stretch and challenge of a unit or a person for one period. Written by publishing and by nothing else; a plan that
/// counts later ends those of the plan before, and what is past stays.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "targets")]
#[resource(label = "Target", plural = "Targets", title = "name", group = "plan", icon = "aim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TargetId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    /// Whom it is for.
    #[field(label = "Name", list, search, read_only)]
    pub name: String,
    #[field(label = "Plan", list, read_only)]
    pub plan_id: TargetPlanId,
    #[field(label = "Metric", list, read_only)]
    pub metric: String,
    /// Set where it is the target of a unit.
    #[field(label = "Unit", list, read_only)]
    pub unit_id: Option<UnitId>,
    /// Set where it is the target of a person.
    #[field(label = "Person", list, read_only)]
    pub person_id: Option<PersonId>,
    /// Whoever answers for it.
    #[field(label = "Answers for it", read_only, owner)]
    pub owner_id: Option<PersonId>,
    #[field(label = "From", list, read_only)]
    pub from: NaiveDate,
    #[field(label = "To", list, read_only)]
    pub to: NaiveDate,
    #[field(label = "Target", list, read_only)]
    pub amount: Option<Minor>,
    #[field(label = "Stretch", read_only)]
    pub stretch_amount: Option<Minor>,
    #[field(label = "Challenge", read_only)]
    pub challenge_amount: Option<Minor>,
    #[field(label = "Currency", read_only)]
    pub currency: Currency,
    #[field(label = "Target (number)", list, read_only)]
    pub quantity: Option<Quantity>,
    #[field(label = "Stretch (number)", read_only)]
    pub stretch_quantity: Option<Quantity>,
    #[field(label = "Challenge (number)", read_only)]
    pub challenge_quantity: Option<Quantity>,
    /// The first day on which another plan counts instead; empty while this one does.
    #[field(label = "Replaced on", read_only)]
    pub replaced_on: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Nobody writes one by hand.
pub(crate) fn settle<'a>(_: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() || crate::publishing::publishes(work) {
            return Ok(());
        }
        Err(crate::rules::BY_PUBLISHING.into())
    })
}
