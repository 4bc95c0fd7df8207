//! Rolled-up credit.

use super::ROLLED_UP;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static ROLLED_UP_AMOUNT: Metric = Metric {
    name: "rolled_up_amount",
    label: "Rolled-up credit",
    help: "What those below a manager were credited with, each deal once. By the day it counts.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "credits",
    when: When::On("happened_on"),
    rows: &[ROLLED_UP],
    numerator: Measure::Sum("amount", &[]),
    denominator: None,
};
