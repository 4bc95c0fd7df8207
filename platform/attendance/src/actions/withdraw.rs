use crate::{
    absence::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The days are not wanted any more.
#[derive(Deserialize, Form)]
pub struct Withdraw {}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "The days are not wanted any more";
    type On = absence::Entity;

    fn ready(on: &absence::Model) -> Result<(), Refusal> {
        if on.state.counts() { Ok(()) } else { Err(rules::NOT_TAKEN) }
    }

    async fn run(self, on: absence::Model, work: &mut Work) -> Result<absence::Model> {
        if on.state == State::Approved && on.from <= work.today {
            return Err(rules::HAS_BEGUN.into());
        }
        work.update::<absence::Entity>(on, |row| row.state = State::Withdrawn).await
    }
}
