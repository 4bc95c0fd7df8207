use crate::{
    node::{self, Talk},
    talking,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Tells those who answer for a place its number: from now on they see it, and answer.
#[derive(Deserialize, Form)]
pub struct HandDown {}

impl Action for HandDown {
    const NAME: &'static str = "hand_down";
    const LABEL: &'static str = "Hand down";
    const HELP: &'static str = "Whoever answers for it sees the number, and agrees or proposes another";
    type On = node::Entity;

    fn ready(on: &node::Model) -> Result<(), Refusal> {
        talking::ready(on.talk, talking::Say::HandDown)
    }

    async fn run(self, on: node::Model, work: &mut Work) -> Result<node::Model> {
        talking::may(work, &on, talking::Say::HandDown).await?;
        work.update::<node::Entity>(on, |node| node.talk = Talk::Given).await
    }
}
