//! Targets in force as numbers, and credit beside them: one file each. All of them go by people, so that a team or region is
//! what its people are to reach and have reached, wherever they stand.

mod target_amount;
mod target_attainment;
mod target_coverage;
mod target_gap;
mod target_pace;
mod target_projection;
mod target_required;

use kernel::{
    Capability,
    metric::{Days, Measure, Other, Test, When, Worked},
};

const DURING: When = When::Over { from: "from", to: "to" };

/// Those of people, in credited amounts, that no later plan has ended.
const IN_FORCE: [Test; 3] =
    [Test::NotNull("person_id"), Test::In("metric", &["credited_amount"]), Test::Null("replaced_on")];

const fn credited(over: Days) -> Other {
    Other { metric: "credited_amount", over }
}

const fn target(over: Days) -> Other {
    Other { metric: "target_amount", over }
}

const CREDITED: Measure = Measure::Of(Worked::Value(credited(Days::Asked)));
const TARGET: Measure = Measure::Of(Worked::Value(target(Days::Asked)));
const GAP: Measure = Measure::Of(Worked::Less(target(Days::Asked), credited(Days::Asked)));
const CREDITED_SO_FAR: Measure = Measure::Of(Worked::Value(credited(Days::SoFar)));
const DUE_SO_FAR: Measure = Measure::Of(Worked::Value(target(Days::SoFar)));
const LACKING: Measure = Measure::Of(Worked::Less(target(Days::Year), credited(Days::SoFar)));
const DAYS_LEFT: Measure = Measure::Of(Worked::DaysLeft);
const PIPELINE: Measure = Measure::Of(Worked::Value(Other { metric: "open_pipeline", over: Days::Asked }));
const SHORT_OF_QUARTER: Measure = Measure::Of(Worked::Short(target(Days::Quarter), credited(Days::QuarterSoFar)));
const AT_THIS_PACE: Measure = Measure::Of(Worked::Times(target(Days::Year), credited(Days::SoFar)));

pub fn add_to(capability: Capability) -> Capability {
    let metrics = [
        &target_amount::TARGET_AMOUNT,
        &target_attainment::TARGET_ATTAINMENT,
        &target_gap::TARGET_GAP,
        &target_pace::TARGET_PACE,
        &target_required::TARGET_REQUIRED,
        &target_projection::TARGET_PROJECTION,
        &target_coverage::TARGET_COVERAGE,
    ];
    metrics.into_iter().fold(capability, Capability::metric)
}
