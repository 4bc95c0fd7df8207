//! Verb: something may come of it after all.

use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

use crate::{
    lead::{Entity, Model, Status},
    rules,
};

#[derive(Deserialize, Form)]
pub struct Reopen {}

impl Action for Reopen {
    const NAME: &'static str = "reopen";
    const LABEL: &'static str = "Reopen";
    const HELP: &'static str = "Something may come of it after all.";
    type On = Entity;

    fn ready(lead: &Model) -> Result<(), Refusal> {
        rules::may_reopen(lead.status)
    }

    async fn run(self, lead: Model, work: &mut Work) -> Result<Model> {
        work.update::<Entity>(lead, |lead| lead.status = Status::Working).await
    }
}
