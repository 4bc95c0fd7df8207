//! Pace.

use super::{CREDITED_SO_FAR, DUE_SO_FAR, DURING};
use kernel::{
    Metric,
    metric::{Direction, Unit},
};

pub static TARGET_PACE: Metric = Metric {
    name: "target_pace",
    label: "Pace",
    help: "Credited ÷ due, both from the beginning of the fiscal year (or of its targets) to the end of the period, today at the latest. What is due follows the targets of its months and their working days.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "targets",
    when: DURING,
    rows: &[],
    numerator: CREDITED_SO_FAR,
    denominator: Some(DUE_SO_FAR),
};
