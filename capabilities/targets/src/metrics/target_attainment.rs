//! Attainment.

use super::{CREDITED, DURING, TARGET};
use kernel::{
    Metric,
    metric::{Direction, Unit},
};

pub static TARGET_ATTAINMENT: Metric = Metric {
    name: "target_attainment",
    label: "Attainment",
    help: "Credited amount ÷ target amount of the same days.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "targets",
    when: DURING,
    rows: &[],
    numerator: CREDITED,
    denominator: Some(TARGET),
};
