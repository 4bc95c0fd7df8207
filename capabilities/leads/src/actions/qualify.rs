//! Verb: it is worth a seller's time.

use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

use crate::{
    events::Qualified,
    lead::{Entity, Model, Status},
    rules,
};

#[derive(Deserialize, Form)]
pub struct Qualify {}

impl Action for Qualify {
    const NAME: &'static str = "qualify";
    const LABEL: &'static str = "Qualify";
    const HELP: &'static str = "There is a need and somebody who decides: worth a seller's time.";
    type On = Entity;

    fn ready(lead: &Model) -> Result<(), Refusal> {
        rules::may_qualify(lead.status)
    }

    async fn run(self, lead: Model, work: &mut Work) -> Result<Model> {
        let lead = work.update::<Entity>(lead, |lead| lead.status = Status::Qualified).await?;
        work.announce("leads", lead.id.0, Qualified { lead_id: lead.id }).await?;
        Ok(lead)
    }
}
