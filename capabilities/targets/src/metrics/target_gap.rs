//! Gap to target.

use super::{DURING, GAP};
use kernel::{
    Metric,
    metric::{Direction, Unit},
};

pub static TARGET_GAP: Metric = Metric {
    name: "target_gap",
    label: "Gap to target",
    help: "Target amount less credited amount of the same days; below zero once it is reached.",
    unit: Unit::Money,
    direction: Direction::Down,
    noun: "targets",
    when: DURING,
    rows: &[],
    numerator: GAP,
    denominator: None,
};
