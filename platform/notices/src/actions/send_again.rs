use crate::{
    dispatch::{Entity, Model, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Tries it again at once, with all its tries before it. Where it did arrive, the receiver knows it by its id.
#[derive(Deserialize, Form)]
pub struct SendAgain {}

impl Action for SendAgain {
    const NAME: &'static str = "send_again";
    const LABEL: &'static str = "Send again";
    const HELP: &'static str =
        "Tries it again at once, with all its tries before it. Where it did arrive, the receiver knows it by its id.";
    type On = Entity;

    fn ready(row: &Model) -> Result<(), Refusal> {
        match row.state {
            State::Waiting => Err(rules::NOT_SENT),
            State::Failed | State::Sent | State::Dead | State::Dropped => Ok(()),
        }
    }

    async fn run(self, row: Model, work: &mut Work) -> Result<Model> {
        let now = work.now;
        work.update::<Entity>(row, |row| {
            (row.state, row.attempts, row.next_at, row.sent_at) = (State::Waiting, 0, Some(now), None);
        })
        .await
    }
}
