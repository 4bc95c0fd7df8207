//! What is under way.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static OPEN_ALERTS: Metric = Metric {
    name: "open_alerts",
    label: "Open alerts",
    help: "Alerts that were first seen and had not ended at the end of the day.",
    unit: Unit::Count,
    direction: Direction::Down,
    noun: "alerts",
    when: When::AsOf { begun: "first_seen_on", ended: "ended_on" },
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
