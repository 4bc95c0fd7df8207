//! Leads.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static LEADS: Metric = Metric {
    name: "leads",
    label: "Leads",
    help: "How many leads we heard of. By the day of first contact.",
    unit: Unit::Count,
    direction: Direction::Up,
    noun: "leads",
    when: When::On("first_contact_on"),
    rows: &[],
    numerator: Measure::Count(&[]),
    denominator: None,
};
