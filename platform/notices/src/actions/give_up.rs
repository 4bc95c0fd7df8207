use crate::{
    dispatch::{Entity, Model, State},
    rules, said,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Nobody tries it any more.
#[derive(Deserialize, Form)]
pub struct GiveUp {}

impl Action for GiveUp {
    const NAME: &'static str = "give_up";
    const LABEL: &'static str = "Give up";
    const HELP: &'static str = "Nobody tries it any more.";
    type On = Entity;

    fn ready(row: &Model) -> Result<(), Refusal> {
        match row.state {
            State::Waiting | State::Failed | State::Dead => Ok(()),
            State::Sent => Err(rules::IS_SENT),
            State::Dropped => Err(rules::NOT_OPEN),
        }
    }

    async fn run(self, row: Model, work: &mut Work) -> Result<Model> {
        let words = &work.house.registry.words;
        let why = said::fill(words, work.actor.locale, "dropped.by_hand", &[("name", &work.actor.name)]);
        work.update::<Entity>(row, |row| {
            (row.state, row.next_at, row.answer) = (State::Dropped, None, Some(why));
        })
        .await
    }
}
