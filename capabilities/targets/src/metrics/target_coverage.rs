//! Coverage.

use super::{DURING, PIPELINE, SHORT_OF_QUARTER};
use kernel::{
    Metric,
    metric::{Direction, Unit},
};

pub static TARGET_COVERAGE: Metric = Metric {
    name: "target_coverage",
    label: "Coverage",
    help: "Open pipeline ÷ what is still to be reached of the target of the fiscal quarter, on the last day asked for, which is today at the latest. Where the target is reached, or there is none, there is nothing to cover. Needed is 1 ÷ win rate.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "targets",
    when: DURING,
    rows: &[],
    numerator: PIPELINE,
    denominator: Some(SHORT_OF_QUARTER),
};
