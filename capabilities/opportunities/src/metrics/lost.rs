//! Lost deals.

use super::IS_LOST;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static LOST: Metric = Metric {
    name: "lost",
    label: "Lost deals",
    help: "How many deals were lost. By the day they closed.",
    unit: Unit::Count,
    direction: Direction::Down,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_LOST],
    numerator: Measure::Count(&[IS_LOST]),
    denominator: None,
};
