use crate::{alert_rule, rules};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The rule warns no more; cases that are open stay open.
#[derive(Deserialize, Form)]
pub struct SwitchOff {}

impl Action for SwitchOff {
    const NAME: &'static str = "switch_off";
    const LABEL: &'static str = "Switch off";
    const HELP: &'static str = "The rule warns no more; cases that are open stay open";
    type On = alert_rule::Entity;

    fn ready(on: &alert_rule::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::OFF) }
    }

    async fn run(self, on: alert_rule::Model, work: &mut Work) -> Result<alert_rule::Model> {
        work.update::<alert_rule::Entity>(on, |rule| {
            rule.active = false;
            rule.on_since = None;
        })
        .await
    }
}
