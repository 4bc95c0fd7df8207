//! How many landing checks found that it has landed.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static LANDING_RATE: Metric = Metric {
    name: "landing_rate",
    label: "Landing rate",
    help: "Landing checks with the verdict landed ÷ landing checks done. By the day on which it was checked.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "landing_checks",
    when: When::On("checked_on"),
    rows: &[Test::In("state", &["done"])],
    numerator: Measure::Count(&[Test::In("verdict", &["landed"])]),
    denominator: Some(Measure::Count(&[])),
};
