use crate::{
    plan::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Puts a scenario away that was not taken.
#[derive(Deserialize, Form)]
pub struct Archive {}

impl Action for Archive {
    const NAME: &'static str = "archive";
    const LABEL: &'static str = "Archive";
    const HELP: &'static str = "It stays to be looked at, and is not worked on any more";
    type On = plan::Entity;

    fn ready(on: &plan::Model) -> Result<(), Refusal> {
        match on.state {
            State::Working | State::Submitted | State::Approved => Ok(()),
            State::Published | State::Archived => Err(rules::NOT_WORKING),
        }
    }

    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        Self::ready(&on)?;
        work.update::<plan::Entity>(on, |plan| plan.state = State::Archived).await
    }
}
