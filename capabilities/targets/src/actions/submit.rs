use crate::{
    plan::{self, State},
    room::Room,
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Hands the plan in to whoever decides.
#[derive(Deserialize, Form)]
pub struct Submit {}

impl Action for Submit {
    const NAME: &'static str = "submit";
    const LABEL: &'static str = "Submit";
    const HELP: &'static str = "Whoever decides looks at it; it can still be changed, which voids what was asked";
    type On = plan::Entity;

    fn ready(on: &plan::Model) -> Result<(), Refusal> {
        if on.state == State::Working { Ok(()) } else { Err(rules::NOT_WORKING) }
    }

    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        Self::ready(&on)?;
        // What cannot be solved is not handed in.
        Room::of(work, on.id).await?;
        work.update::<plan::Entity>(on, |plan| plan.state = State::Submitted).await
    }
}
