//! Verb: somebody else wins or loses it.

use kernel::{Action, Form, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

use crate::{
    events::Assigned,
    opportunity::{Entity, Model},
};

#[derive(Deserialize, Form)]
pub struct Assign {
    #[field(label = "Owner")]
    owner_id: PersonId,
}

impl Action for Assign {
    const NAME: &'static str = "assign";
    const LABEL: &'static str = "Assign";
    const HELP: &'static str = "Hand the deal to somebody.";
    type On = Entity;

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        let before = deal.owner_id;
        if before == Some(self.owner_id) {
            return Ok(deal);
        }
        let deal = work.update::<Entity>(deal, |deal| deal.owner_id = Some(self.owner_id)).await?;
        let news = Assigned { opportunity_id: deal.id, from_id: before, to_id: self.owner_id };
        work.announce("opportunities", deal.id.0, news).await?;
        Ok(deal)
    }
}
