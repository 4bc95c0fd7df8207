//! Win rate.

use super::{IS_CLOSED, IS_WON};
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static WIN_RATE: Metric = Metric {
    name: "win_rate",
    label: "Win rate",
    help: "Won deals ÷ won and lost deals. By the day they closed.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_CLOSED],
    numerator: Measure::Count(&[IS_WON]),
    denominator: Some(Measure::Count(&[IS_CLOSED])),
};
