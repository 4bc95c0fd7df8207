//! Open pipeline.

use super::WHILE_OPEN;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit},
};

pub static OPEN_PIPELINE: Metric = Metric {
    name: "open_pipeline",
    label: "Open pipeline",
    help: "Amount of the deals that were open at the end of the day.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "opportunities",
    when: WHILE_OPEN,
    rows: &[],
    numerator: Measure::Sum("amount", &[]),
    denominator: None,
};
