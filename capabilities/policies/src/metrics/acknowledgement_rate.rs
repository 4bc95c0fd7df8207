//! How many of those who were asked to read a policy have confirmed it.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static ACKNOWLEDGEMENT_RATE: Metric = Metric {
    name: "acknowledgement_rate",
    label: "Acknowledgement rate",
    help: "Confirmed ÷ asked, of those who are still asked or have confirmed. By the day on which it was due.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "policy_acknowledgements",
    when: When::On("due_on"),
    rows: &[Test::In("state", &["asked", "acknowledged"])],
    numerator: Measure::Count(&[Test::In("state", &["acknowledged"])]),
    denominator: Some(Measure::Count(&[])),
};
