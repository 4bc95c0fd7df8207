//! How many of the days that were recorded somebody was there.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

const THERE: &[Test] = &[Test::In("presence", &["present", "in_the_field", "late", "left_early"])];

pub static ATTENDANCE_RATE: Metric = Metric {
    name: "attendance_rate",
    label: "Attendance rate",
    help: "Days on which people were there, in the house or in the field, divided by the days that were recorded. By day.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "attendance_days",
    when: When::On("day"),
    rows: &[],
    numerator: Measure::Count(THERE),
    denominator: Some(Measure::Count(&[])),
};
