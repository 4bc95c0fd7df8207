//! Targets from the top of a tree to its leaves, and from a year to its months, exactly (目标拆解).
//!
//! A [`Plan`] says the total, the tree, what weighs and what is fixed; [`Cascade::of`] reads it, refuses what cannot be, and
//! solves it. The rules, each of them once, where it is done:
//! - [`weights`]: how much of its parent's target a node deserves (drivers, each made a share among siblings, then blended);
//! - [`bounds`]: between which values a node has to stay for every lock, minimum and maximum below it to be kept, and which
//!   of them cannot be kept together;
//! - [`share`]: how an amount is divided in proportion, within bounds, to the last unit;
//! - [`solve`]: the way down, and the way an edit takes;
//! - [`why`]: how a node got its number.
//!
//! Amounts are whole numbers of the smallest unit that anybody wants to see (`unit`), so sums are exact and there is nothing
//! to round afterwards. No step uses a float.

mod answer;
mod bounds;
mod number;
mod plan;
mod refusal;
mod season;
mod share;
mod solve;
mod tree;
mod weights;
mod why;

pub use answer::{Answer, NodeAnswer, Warning};
pub use number::{Factor, Number};
pub use plan::{BlendPart, LinePlan, NodePlan, PeriodPlan, Plan};
pub use refusal::{Conflict, Unsolvable};
pub use solve::{Cascade, Change};
pub use why::Reason;

#[cfg(test)]
mod tests;
