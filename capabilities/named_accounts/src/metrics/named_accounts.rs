//! Accounts on lists in force.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static NAMED_ACCOUNTS: Metric = Metric {
    name: "named_accounts",
    label: "Named accounts",
    help: "Accounts that stand on a list of named accounts at the end of the period; one on lists of two kinds counts twice.",
    unit: Unit::Count,
    direction: Direction::Neither,
    noun: "named_accounts",
    when: When::AsOf { begun: "from", ended: "until" },
    rows: &[Test::NotNull("from")],
    numerator: Measure::Count(&[]),
    denominator: None,
};
