use crate::{account, contact, events::AccountHandedOver, rules};
use kernel::{Action, Form, Result, Work};
use org::person::{self, PersonId};
use sea_orm::{ColumnTrait, QueryFilter};
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
        let contacts = work.every::<contact::Entity>().filter(contact::Column::AccountId.eq(on.id));
        for contact in contacts.all(work.conn()).await?.into_iter().filter(|contact| contact.owner_id == from) {
            work.update::<contact::Entity>(contact, |contact| contact.owner_id = Some(self.to_id)).await?;
        }
        let account = work.update::<account::Entity>(on, |account| account.owner_id = Some(self.to_id)).await?;
        let event = AccountHandedOver { account: account.id, from, to: self.to_id, open_deals: self.open_deals };
        work.announce("accounts", account.id.0, event).await?;
        Ok(account)
    }
}
