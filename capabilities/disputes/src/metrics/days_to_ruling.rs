//! How long two people wait for a decision.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static DAYS_TO_RULING: Metric = Metric {
    name: "days_to_ruling",
    label: "Days to ruling",
    help: "Days from filing to the ruling that stands, on average over disputes that were ruled. By the day of the ruling.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "disputes",
    when: When::On("ruled_on"),
    rows: &[],
    numerator: Measure::Days { from: "filed_on", to: "ruled_on", tests: &[] },
    denominator: Some(Measure::Count(&[Test::NotNull("filed_on"), Test::NotNull("ruled_on")])),
};
