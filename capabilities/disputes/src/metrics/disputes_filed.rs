//! Disputes that began.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static DISPUTES_FILED: Metric = Metric {
    name: "disputes_filed",
    label: "Disputes filed",
    help: "Disputes by the day on which they were filed, those that were withdrawn included.",
    unit: Unit::Count,
    direction: Direction::Down,
    noun: "disputes",
    when: When::On("filed_on"),
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
