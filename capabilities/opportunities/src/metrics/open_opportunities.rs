//! Open deals.

use super::WHILE_OPEN;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit},
};

pub static OPEN_OPPORTUNITIES: Metric = Metric {
    name: "open_opportunities",
    label: "Open deals",
    help: "How many deals were open at the end of the day: begun, and not yet won or lost.",
    unit: Unit::Count,
    direction: Direction::Neither,
    noun: "opportunities",
    when: WHILE_OPEN,
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
