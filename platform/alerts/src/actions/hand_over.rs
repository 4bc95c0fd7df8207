use crate::{
    alert::{self, State},
    alert_rule, raising, rules, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::{self, PersonId};
use serde::Deserialize;

/// Somebody else sees to it.
#[derive(Deserialize, Form)]
pub struct HandOver {
    /// Who sees to it from now on.
    #[field(label = "To")]
    person_id: PersonId,
}

impl Action for HandOver {
    const NAME: &'static str = "hand_over";
    const LABEL: &'static str = "Hand over";
    const HELP: &'static str = "Somebody else sees to it, and has as long to act";
    type On = alert::Entity;

    fn ready(on: &alert::Model) -> Result<(), Refusal> {
        rules::under_way(on.state)
    }

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        Self::ready(&on)?;
        if on.assignee_id == Some(self.person_id) {
            return Err(rules::THEIRS.into());
        }
        if !work.find::<person::Entity>(self.person_id.0).await?.active {
            return Err(rules::LEFT.into());
        }
        let rule = work.fetch::<alert_rule::Entity>(on.rule_id.0).await?;
        let act_by = raising::act_by(work, &rule);
        let handed = work
            .update::<alert::Entity>(on, |alert| {
                alert.assignee_id = Some(self.person_id);
                alert.state = State::Open;
                alert.act_by = act_by;
            })
            .await?;
        telling::stands(work, &handed).await?;
        Ok(handed)
    }
}
