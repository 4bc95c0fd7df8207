//! Why a plan cannot be solved.

use serde::Serialize;

/// What a plan can be refused for. Texts are English; the code is stable and translated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsolvable {
    #[error("there is nobody to give the target to")]
    NoNodes,
    #[error("{id} is there twice")]
    Twice { id: String },
    #[error("{node} is below {parent}, which is not there")]
    NoParent { node: String, parent: String },
    #[error("{node} is below itself")]
    Circle { node: String },
    #[error("the unit has to be at least 1")]
    Unit,
    #[error("{field}{} is {amount}, which is no multiple of {unit}", of(node))]
    NotAMultiple { node: Option<String>, field: &'static str, amount: i64, unit: i64 },
    #[error("{field}{} is {amount}: a target is not below zero", of(node))]
    BelowZero { node: Option<String>, field: &'static str, amount: i64 },
    #[error("{node} is locked and has no value")]
    LockedWithoutValue { node: String },
    #[error("the minimum of {node}, {min}, is above its maximum, {max}")]
    Bounds { node: String, min: i64, max: i64 },
    #[error("{node} is locked at {value}, outside its minimum or maximum")]
    LockOutside { node: String, value: i64 },
    #[error("{driver} is a name of ours: everybody counts the same in it")]
    Reserved { node: String, driver: String },
    #[error("{line} has {given} weights for {periods} periods")]
    Curve { line: String, given: usize, periods: usize },
    #[error("the amounts become too large")]
    TooLarge,
    #[error("these cannot all be kept: {}", nodes.join(", "))]
    LocksConflict { nodes: Vec<String>, conflicts: Vec<Conflict> },
}

fn of(node: &Option<String>) -> String {
    node.as_ref().map_or_else(String::new, |node| format!(" of {node}"))
}

/// One place where what is fixed cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The node whose children do not fit it; none for the total.
    pub at: Option<String>,
    /// The least that what is fixed below needs, in the plan's amounts.
    pub least: i64,
    /// The most that what is fixed below can take; none where there is no limit.
    pub most: Option<i64>,
    /// Between what the node itself, or the total, has to lie.
    pub from: i64,
    pub to: Option<i64>,
    /// Whose locks, minimums and maximums those are, in the plan's order.
    pub nodes: Vec<String>,
}

impl Unsolvable {
    /// The stable code that a problem document carries.
    pub fn code(&self) -> &'static str {
        match self {
            Unsolvable::NoNodes => "targets.no_nodes",
            Unsolvable::Twice { .. } => "targets.twice",
            Unsolvable::NoParent { .. } => "targets.no_parent",
            Unsolvable::Circle { .. } => "targets.circle",
            Unsolvable::Unit => "targets.unit",
            Unsolvable::NotAMultiple { .. } => "targets.not_a_multiple",
            Unsolvable::BelowZero { .. } => "targets.below_zero",
            Unsolvable::LockedWithoutValue { .. } => "targets.locked_without_value",
            Unsolvable::Bounds { .. } => "targets.bounds",
            Unsolvable::LockOutside { .. } => "targets.lock_outside",
            Unsolvable::Reserved { .. } => "targets.reserved_driver",
            Unsolvable::Curve { .. } => "targets.curve",
            Unsolvable::TooLarge => "targets.too_large",
            Unsolvable::LocksConflict { .. } => "targets.locks_conflict",
        }
    }

    /// The nodes it is about.
    pub fn nodes(&self) -> Vec<&str> {
        match self {
            Unsolvable::NoNodes | Unsolvable::Unit | Unsolvable::TooLarge | Unsolvable::Curve { .. } => Vec::new(),
            Unsolvable::Twice { id } => vec![id],
            Unsolvable::NoParent { node, .. }
            | Unsolvable::Circle { node }
            | Unsolvable::LockedWithoutValue { node }
            | Unsolvable::Bounds { node, .. }
            | Unsolvable::LockOutside { node, .. }
            | Unsolvable::Reserved { node, .. } => vec![node],
            Unsolvable::NotAMultiple { node, .. } | Unsolvable::BelowZero { node, .. } => {
                node.iter().map(String::as_str).collect()
            }
            Unsolvable::LocksConflict { nodes, .. } => nodes.iter().map(String::as_str).collect(),
        }
    }

    /// The field it is about, where there is one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Unsolvable::NotAMultiple { field, .. } | Unsolvable::BelowZero { field, .. } => Some(field),
            Unsolvable::NoNodes => Some("nodes"),
            Unsolvable::Twice { .. } => Some("id"),
            Unsolvable::NoParent { .. } | Unsolvable::Circle { .. } => Some("parent"),
            Unsolvable::Unit => Some("unit"),
            Unsolvable::LockedWithoutValue { .. } | Unsolvable::LockOutside { .. } => Some("value"),
            Unsolvable::Bounds { .. } => Some("min"),
            Unsolvable::Reserved { .. } => Some("drivers"),
            Unsolvable::Curve { .. } => Some("lines"),
            Unsolvable::TooLarge | Unsolvable::LocksConflict { .. } => None,
        }
    }
}
