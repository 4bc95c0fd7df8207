//! Won amount.

use super::WON;
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
    rows: &[WON],
    numerator: Measure::Sum("amount", &[WON]),
    denominator: None,
};
