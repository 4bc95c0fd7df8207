//! Days without contact.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static DAYS_QUIET: Metric = Metric {
    name: "days_quiet",
    label: "Days without contact",
    help: "Days since somebody last called, visited, met or wrote to an account or its contacts, or about its deals, at the end of the day; on average over the accounts with whom there was contact before.",
    unit: Unit::Days,
    direction: Direction::Down,
    noun: "account_touches",
    when: When::AsOf { begun: "day", ended: "next_day" },
    rows: &[],
    numerator: Measure::Age { from: "day", tests: &[] },
    denominator: Some(Measure::Count(&[])),
};
