//! Age of open deals.

use super::WHILE_OPEN;
use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit},
};

pub static AGE_DAYS: Metric = Metric {
    name: "age_days",
    label: "Age of open deals",
    help: "Days since opening, on average over the deals that were open at the end of the day. Deals without an opening day do not count.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "opportunities",
    when: WHILE_OPEN,
    rows: &[],
    numerator: Measure::Age { from: "opened_on", tests: &[] },
    denominator: Some(Measure::Count(&[Test::NotNull("opened_on")])),
};
