//! Disputes under way.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static OPEN_DISPUTES: Metric = Metric {
    name: "open_disputes",
    label: "Open disputes",
    help: "Disputes that were filed and not closed at the end of the day; a ruling that can be appealed is not closed yet.",
    unit: Unit::Count,
    direction: Direction::Down,
    noun: "disputes",
    when: When::AsOf { begun: "filed_on", ended: "closed_on" },
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
