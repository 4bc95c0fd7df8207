use crate::{
    plan::{self, State},
    room::Room,
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Says that this is the plan. A flow of approvals may ask others first; nobody approves their own.
#[derive(Deserialize, Form)]
pub struct Approve {}

impl Action for Approve {
    const NAME: &'static str = "approve";
    const LABEL: &'static str = "Approve";
    const HELP: &'static str = "It is kept as it is from now on, and can be published";
    type On = plan::Entity;

    fn ready(on: &plan::Model) -> Result<(), Refusal> {
        if on.state == State::Submitted { Ok(()) } else { Err(rules::NOT_SUBMITTED) }
    }

    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        Self::ready(&on)?;
        if on.owner_id.is_some() && on.owner_id.map(|owner| owner.0) == work.actor.person {
            return Err(rules::OWN_PLAN.into());
        }
        Room::of(work, on.id).await?;
        work.update::<plan::Entity>(on, |plan| plan.state = State::Approved).await
    }
}
