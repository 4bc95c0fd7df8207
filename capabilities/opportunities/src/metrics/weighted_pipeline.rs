//! Weighted pipeline.

use super::WHILE_OPEN;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit},
};

pub static WEIGHTED_PIPELINE: Metric = Metric {
    name: "weighted_pipeline",
    label: "Weighted pipeline",
    help: "Amount × probability of the deals that were open at the end of the day.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "opportunities",
    when: WHILE_OPEN,
    rows: &[],
    numerator: Measure::Weighted { field: "amount", percent: "probability", tests: &[] },
    denominator: None,
};
