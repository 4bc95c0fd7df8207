//! How many of the agreements that were to be signed are.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

const ASKED: &[&str] =
    &["issued", "accepted", "reserved", "disputed", "countersigned", "in_force", "replaced", "ended"];

pub static SIGNING_RATE: Metric = Metric {
    name: "agreement_signing_rate",
    label: "Agreements signed",
    help: "Agreements signed by both ÷ agreements issued. By the day by which they were to be signed.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "agreements",
    when: When::On("sign_by"),
    rows: &[Test::In("state", ASKED)],
    numerator: Measure::Count(&[Test::In("state", &["countersigned", "in_force", "replaced", "ended"])]),
    denominator: Some(Measure::Count(&[])),
};
