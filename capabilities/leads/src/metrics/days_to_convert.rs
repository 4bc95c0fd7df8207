//! Days to convert.

use super::CONVERTED;
use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static DAYS_TO_CONVERT: Metric = Metric {
    name: "days_to_convert",
    label: "Days to convert",
    help: "Days from first contact to conversion, on average. By the day of first contact.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "leads",
    when: When::On("first_contact_on"),
    rows: &[CONVERTED],
    numerator: Measure::Days { from: "first_contact_on", to: "converted_on", tests: &[] },
    denominator: Some(Measure::Count(&[Test::NotNull("first_contact_on"), CONVERTED])),
};
