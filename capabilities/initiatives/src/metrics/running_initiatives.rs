//! Initiatives that run.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static RUNNING_INITIATIVES: Metric = Metric {
    name: "running_initiatives",
    label: "Running initiatives",
    help: "Initiatives that had begun by the end of the period and had neither landed nor been stopped by then.",
    unit: Unit::Count,
    direction: Direction::Neither,
    noun: "initiatives",
    when: When::AsOf { begun: "started_on", ended: "ended_on" },
    rows: &[Test::NotNull("started_on")],
    numerator: Measure::Count(&[]),
    denominator: None,
};
