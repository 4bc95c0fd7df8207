//! Won deals.

use super::IS_WON;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static WON: Metric = Metric {
    name: "won",
    label: "Won deals",
    help: "How many deals were won. By the day they closed.",
    unit: Unit::Count,
    direction: Direction::Up,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_WON],
    numerator: Measure::Count(&[IS_WON]),
    denominator: None,
};
