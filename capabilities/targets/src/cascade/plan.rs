//! What is asked: the shape of `quartermaster cascade plan.json`.

use super::number::{Factor, Number};
use indexmap::IndexMap;
use serde::Deserialize;
use smol_str::SmolStr;

/// A total, a tree to spread it over, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What the nodes without a parent add up to, before padding; a multiple of `unit`.
    pub total: i64,
    /// Every amount is a multiple of this many of the currency's (or any other) smallest units.
    #[serde(default = "one")]
    pub unit: i64,
    /// What weighs, and how much; nothing means evenly.
    #[serde(default)]
    pub blend: Vec<BlendPart>,
    pub nodes: Vec<NodePlan>,
    /// Into what each node's value is divided, in the order of time.
    #[serde(default)]
    pub periods: Vec<PeriodPlan>,
    /// Into what each node's value is divided before that: product lines, for example.
    #[serde(default)]
    pub lines: Vec<LinePlan>,
    /// By how much the children of each level are given more than their parent has: 0.05 for 5 %. First the children of the
    /// nodes without a parent; levels that are not named have none. May be negative, above -1.
    #[serde(default)]
    pub over_assignment: Vec<Factor>,
    /// By how much the nodes without a parent are given more than the total.
    #[serde(default = "nothing_more")]
    pub padding: Factor,
}

/// A driver and its weight in the blend.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlendPart {
    /// A name that nodes have under `drivers`, or `even`: everybody counts the same.
    pub driver: SmolStr,
    pub weight: Number,
}

/// A place in the tree: a company, region, team, person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodePlan {
    pub id: SmolStr,
    #[serde(default)]
    pub parent: Option<SmolStr>,
    /// What it weighs, by driver. `null` and a driver that is not named mean "not known yet"; 0 means none.
    #[serde(default)]
    pub drivers: IndexMap<SmolStr, Option<Number>>,
    /// Its value; counts only if `locked`.
    #[serde(default)]
    pub value: Option<i64>,
    #[serde(default)]
    pub min: Option<i64>,
    #[serde(default)]
    pub max: Option<i64>,
    /// The value stays as it is, 0 included.
    #[serde(default)]
    pub locked: bool,
    /// Siblings with the same bucket (a grade, an industry) get a part together first, by what they weigh together, and
    /// then each its own of it.
    #[serde(default)]
    pub bucket: Option<SmolStr>,
}

/// A month, or whatever the value is divided into.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodPlan {
    pub id: SmolStr,
    pub weight: Number,
}

/// A product line, with a curve of its own where it has one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinePlan {
    pub id: SmolStr,
    pub weight: Number,
    /// One weight per period of the plan, in its order; without it those of the plan.
    #[serde(default)]
    pub periods: Option<Vec<Number>>,
}

fn one() -> i64 {
    1
}

fn nothing_more() -> Factor {
    Factor::ONE
}
