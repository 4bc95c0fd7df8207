//! A place in a plan: a unit or a person, what it is compared by, and what is fixed of it.

use crate::{
    plan::{self, TargetPlanId},
    rules,
};
use kernel::{BoxFuture, Change, Choice, Currency, Minor, Quantity, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(TargetNodeId of "target_nodes");

/// What amounts of a plan are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    Money(Currency),
    /// Pieces, visits, days.
    Quantity,
}

/// What has been said between a node and the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Talk {
    /// Nothing was handed down yet: those below do not see it.
    #[choice(label = "Not handed down", tone = "default")]
    Held,
    /// Handed down; an answer is waited for.
    #[choice(label = "Handed down", tone = "blue")]
    Given,
    /// Something else was proposed from below.
    #[choice(label = "Proposed", tone = "gold")]
    Proposed,
    /// The proposal was sent back.
    #[choice(label = "Returned", tone = "red")]
    Returned,
    #[choice(label = "Agreed", tone = "green")]
    Agreed,
}

/// A unit or a person in a plan.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "target_nodes")]
#[resource(label = "Place in a plan", plural = "Places in plans", title = "name", group = "", icon = "apartment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TargetNodeId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Plan", list, follows)]
    pub plan_id: TargetPlanId,
    /// The place above; empty at the top.
    #[field(label = "Below", list)]
    pub parent_id: Option<TargetNodeId>,
    /// What it was called when the plan was drawn.
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    #[field(label = "Person", list)]
    pub person_id: Option<PersonId>,
    /// Whoever answers for it: the person, or the leader of the unit. They and those above them see it.
    #[field(label = "Answers for it", list, owner)]
    pub owner_id: Option<PersonId>,
    /// Where it stands among its siblings.
    #[field(label = "Position", default = 0)]
    pub position: i64,
    /// What it is compared by: `{"history": "1234500", "potential": null}`. `null` is not known yet, 0 is none.
    #[field(label = "Drivers", read_only, default = "{}")]
    pub drivers: Json,
    /// The value stays as it is, of a metric in money.
    #[field(label = "Locked at", list, range = "0..")]
    pub lock_amount: Option<Minor>,
    #[field(label = "Minimum", range = "0..")]
    pub min_amount: Option<Minor>,
    #[field(label = "Maximum", range = "0..")]
    pub max_amount: Option<Minor>,
    /// Of the amounts; that of the plan.
    #[field(label = "Currency", read_only)]
    pub currency: Currency,
    /// The value stays as it is, of any other metric.
    #[field(label = "Locked at (number)", range = "0..")]
    pub lock_quantity: Option<Quantity>,
    #[field(label = "Minimum (number)", range = "0..")]
    pub min_quantity: Option<Quantity>,
    #[field(label = "Maximum (number)", range = "0..")]
    pub max_quantity: Option<Quantity>,
    /// Siblings of one bucket get a part together first.
    #[field(label = "Bucket", list)]
    pub bucket: Option<String>,
    /// What those who answer for it think it can reach, of a metric in money.
    #[field(label = "Proposed", list, range = "0..", group = "talk")]
    pub proposed_amount: Option<Minor>,
    #[field(label = "Proposed (number)", range = "0..", group = "talk")]
    pub proposed_quantity: Option<Quantity>,
    #[field(label = "Talk", list, read_only, group = "talk", default = "held")]
    pub talk: Talk,
    /// The last thing that was said about it.
    #[field(label = "Said", kind = "LongText", group = "talk")]
    pub said: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What is fixed of a place, in the smallest unit of the plan's basis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    pub lock: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

impl Model {
    pub fn fixed(&self, basis: Basis) -> Fixed {
        match basis {
            Basis::Money(_) => Fixed {
                lock: self.lock_amount.map(|amount| amount.0),
                min: self.min_amount.map(|amount| amount.0),
                max: self.max_amount.map(|amount| amount.0),
            },
            Basis::Quantity => Fixed {
                lock: self.lock_quantity.map(|number| number.0),
                min: self.min_quantity.map(|number| number.0),
                max: self.max_quantity.map(|number| number.0),
            },
        }
    }

    /// What was proposed for it, in the smallest unit.
    pub fn proposed(&self, basis: Basis) -> Option<i64> {
        match basis {
            Basis::Money(_) => self.proposed_amount.map(|amount| amount.0),
            Basis::Quantity => self.proposed_quantity.map(|number| number.0),
        }
    }

    pub fn fix(&mut self, basis: Basis, fixed: Fixed) {
        match basis {
            Basis::Money(_) => {
                self.lock_amount = fixed.lock.map(Minor);
                self.min_amount = fixed.min.map(Minor);
                self.max_amount = fixed.max.map(Minor);
            }
            Basis::Quantity => {
                self.lock_quantity = fixed.lock.map(Quantity);
                self.min_quantity = fixed.min.map(Quantity);
                self.max_quantity = fixed.max.map(Quantity);
            }
        }
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        if before.is_some_and(|before| before.plan_id != after.plan_id) {
            return Err(rules::OTHER_PLAN.into());
        }
        let plan = work.fetch::<plan::Entity>(after.plan_id.0).await?;
        let talks_only = before.is_some_and(|before| before.says_the_same(after));
        if !plan.is_open() && !talks_only {
            return Err(rules::PLAN_KEPT.into());
        }
        after.currency = plan.currency;
        // Of places that are written together the one above may not be there yet; whoever writes them knows it.
        if let Some(parent) = after.parent_id.filter(|_| work.kept::<Together>(TOGETHER).is_none()) {
            let above = work.fetch::<Entity>(parent.0).await?;
            if above.plan_id != after.plan_id {
                return Err(rules::PARENT_ELSEWHERE.into());
            }
        }
        rules::fixed_fits(after.fixed(plan.basis()), rules::rounding(&plan))
    })
}

/// Several places are written at once, and their plan after them.
pub(crate) struct Together;
pub(crate) const TOGETHER: &str = "targets.together";

/// A change of a place is a change of its plan.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if work.takes_back() {
            return Ok(());
        }
        let same = match (&before, &after) {
            (Some(before), Some(after)) => before.says_the_same(after),
            (Some(_) | None, Some(_) | None) => false,
        };
        let Some(row) = before.or(after) else { return Ok(()) };
        // Of many edits at once the plan is told once, by whoever makes them.
        if same || work.kept::<Together>(TOGETHER).is_some() {
            return Ok(());
        }
        let plan = work.fetch::<plan::Entity>(row.plan_id.0).await?;
        work.update::<plan::Entity>(plan, |plan| plan.changes += 1).await?;
        Ok(())
    })
}

impl Model {
    /// Whether only what was talked about differs.
    fn says_the_same(&self, other: &Model) -> bool {
        let of = |node: &Model| {
            (
                (node.parent_id, node.name.clone(), node.unit_id, node.person_id, node.owner_id, node.position),
                (node.drivers.clone(), node.bucket.clone(), node.custom.clone()),
                (node.fixed(Basis::Quantity), node.lock_amount, node.min_amount, node.max_amount),
            )
        };
        of(self) == of(other)
    }
}

/// The places of a plan, each after the one above it or not, siblings in their order.
pub async fn of(work: &Work, plan: TargetPlanId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::PlanId.eq(plan));
    let select = select.order_by_asc(Column::Position).order_by_asc(Column::Id);
    Ok(select.all(work.conn()).await?)
}
