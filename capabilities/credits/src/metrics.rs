//! The numbers of the ledger, one file each, and the ways to cut them.

mod credited_amount;
mod overlay_amount;
mod rolled_up_amount;

use kernel::{
    Capability,
    metric::{Dimension, Test},
};

pub use credited_amount::CREDITED_AMOUNT;

/// What deals came to, each once.
const OWN: Test = Test::In("kind", &["direct", "split"]);
const OVERLAY: Test = Test::In("kind", &["overlay"]);
const ROLLED_UP: Test = Test::In("kind", &["rollup"]);

static DIMENSIONS: [Dimension; 9] = [
    Dimension { name: "credit_kind", label: "Kind of credit", paths: &[("credits", "kind")] },
    Dimension { name: "credit_why", label: "Why credited", paths: &[("credits", "why")] },
    // Where the person stood when the deal was closed; `team` goes by the day a line counts.
    Dimension { name: "credited_unit", label: "Unit credited", paths: &[("credits", "unit_id")] },
    Dimension { name: "account", label: "Account", paths: &[("credits", "account_id")] },
    Dimension { name: "industry", label: "Industry", paths: &[("credits", "account_id.industry")] },
    Dimension {
        name: "tier",
        label: "Tier",
        paths: &[("credits", "account_id.tier"), ("opportunities", "account_id.tier")],
    },
    Dimension { name: "pipeline", label: "Pipeline", paths: &[("credits", "opportunity_id.pipeline_id")] },
    Dimension { name: "source", label: "Source", paths: &[("credits", "opportunity_id.source")] },
    Dimension { name: "campaign", label: "Campaign", paths: &[("credits", "opportunity_id.campaign")] },
];

pub fn add_to(capability: Capability) -> Capability {
    let metrics = [&CREDITED_AMOUNT, &overlay_amount::OVERLAY_AMOUNT, &rolled_up_amount::ROLLED_UP_AMOUNT];
    let capability = metrics.into_iter().fold(capability, Capability::metric);
    DIMENSIONS.iter().fold(capability, Capability::dimension)
}
