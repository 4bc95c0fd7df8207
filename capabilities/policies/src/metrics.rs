//! The numbers of policies, one file each.

mod acknowledgement_rate;
mod open_findings;

use kernel::{Capability, metric::Dimension};

static POLICY: Dimension = Dimension {
    name: "policy",
    label: "Policy",
    paths: &[("policy_acknowledgements", "policy_id"), ("policy_findings", "checkup_id.policy_id")],
};
static SEVERITY: Dimension =
    Dimension { name: "severity", label: "Severity", paths: &[("policy_findings", "severity")] };

pub fn add_to(capability: Capability) -> Capability {
    capability
        .metric(&acknowledgement_rate::ACKNOWLEDGEMENT_RATE)
        .metric(&open_findings::OPEN_FINDINGS)
        .dimension(&POLICY)
        .dimension(&SEVERITY)
}
