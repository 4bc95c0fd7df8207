//! What targets refuse. No database, no clock.

use crate::{
    cascade::Unsolvable,
    node::Fixed,
    plan::{self, State},
};
use kernel::{BasisPoints, Error, FieldError, Refusal, Registry, Result, metric::Unit};
use serde_json::json;

pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("target_plans.ends_before_it_begins", "the last day lies before the first").on("to");
pub const NO_TOTAL: Refusal =
    Refusal::new("target_plans.no_total", "a plan spreads a total; say one first").on("amount");
pub const OTHER_TOTAL: Refusal =
    Refusal::new("target_plans.other_total", "{metric} is not counted in this; say the other total").on("amount");
pub const PLAN_KEPT: Refusal =
    Refusal::new("target_plans.kept", "a plan that was approved is kept as it is; copy it to plan again");
pub const NOT_DRAWN: Refusal =
    Refusal::new("target_plans.not_drawn", "there is nobody in the plan yet; draw it up from the organization");
pub const NOT_HANDED_DOWN: Refusal =
    Refusal::new("target_plans.not_handed_down", "your part of this plan was not handed down yet");
pub const NOBODY_THERE: Refusal =
    Refusal::new("target_plans.nobody_there", "nobody works in this unit on the first day of the plan").on("unit_id");
pub const NOT_WORKING: Refusal =
    Refusal::new("target_plans.not_working", "only a plan that is being worked on can be changed like this");
pub const NOT_SUBMITTED: Refusal =
    Refusal::new("target_plans.not_submitted", "only a submitted plan is approved or returned");
pub const OWN_PLAN: Refusal = Refusal::new("target_plans.own_plan", "nobody approves their own plan");
pub const NOT_APPROVED: Refusal = Refusal::new("target_plans.not_approved", "a plan is published once it was approved");
pub const NOT_IN_FORCE: Refusal = Refusal::new(
    "target_plans.not_in_force",
    "only a plan whose targets are in force from that day on is planned anew",
);
pub const COUNTS_OUTSIDE: Refusal =
    Refusal::new("target_plans.counts_outside", "this day lies outside the days that are planned for").on("from");
pub const COUNTS_BETWEEN: Refusal =
    Refusal::new("target_plans.counts_between", "targets change with a period: {before} or {after}").on("from");
pub const COUNTS_IN_THE_PAST: Refusal = Refusal::new(
    "target_plans.counts_in_the_past",
    "targets were in force until {date}; another plan counts from the next period on",
)
.on("from");
pub const OTHER_PLAN: Refusal = Refusal::new("target_nodes.other_plan", "a place stays in its plan").on("plan_id");
pub const PARENT_ELSEWHERE: Refusal =
    Refusal::new("target_nodes.parent_elsewhere", "the place above belongs to another plan").on("parent_id");
pub const BY_PUBLISHING: Refusal =
    Refusal::new("targets.by_publishing", "targets come into force by publishing a plan");
pub const STALE: Refusal =
    Refusal::new("target_plans.stale", "somebody else changed this plan; look at it again and repeat your change");
pub const NO_SUCH_PLACE: Refusal =
    Refusal::new("target_nodes.no_such_place", "there is no such place in this plan").on("node");
pub const NOT_NOW: Refusal = Refusal::new("target_nodes.not_now", "this is not what is waited for here");
pub const NOT_THEIRS: Refusal = Refusal::new("target_nodes.not_theirs", "whoever answers for a place proposes for it");
pub const OTHER_SIDE: Refusal =
    Refusal::new("target_nodes.other_side", "this is for the other side to say: nobody decides about their own number");
pub const NO_HISTORY: Refusal =
    Refusal::new("target_plans.no_history", "there are no years before with this number; say the season by hand")
        .on("season");
pub const LOCKS_CONFLICT: Refusal = Refusal::new("targets.locks_conflict", "these cannot all be kept: {nodes}");
pub const UNSOLVABLE: Refusal = Refusal::new("targets.unsolvable", "{detail}");
const NOT_ROUND: Refusal =
    Refusal::new("targets.not_a_multiple", "{amount} is no multiple of what amounts are rounded to");
