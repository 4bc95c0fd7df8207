//! Average deal.

use super::WON;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static AVERAGE_DEAL: Metric = Metric {
    name: "average_deal",
    label: "Average deal",
    help: "Won amount ÷ won deals. By the day they closed.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[WON],
    numerator: Measure::Sum("amount", &[WON]),
    denominator: Some(Measure::Count(&[WON])),
};
