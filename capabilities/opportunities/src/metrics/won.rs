//! Won deals.

use super::WON;
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
    rows: &[WON],
    numerator: Measure::Count(&[WON]),
    denominator: None,
};
