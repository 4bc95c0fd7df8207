//! Win rate by value.

use super::{IS_CLOSED, IS_WON};
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static WIN_RATE_VALUE: Metric = Metric {
    name: "win_rate_value",
    label: "Win rate by value",
    help: "Amount of won deals ÷ amount of won and lost deals. By the day they closed.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_CLOSED],
    numerator: Measure::Sum("amount", &[IS_WON]),
    denominator: Some(Measure::Sum("amount", &[IS_CLOSED])),
};
