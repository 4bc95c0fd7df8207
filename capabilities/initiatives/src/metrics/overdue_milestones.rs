//! Milestones that were due and not reached.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static OVERDUE_MILESTONES: Metric = Metric {
    name: "overdue_milestones",
    label: "Overdue milestones",
    help: "Milestones of initiatives that were due by the end of the period and not reached by then.",
    unit: Unit::Count,
    direction: Direction::Down,
    noun: "initiative_milestones",
    when: When::AsOf { begun: "due_on", ended: "done_on" },
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
