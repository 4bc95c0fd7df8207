//! What part of the points of their agreements people get.

use kernel::{
    Metric,
    metric::{Direction, Measure, Unit, When},
};

pub static SCORE: Metric = Metric {
    name: "agreement_score",
    label: "Agreement score",
    help: "Points of monthly scores ÷ full points of the KPIs that have points. By month.",
    unit: Unit::Ratio,
    direction: Direction::Up,
    noun: "agreement_scores",
    when: When::On("month"),
    rows: &[],
    numerator: Measure::Sum("points", &[]),
    denominator: Some(Measure::Sum("full", &[])),
};
