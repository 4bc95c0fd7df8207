//! Average deal.

use super::IS_WON;
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
    rows: &[IS_WON],
    numerator: Measure::Sum("amount", &[IS_WON]),
    denominator: Some(Measure::Count(&[IS_WON])),
};
