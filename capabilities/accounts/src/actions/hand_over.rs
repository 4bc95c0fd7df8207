use crate::{account, handing, rules};
use kernel::{Action, Form, Result, Work};
use org::person::{self, PersonId};
use serde::Deserialize;

/// An account gets another owner, with the contacts that the old one looked after.
#[derive(Deserialize, Form)]
pub struct HandOver {
    #[field(label = "New owner")]
    to_id: PersonId,
    /// Open deals that the old owner has there go along.
    #[field(label = "With open deals", default = true)]
    open_deals: bool,
}

impl Action for HandOver {
    const NAME: &'static str = "hand_over";
    const LABEL: &'static str = "Hand over";
    const HELP: &'static str = "To another owner";
    type On = account::Entity;

    async fn run(self, on: account::Model, work: &mut Work) -> Result<account::Model> {
        let from = on.owner_id;
        if from == Some(self.to_id) {
            return Err(rules::SAME_OWNER.into());
        }
        if !work.fetch::<person::Entity>(self.to_id.0).await?.active {
            return Err(rules::OWNER_LEFT.into());
        }
        handing::with_deals(work, self.open_deals);
        let account = work.update::<account::Entity>(on, |account| account.owner_id = Some(self.to_id)).await;
        handing::with_deals(work, true);
        account
    }
}
