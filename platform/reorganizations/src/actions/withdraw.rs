use crate::{
    reorganization::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// It is a draft again; nothing happens on its day unless it is adopted anew.
#[derive(Deserialize, Form)]
pub struct Withdraw {}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Back to draft";
    const HELP: &'static str = "Nothing happens on its day unless it is adopted anew";
    type On = reorganization::Entity;

    fn ready(on: &reorganization::Model) -> Result<(), Refusal> {
        if on.state == State::Scheduled { Ok(()) } else { Err(rules::NOT_SCHEDULED) }
    }

    async fn run(self, on: reorganization::Model, work: &mut Work) -> Result<reorganization::Model> {
        work.update::<reorganization::Entity>(on, |row| {
            row.state = State::Draft;
            row.adopted_by_id = None;
            row.adopted_at = None;
        })
        .await
    }
}
