//! How many warnings there were.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static ALERTS_RAISED: Metric = Metric {
    name: "alerts_raised",
    label: "Alerts raised",
    help: "Alerts by the day on which they were first seen.",
    unit: Unit::Count,
    direction: Direction::Neither,
    noun: "alerts",
    when: When::On("first_seen_on"),
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
