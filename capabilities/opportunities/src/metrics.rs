//! The numbers of deals, one file each, and the ways to cut them.

mod age_days;
mod average_deal;
mod cycle_days;
mod cycle_days_median;
mod days_quiet;
mod lost;
mod open_opportunities;
mod open_pipeline;
mod opportunities;
mod stage_conversion;
mod weighted_pipeline;
mod win_rate;
mod win_rate_value;
mod won;
mod won_amount;

use kernel::metric::{Dimension, Test, When};
use kernel::{Capability, Metric};

const IS_WON: Test = Test::In("outcome", &["won"]);
const IS_LOST: Test = Test::In("outcome", &["lost"]);
const IS_CLOSED: Test = Test::In("outcome", &["won", "lost"]);
/// A deal without an opening day was there all along.
const WHILE_OPEN: When = When::AsOf { begun: "opened_on", ended: "closed_on" };

/// In the order in which people read them.
static METRICS: [&Metric; 15] = [
    &opportunities::OPPORTUNITIES,
    &won::WON,
    &lost::LOST,
    &win_rate::WIN_RATE,
    &win_rate_value::WIN_RATE_VALUE,
    &won_amount::WON_AMOUNT,
    &average_deal::AVERAGE_DEAL,
    &cycle_days::CYCLE_DAYS,
    &cycle_days_median::CYCLE_DAYS_MEDIAN,
    &open_opportunities::OPEN_OPPORTUNITIES,
    &open_pipeline::OPEN_PIPELINE,
    &weighted_pipeline::WEIGHTED_PIPELINE,
    &age_days::AGE_DAYS,
    &stage_conversion::STAGE_CONVERSION,
    &days_quiet::DAYS_QUIET,
];

/// A deal of several products counts under the one that its largest line is of.
static DIMENSIONS: [Dimension; 11] = [
    Dimension {
        name: "stage",
        label: "Stage",
        paths: &[("opportunities", "stage_id"), ("stage_changes", "from_stage_id")],
    },
    Dimension { name: "outcome", label: "Outcome", paths: &[("opportunities", "outcome")] },
    Dimension {
        name: "pipeline",
        label: "Pipeline",
        paths: &[("opportunities", "pipeline_id"), ("stage_changes", "opportunity_id.pipeline_id")],
    },
    Dimension { name: "forecast", label: "Forecast", paths: &[("opportunities", "forecast_category")] },
    Dimension {
        name: "product",
        label: "Product",
        paths: &[("opportunities", "<opportunity_lines.opportunity_id:amount>.product_id")],
    },
    Dimension {
        name: "account",
        label: "Account",
        paths: &[("opportunities", "account_id"), ("account_touches", "account_id")],
    },
    Dimension {
        name: "industry",
        label: "Industry",
        paths: &[("opportunities", "account_id.industry"), ("account_touches", "account_id.industry")],
    },
    Dimension { name: "tier", label: "Tier", paths: &[("account_touches", "account_id.tier")] },
    Dimension { name: "source", label: "Source", paths: &[("opportunities", "source")] },
    Dimension { name: "campaign", label: "Campaign", paths: &[("opportunities", "campaign")] },
    Dimension { name: "reason", label: "Reason", paths: &[("opportunities", "reason_id")] },
];

pub fn add_to(capability: Capability) -> Capability {
    let capability = METRICS.iter().fold(capability, |capability, metric| capability.metric(metric));
    DIMENSIONS.iter().fold(capability, |capability, dimension| capability.dimension(dimension))
}
