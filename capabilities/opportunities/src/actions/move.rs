//! Verb: the deal goes to another stage.

use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

use crate::{
    opportunity::{Entity, Model},
    rules,
    stage::StageId,
};

/// What the stages ask for is asked when the deal is written, by whichever way.
#[derive(Deserialize, Form)]
pub struct Move {
    #[field(label = "Stage")]
    stage_id: StageId,
}

impl Action for Move {
    const NAME: &'static str = "move";
    const LABEL: &'static str = "Move";
    const HELP: &'static str = "To another stage of its pipeline, if it has what that stage asks for.";
    type On = Entity;

    fn ready(deal: &Model) -> Result<(), Refusal> {
        rules::may_move(deal.outcome)
    }

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        work.update::<Entity>(deal, |deal| deal.stage_id = Some(self.stage_id)).await
    }
}
