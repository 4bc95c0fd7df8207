//! The numbers of disputes, one file each.

mod days_to_ruling;
mod disputes_filed;
mod open_disputes;

use kernel::{Capability, metric::Dimension};

static KIND: Dimension = Dimension { name: "dispute_kind", label: "Kind of dispute", paths: &[("disputes", "kind")] };
static DECISION: Dimension =
    Dimension { name: "dispute_decision", label: "Decision", paths: &[("disputes", "decision")] };
static ARBITER: Dimension = Dimension { name: "arbiter", label: "Arbiter", paths: &[("disputes", "arbiter_id")] };

pub fn add_to(capability: Capability) -> Capability {
    let metrics = [&open_disputes::OPEN_DISPUTES, &disputes_filed::DISPUTES_FILED, &days_to_ruling::DAYS_TO_RULING];
    let capability = metrics.into_iter().fold(capability, Capability::metric);
    capability.dimension(&KIND).dimension(&DECISION).dimension(&ARBITER)
}
