//! The numbers of alerts, one file each.

mod alert_precision;
mod alerts_raised;
mod days_to_end;
mod open_alerts;

use kernel::{Capability, metric::Dimension};

static RULE: Dimension = Dimension { name: "alert_rule", label: "Alert rule", paths: &[("alerts", "rule_id")] };
static SEVERITY: Dimension =
    Dimension { name: "alert_severity", label: "Severity of the alert", paths: &[("alerts", "severity")] };
static STATE: Dimension = Dimension { name: "alert_state", label: "State of the alert", paths: &[("alerts", "state")] };

pub fn add_to(capability: Capability) -> Capability {
    let metrics = [
        &open_alerts::OPEN_ALERTS,
        &alerts_raised::ALERTS_RAISED,
        &alert_precision::ALERT_PRECISION,
        &days_to_end::DAYS_TO_END,
    ];
    let capability = metrics.into_iter().fold(capability, Capability::metric);
    capability.dimension(&RULE).dimension(&SEVERITY).dimension(&STATE)
}
