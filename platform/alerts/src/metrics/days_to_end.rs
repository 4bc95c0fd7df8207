//! How long a number stays where a rule warns of it.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static DAYS_TO_END: Metric = Metric {
    name: "days_to_end",
    label: "Days until alerts end",
    help: "Days from the day an alert was first seen until its number came back or was explained, on average. By that day.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "alerts",
    when: When::On("ended_on"),
    rows: &[],
    numerator: Measure::Days { from: "first_seen_on", to: "ended_on", tests: &[] },
    denominator: Some(Measure::Count(&[Test::NotNull("first_seen_on"), Test::NotNull("ended_on")])),
};
