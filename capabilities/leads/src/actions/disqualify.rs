//! Verb: nothing will come of it.

use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

use crate::{
    events::Disqualified,
    lead::{Entity, Model, Obstacle, Status},
    rules,
};

#[derive(Deserialize, Form)]
pub struct Disqualify {
    #[field(label = "Obstacle")]
    obstacle: Obstacle,
}

impl Action for Disqualify {
    const NAME: &'static str = "disqualify";
    const LABEL: &'static str = "Disqualify";
    const HELP: &'static str = "Nothing will come of it; the obstacle says why.";
    type On = Entity;

    fn ready(lead: &Model) -> Result<(), Refusal> {
        rules::may_disqualify(lead.status)
    }

    async fn run(self, lead: Model, work: &mut Work) -> Result<Model> {
        let change = |lead: &mut Model| {
            lead.status = Status::Unqualified;
            lead.obstacle = Some(self.obstacle);
        };
        let lead = work.update::<Entity>(lead, change).await?;
        work.announce("leads", lead.id.0, Disqualified { lead_id: lead.id, obstacle: self.obstacle }).await?;
        Ok(lead)
    }
}
