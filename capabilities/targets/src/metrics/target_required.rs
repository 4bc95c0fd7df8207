//! Needed per working day.

use super::{DAYS_LEFT, DURING, LACKING};
use kernel::{
    Metric,
    metric::{Direction, Unit},
};

pub static TARGET_REQUIRED: Metric = Metric {
    name: "target_required",
    label: "Needed per working day",
    help: "What is lacking to the target of the fiscal year ÷ its working days that are left.",
    unit: Unit::Money,
    direction: Direction::Down,
    noun: "targets",
    when: DURING,
    rows: &[],
    numerator: LACKING,
    denominator: Some(DAYS_LEFT),
};
