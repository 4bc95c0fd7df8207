//! Sales cycle, median.

use super::IS_WON;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static CYCLE_DAYS_MEDIAN: Metric = Metric {
    name: "cycle_days_median",
    label: "Sales cycle, median",
    help: "The middle one of the days from opening to closing, over won deals (or over the outcomes asked for). By the day they closed.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "opportunities",
    when: When::On("closed_on"),
    rows: &[IS_WON],
    numerator: Measure::MedianDays { from: "opened_on", to: "closed_on", tests: &[] },
    denominator: None,
};
