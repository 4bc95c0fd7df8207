//! Won amount.

use super::IS_WON;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static WON_AMOUNT: Metric = Metric {
    name: "won_amount",
    label: "Won amount",
    help: "What won deals were won for. By the day they closed.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_WON],
    numerator: Measure::Sum("amount", &[IS_WON]),
    denominator: None,
};
