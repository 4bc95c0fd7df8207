//! Overlay credit.

use super::OVERLAY;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static OVERLAY_AMOUNT: Metric = Metric {
    name: "overlay_amount",
    label: "Overlay credit",
    help: "What people were credited with on top of deals that they helped to win. By the day it counts.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "credits",
    when: When::On("happened_on"),
    rows: &[OVERLAY],
    numerator: Measure::Sum("amount", &[]),
    denominator: None,
};
