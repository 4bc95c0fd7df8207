//! Findings of check-ups that nobody has mended yet.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static OPEN_FINDINGS: Metric = Metric {
    name: "open_policy_findings",
    label: "Open findings",
    help: "Findings of check-ups that were found by the end of the period and not mended by then.",
    unit: Unit::Count,
    direction: Direction::Down,
    noun: "policy_findings",
    when: When::AsOf { begun: "found_on", ended: "done_on" },
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
