//! Opportunities.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static OPPORTUNITIES: Metric = Metric {
    name: "opportunities",
    label: "Opportunities",
    help: "How many deals were opened. By the day work on them began.",
    unit: Unit::Count,
    direction: Direction::Up,
    noun: "opportunities",
    when: When::On("opened_on"),
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
