//! A target plan: a total for a metric and a year, spread over a part of the organization.

use crate::{node::Basis, room::Weighed, rules};
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, Choice, Currency, Minor, Quantity, Resource, Result, Work};
use org::{Span, person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(TargetPlanId of "target_plans");

/// How far a plan has come. One of a unit, metric and year is published at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being worked on.
    #[choice(label = "Working", tone = "blue")]
    Working,
    /// Handed in to whoever decides.
    #[choice(label = "Submitted", tone = "cyan")]
    Submitted,
    #[choice(label = "Approved", tone = "gold")]
    Approved,
    /// Its targets are in force.
    #[choice(label = "Published", tone = "green")]
    Published,
    /// A scenario that was not taken, or a plan that another one replaced.
    #[choice(label = "Archived", tone = "default")]
    Archived,
}

/// Into what each node's target is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    #[choice(label = "Months")]
    Month,
    #[choice(label = "Quarters")]
    Quarter,
    #[choice(label = "Weeks")]
    Week,
}

/// Where the weights of the periods come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// Every period the same.
    #[choice(label = "Even")]
    Even,
    /// By the company's working days.
    #[choice(label = "Working days")]
    WorkingDays,
    /// By what the metric was in the same periods of the years before, two of them at least.
    #[choice(label = "Past years")]
    History,
    /// As somebody has said.
    #[choice(label = "By hand")]
    ByHand,
}

/// A total, how it is spread, and how far the plan has come. What each node gets is worked out, and kept once it is published.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "target_plans")]
#[resource(label = "Target plan", plural = "Target plans", title = "name", group = "plan", icon = "aim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TargetPlanId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// The number that is planned, by its name: what was won, credited, visited.
    #[field(label = "Metric", list)]
    pub metric: String,
    /// The unit at the top; everybody below it gets a part.
    #[field(label = "Unit", list)]
    pub unit_id: UnitId,
    /// The first day planned for, usually of a fiscal year.
    #[field(label = "From", list)]
    pub from: NaiveDate,
    /// The last day planned for.
    #[field(label = "To", list)]
    pub to: NaiveDate,
    #[field(label = "Divided into", default = "month")]
    pub grain: Grain,
    #[field(label = "State", list, read_only, default = "working")]
    pub state: State,
    /// Whoever plans.
    #[field(label = "Owner", list, owner)]
    pub owner_id: Option<PersonId>,
    /// What the unit at the top is to reach, of a metric in money.
    #[field(label = "Total", list, range = "0..", group = "total")]
    pub amount: Option<Minor>,
    #[field(label = "Currency", group = "total")]
    pub currency: Currency,
    /// What the unit at the top is to reach, of any other metric.
    #[field(label = "Total (number)", range = "0..", group = "total")]
    pub quantity: Option<Quantity>,
    /// The smallest amount that anybody wants to see: 1000 yuan, say. Empty means the currency's smallest unit.
    #[field(label = "Rounded to", range = "0..", group = "total")]
    pub rounding: Option<Minor>,
    /// By how much everything is more than the total, so that somebody may fall short.
    #[field(label = "Padding", range = "0..=100", group = "total", default = 0)]
    pub padding: BasisPoints,
    /// The stretch line, in percent of the target.
    #[field(label = "Stretch", range = "100..=300", group = "total")]
    pub stretch: Option<BasisPoints>,
    /// The challenge line, in percent of the target.
    #[field(label = "Challenge", range = "100..=300", group = "total")]
    pub challenge: Option<BasisPoints>,
    /// `[{"driver": "history", "weight": 50}, …]`
    #[field(label = "Blend", read_only, group = "spread")]
    pub blend: Option<Json>,
    /// Percent by level, from the children of the top on.
    #[field(label = "Over-assignment", read_only, group = "spread")]
    pub over_assignment: Option<Json>,
    #[field(label = "Season", group = "spread", default = "even")]
    pub season: Season,
    /// One weight for each period, where the season is said by hand or was taken from past years.
    #[field(label = "Weights of the periods", read_only, group = "spread")]
    pub weights: Option<Json>,
    /// The plan it was copied from.
    #[field(label = "Copied from", read_only, group = "course")]
    pub copied_from_id: Option<TargetPlanId>,
    /// The first day on which its targets count; those of the plan before count until the day before.
    #[field(label = "Counts from", list, read_only, group = "course")]
    pub counts_from: Option<NaiveDate>,
    /// How often anything of it was changed. What was sent for approval is what is approved: a change makes it void.
    #[field(label = "Changes", read_only, group = "course", default = 0)]
    pub changes: i64,
    #[field(label = "Note", kind = "LongText")]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What its places are compared by; empty means evenly.
    pub fn blended(&self) -> Result<Vec<Weighed>> {
        Ok(self.blend.clone().map(serde_json::from_value).transpose()?.unwrap_or_default())
    }

    pub fn span(&self) -> Span {
        Span::new(Some(self.from), Some(self.to))
    }

    /// What its amounts are counted in.
    pub fn basis(&self) -> Basis {
        if self.quantity.is_some() { Basis::Quantity } else { Basis::Money(self.currency) }
    }

    /// Whether what it says may still be changed.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Working | State::Submitted)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        if !after.span().is_sound() {
            return Err(rules::ENDS_BEFORE_IT_BEGINS.into());
        }
        rules::metric_fits(&work.house.registry, after)?;
        let Some(before) = before else {
            // Another way out of work than the verbs there is not.
            (after.state, after.counts_from, after.changes) = (State::Working, None, 0);
            return Ok(());
        };
        rules::kept_once_approved(before, after)?;
        if before.plans_otherwise(after) {
            after.changes = before.changes + 1;
        }
        Ok(())
    })
}

impl Model {
    /// Whether another plan comes out of it.
    fn plans_otherwise(&self, other: &Model) -> bool {
        let said = |plan: &Model| {
            (
                (plan.metric.clone(), plan.unit_id, plan.from, plan.to, plan.grain),
                (plan.amount, plan.currency, plan.quantity, plan.rounding, plan.padding, plan.stretch, plan.challenge),
                (plan.blend.clone(), plan.over_assignment.clone(), plan.season, plan.weights.clone()),
            )
        };
        said(self) != said(other)
    }
}
