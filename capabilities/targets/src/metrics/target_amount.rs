//! Target amount.

use super::{DURING, IN_FORCE};
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit},
};

pub static TARGET_AMOUNT: Metric = Metric {
    name: "target_amount",
    label: "Target amount",
    help: "What people are to be credited with, by the targets in force; of a period that is cut, by its working days.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "targets",
    when: DURING,
    rows: &IN_FORCE,
    numerator: Measure::Due("amount", &[]),
    denominator: None,
};
