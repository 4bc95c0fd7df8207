//! Stage conversion.

use kernel::{
    Metric,
    metric::{Direction, Measure, Test, Unit, When},
};

pub static STAGE_CONVERSION: Metric = Metric {
    name: "stage_conversion",
    label: "Stage conversion",
    help: "Of the times that deals left a stage, how often they went on and were not lost. By the day they left it.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "stage_changes",
    when: When::On("since"),
    rows: &[Test::NotNull("from_stage_id")],
    numerator: Measure::Count(&[Test::In("to_stage_id.meaning", &["open", "won"])]),
    denominator: Some(Measure::Count(&[])),
};
