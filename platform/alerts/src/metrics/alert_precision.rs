//! Whether rules cry wolf.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static ALERT_PRECISION: Metric = Metric {
    name: "alert_precision",
    label: "Precision of alerts",
    help: "Alerts found right ÷ alerts that somebody judged, by the day on which they were first seen.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "alerts",
    when: When::On("first_seen_on"),
    rows: &[Test::NotNull("judgement")],
    numerator: Measure::Count(&[Test::In("judgement", &["right"])]),
    denominator: Some(Measure::Count(&[])),
};
