//! Sales cycle.

use super::IS_WON;
use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static CYCLE_DAYS: Metric = Metric {
    name: "cycle_days",
    label: "Sales cycle",
    help: "Days from opening to closing, on average over won deals (or over the outcomes asked for). By the day they closed.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_WON],
    numerator: Measure::Days { from: "opened_on", to: "closed_on", tests: &[] },
    denominator: Some(Measure::Count(&[Test::NotNull("opened_on"), Test::NotNull("closed_on")])),
};
