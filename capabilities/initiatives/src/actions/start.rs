use crate::{
    initiative::{self, State},
    rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// It will be done: the path counts on it.
#[derive(Deserialize, Form)]
pub struct Plan {}

impl Action for Plan {
    const NAME: &'static str = "plan";
    const LABEL: &'static str = "Take into the plan";
    const HELP: &'static str = "It will be done: from now on its path counts on it";
    type On = initiative::Entity;

    fn ready(on: &initiative::Model) -> Result<(), Refusal> {
        rules::may_plan(on.state)
    }

    async fn run(self, on: initiative::Model, work: &mut Work) -> Result<initiative::Model> {
        if on.lift.is_none() {
            return Err(rules::NO_LIFT.into());
        }
        work.update::<initiative::Entity>(on, |row| row.state = State::Planned).await
    }
}

/// It begins; from now on it is checked from time to time.
#[derive(Deserialize, Form)]
pub struct Start {
    /// Today where nothing is said. What it adds is expected and measured from this day on.
    #[field(label = "On")]
    on: Option<NaiveDate>,
}

impl Action for Start {
    const NAME: &'static str = "start";
    const LABEL: &'static str = "Start";
    const HELP: &'static str = "It begins, and is checked from time to time";
    type On = initiative::Entity;

    fn ready(on: &initiative::Model) -> Result<(), Refusal> {
        rules::may_start(on.state)
    }

    async fn run(self, on: initiative::Model, work: &mut Work) -> Result<initiative::Model> {
        let on = initiative::locked(work, on.id).await?;
        Self::ready(&on)?;
        if on.lift.is_none() {
            return Err(rules::NO_LIFT.into());
        }
        let began = self.on.unwrap_or(work.today);
        rules::happened(began, work.today)?;
        if let Some(first) = on.after_id {
            let first = work.fetch::<initiative::Entity>(first.0).await?;
            if first.state != State::Landed {
                return Err(rules::WAITS.with("name", &first.name).into());
            }
        }
        work.update::<initiative::Entity>(on, |row| {
            (row.state, row.started_on) = (State::Running, Some(began));
        })
        .await
    }
}
