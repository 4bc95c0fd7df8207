//! Projection.

use super::{AT_THIS_PACE, DUE_SO_FAR, DURING};
use kernel::{
    Metric,
    metric::{Direction, Unit},
};

pub static TARGET_PROJECTION: Metric = Metric {
    name: "target_projection",
    label: "Projection",
    help: "Where the fiscal year ends at this pace: credited ÷ due × the target of the year.",
    unit: Unit::Money,
    direction: Direction::Up,
    noun: "targets",
    when: DURING,
    rows: &[],
    numerator: AT_THIS_PACE,
    denominator: Some(DUE_SO_FAR),
};
