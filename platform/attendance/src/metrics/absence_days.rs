//! Approved absences.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static ABSENCE_DAYS: Metric = Metric {
    name: "absence_days",
    label: "Days absent",
    help: "Working days of approved absences. By the day on which the absence begins.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "absences",
    when: When::On("from"),
    rows: &[Test::In("state", &["approved"])],
    numerator: Measure::Sum("days", &[]),
    denominator: None,
};
