//! Win rate by value.

use super::{CLOSED, WON};
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
    rows: &[CLOSED],
    numerator: Measure::Sum("amount", &[WON]),
    denominator: Some(Measure::Sum("amount", &[CLOSED])),
};
