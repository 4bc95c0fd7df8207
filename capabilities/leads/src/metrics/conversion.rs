//! Conversion.

use super::CONVERTED;
use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static CONVERSION: Metric = Metric {
    name: "conversion",
    label: "Conversion",
    help: "Converted leads ÷ leads, each counted in the period of its first contact, whenever it converted.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "leads",
    when: When::On("first_contact_on"),
    rows: &[],
    numerator: Measure::Count(&[CONVERTED]),
    denominator: Some(Measure::Count(&[])),
};
