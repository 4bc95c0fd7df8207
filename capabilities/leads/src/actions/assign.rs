//! Verb: somebody works on it from now on.

use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

use crate::{
    events::Assigned,
    lead::{Entity, Model, Status},
    rules,
};

#[derive(Deserialize, Form)]
pub struct Assign {
    #[field(label = "Owner")]
    owner_id: PersonId,
}

impl Action for Assign {
    const NAME: &'static str = "assign";
    const LABEL: &'static str = "Assign";
    const HELP: &'static str = "Hand the lead to somebody.";
    type On = Entity;

    fn ready(lead: &Model) -> Result<(), Refusal> {
        match lead.status {
            Status::New | Status::Working | Status::Qualified | Status::Unqualified => Ok(()),
            Status::Converted => Err(rules::CONVERTED),
        }
    }

    async fn run(self, lead: Model, work: &mut Work) -> Result<Model> {
        let before = lead.owner_id;
        if before == Some(self.owner_id) {
            return Ok(lead);
        }
        let lead = work.update::<Entity>(lead, |lead| lead.owner_id = Some(self.owner_id)).await?;
        let news = Assigned { lead_id: lead.id, from_id: before, to_id: self.owner_id };
        work.announce("leads", lead.id.0, news).await?;
        Ok(lead)
    }
}
