use crate::{
    absence::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// They may be away on these days.
#[derive(Deserialize, Form)]
pub struct Approve {
    /// What they should know.
    #[field(label = "Answer")]
    answer: Option<String>,
}

impl Action for Approve {
    const NAME: &'static str = "approve";
    const LABEL: &'static str = "Approve";
    const HELP: &'static str = "They may be away on these days";
    type On = absence::Entity;

    fn ready(on: &absence::Model) -> Result<(), Refusal> {
        undecided(on)
    }

    async fn run(self, on: absence::Model, work: &mut Work) -> Result<absence::Model> {
        decide(on, State::Approved, self.answer, work).await
    }
}

/// They are needed on these days.
#[derive(Deserialize, Form)]
pub struct Refuse {
    /// Why not; they read it.
    #[field(label = "Answer")]
    answer: String,
}

impl Action for Refuse {
    const NAME: &'static str = "refuse";
    const LABEL: &'static str = "Refuse";
    const HELP: &'static str = "They are needed on these days";
    type On = absence::Entity;

    fn ready(on: &absence::Model) -> Result<(), Refusal> {
        undecided(on)
    }

    async fn run(self, on: absence::Model, work: &mut Work) -> Result<absence::Model> {
        decide(on, State::Refused, Some(self.answer), work).await
    }
}

fn undecided(on: &absence::Model) -> Result<(), Refusal> {
    if on.state == State::Requested { Ok(()) } else { Err(rules::NOT_REQUESTED) }
}

async fn decide(on: absence::Model, state: State, answer: Option<String>, work: &mut Work) -> Result<absence::Model> {
    let by = work.actor.person.map(PersonId);
    rules::may_decide(on.person_id, by)?;
    let today = work.today;
    work.update::<absence::Entity>(on, |row| {
        row.state = state;
        row.answer = answer;
        row.decided_by_id = by;
        row.decided_on = Some(today);
    })
    .await
}