const BOUNDS: Refusal = Refusal::new("targets.bounds", "the minimum is above the maximum");
const LOCK_OUTSIDE: Refusal = Refusal::new("targets.lock_outside", "it is locked outside its minimum or maximum");

/// The metric is one, and the total is said in what it is counted in.
pub fn metric_fits(registry: &Registry, plan: &plan::Model) -> Result<()> {
    let unknown = || FieldError::new("metric", "target_plans.no_metric", "there is no such number").value(&plan.metric);
    let metric = registry.metrics.get(plan.metric.as_str()).ok_or_else(unknown)?;
    let fits = match metric.unit {
        Unit::Money => plan.quantity.is_none(),
        Unit::Count | Unit::Days | Unit::Ratio => plan.amount.is_none() && plan.rounding.is_none(),
    };
    if fits { Ok(()) } else { Err(OTHER_TOTAL.with("metric", metric.label).into()) }
}

/// From its approval on a plan says what was approved.
pub fn kept_once_approved(before: &plan::Model, after: &plan::Model) -> Result<()> {
    let said = |plan: &plan::Model| plan::Model {
        note: None,
        version: 0,
        state: State::Working,
        counts_from: None,
        changes: 0,
        ..plan.clone()
    };
    let mut same = (said(before), said(after));
    (same.0.updated_at, same.0.custom) = (same.1.updated_at, same.1.custom.clone());
    (same.0.name, same.0.owner_id) = (same.1.name.clone(), same.1.owner_id);
    if before.is_open() || same.0 == same.1 { Ok(()) } else { Err(PLAN_KEPT.into()) }
}

/// Percentages as a list of JSON says them: `[5, "2.5"]`.
pub fn percents(list: Option<&serde_json::Value>) -> Result<Vec<BasisPoints>> {
    let wrong = |value: &serde_json::Value| {
        Error::from(
            FieldError::new(
                "over_assignment",
                "fields.not_percent",
                "this is not a percentage with at most 2 decimals",
            )
            .value(value),
        )
    };
    let read = |value: &serde_json::Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.parse::<BasisPoints>().ok().filter(|percent| percent.0 > -10_000).ok_or_else(|| wrong(value))
    };
    match list {
        None | Some(serde_json::Value::Null) => Ok(Vec::new()),
        Some(serde_json::Value::Array(all)) => all.iter().map(read).collect(),
        Some(other) => Err(wrong(other)),
    }
}

/// What amounts of a plan are multiples of, in the smallest unit of its basis.
pub fn rounding(plan: &plan::Model) -> i64 {
    match plan.basis() {
        crate::node::Basis::Money(_) => plan.rounding.map_or(1, |unit| unit.0.max(1)),
        // Whole pieces.
        crate::node::Basis::Quantity => kernel::Quantity::ONE.0,
    }
}

/// What is fixed of a place can be kept by itself.
pub fn fixed_fits(fixed: Fixed, unit: i64) -> Result<()> {
    for amount in [fixed.lock, fixed.min, fixed.max].into_iter().flatten() {
        if amount % unit != 0 {
            return Err(NOT_ROUND.with("amount", amount).into());
        }
    }
    let (least, most) = (fixed.min.unwrap_or(0), fixed.max.unwrap_or(i64::MAX));
    if least > most {
        return Err(BOUNDS.into());
    }
    match fixed.lock {
        Some(lock) if lock < least || lock > most => Err(LOCK_OUTSIDE.into()),
        Some(_) | None => Ok(()),
    }
}

/// What the engine cannot solve, as people read it. `names` are those of the places, by their ids in the plan.
pub fn unsolvable(refused: &Unsolvable, names: impl Fn(&str) -> String) -> Error {
    let Unsolvable::LocksConflict { nodes, conflicts } = refused else {
        return UNSOLVABLE.with("detail", refused).saying("reason", json!(refused.code())).into();
    };
    let named: Vec<String> = nodes.iter().map(|node| names(node)).collect();
    LOCKS_CONFLICT
        .with("nodes", named.join(", "))
        .saying("nodes", json!(nodes))
        .saying("conflicts", json!(conflicts))
        .into()
}
