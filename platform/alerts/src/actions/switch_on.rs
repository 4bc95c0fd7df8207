use crate::{alert_rule, rules};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// From now on the rule warns.
#[derive(Deserialize, Form)]
pub struct SwitchOn {
    /// The mark of a back-test of the rule as it stands; the page of the rule fills it in.
    #[field(label = "Back-test")]
    backtest: String,
}

impl Action for SwitchOn {
    const NAME: &'static str = "switch_on";
    const LABEL: &'static str = "Switch on";
    const HELP: &'static str = "From now on the rule warns; look at a back-test first";
    type On = alert_rule::Entity;

    fn ready(on: &alert_rule::Model) -> Result<(), Refusal> {
        if on.active { Err(rules::ON) } else { Ok(()) }
    }

    async fn run(self, on: alert_rule::Model, work: &mut Work) -> Result<alert_rule::Model> {
        if self.backtest.trim() != on.mark() {
            return Err(rules::NOT_TRIED.into());
        }
        let (today, by) = (work.today, work.actor.person.map(PersonId));
        work.update::<alert_rule::Entity>(on, |rule| {
            rule.active = true;
            rule.on_since = Some(today);
            rule.switched_by_id = by;
        })
        .await
    }
}
