use crate::{
    initiative,
    path::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Nothing more is done about the gap.
#[derive(Deserialize, Form)]
pub struct Close {}

impl Action for Close {
    const NAME: &'static str = "close";
    const LABEL: &'static str = "Close";
    const HELP: &'static str = "Nothing more is added to it; what runs has to land or stop first";
    type On = path::Entity;

    fn ready(on: &path::Model) -> Result<(), Refusal> {
        match on.state {
            State::Open => Ok(()),
            State::Closed => Err(rules::PATH_CLOSED),
        }
    }

    async fn run(self, on: path::Model, work: &mut Work) -> Result<path::Model> {
        let on = path::locked(work, on.id).await?;
        Self::ready(&on)?;
        let initiatives = path::initiatives(work, on.id).await?;
        let running = initiatives.iter().filter(|row| row.state == initiative::State::Running).count();
        if running > 0 {
            return Err(rules::STILL_RUNNING.with("count", running).into());
        }
        work.update::<path::Entity>(on, |row| row.state = State::Closed).await
    }
}

/// Something is done about the gap again.
#[derive(Deserialize, Form)]
pub struct OpenAgain {}

impl Action for OpenAgain {
    const NAME: &'static str = "open_again";
    const LABEL: &'static str = "Open again";
    const HELP: &'static str = "Something is done about the gap again";
    type On = path::Entity;

    fn ready(on: &path::Model) -> Result<(), Refusal> {
        match on.state {
            State::Closed => Ok(()),
            State::Open => Err(rules::PATH_OPEN),
        }
    }

    async fn run(self, on: path::Model, work: &mut Work) -> Result<path::Model> {
        work.update::<path::Entity>(on, |row| row.state = State::Open).await
    }
}
