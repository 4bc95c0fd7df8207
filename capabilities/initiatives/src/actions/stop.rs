use crate::{
    initiative::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// It is given up.
#[derive(Deserialize, Form)]
pub struct Stop {
    /// Why, and what others can learn from it.
    #[field(label = "Reason", kind = "LongText")]
    reason: String,
}

impl Action for Stop {
    const NAME: &'static str = "stop";
    const LABEL: &'static str = "Stop";
    const HELP: &'static str = "It is given up; its resources serve nothing any more";
    const DANGER: bool = true;
    type On = initiative::Entity;

    fn ready(on: &initiative::Model) -> Result<(), Refusal> {
        rules::may_stop(on.state)
    }

    async fn run(self, on: initiative::Model, work: &mut Work) -> Result<initiative::Model> {
        let today = work.today;
        work.update::<initiative::Entity>(on, |row| {
            (row.state, row.ended_on, row.outcome) = (State::Stopped, Some(today), Some(self.reason));
        })
        .await
    }
}

/// It had landed or was given up, and goes on.
#[derive(Deserialize, Form)]
pub struct Resume {}

impl Action for Resume {
    const NAME: &'static str = "resume";
    const LABEL: &'static str = "Go on";
    const HELP: &'static str = "It goes on: running where it had begun, else planned";
    type On = initiative::Entity;

    fn ready(on: &initiative::Model) -> Result<(), Refusal> {
        rules::may_resume(on.state)
    }

    async fn run(self, on: initiative::Model, work: &mut Work) -> Result<initiative::Model> {
        work.update::<initiative::Entity>(on, |row| {
            row.state = if row.started_on.is_some() { State::Running } else { State::Planned };
            row.ended_on = None;
        })
        .await
    }
}
