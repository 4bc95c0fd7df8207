//! Credited amount.

use super::OWN;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static CREDITED_AMOUNT: Metric = Metric {
    name: "credited_amount",
    label: "Credited amount",
    help: "What people were credited with of won deals, whole or split, less what was taken back. By the day it counts.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "credits",
    when: When::On("happened_on"),
    rows: &[OWN],
    numerator: Measure::Sum("amount", &[]),
    denominator: None,
};
