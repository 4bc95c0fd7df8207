//! News of alerts.

use crate::{alert::AlertId, alert_rule::AlertRuleId};
use kernel::{Event, Plain};
use serde::{Deserialize, Serialize};

/// A rule warned of a number.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct AlertRaised {
    pub alert: AlertId,
    pub rule: AlertRuleId,
}

impl Event for AlertRaised {
    const NAME: &'static str = "alerts.raised";
}

/// The number came back.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct AlertRecovered {
    pub alert: AlertId,
    pub rule: AlertRuleId,
}

impl Event for AlertRecovered {
    const NAME: &'static str = "alerts.recovered";
}

/// Nobody acted in time: it went up to the superior.
#[derive(Clone, Debug, Serialize, Deserialize, Plain)]
pub struct AlertWentUp {
    pub alert: AlertId,
    pub rule: AlertRuleId,
}

impl Event for AlertWentUp {
    const NAME: &'static str = "alerts.went_up";
}
