use crate::{
    person::{self, PersonId},
    rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Somebody leaves: memberships and reporting lines end, and what they hold goes to the successor on their last day.
#[derive(Deserialize, Form)]
pub struct Leave {
    /// Their last day; it may lie ahead.
    #[field(label = "Last day")]
    on: NaiveDate,
    /// Takes over accounts, open deals, tasks and the lead of units.
    #[field(label = "Successor")]
    successor_id: Option<PersonId>,
}

impl Action for Leave {
    const NAME: &'static str = "leave";
    const LABEL: &'static str = "Leave";
    const HELP: &'static str = "Ends memberships and hands over what they hold";
    const DANGER: bool = true;
    type On = person::Entity;

    fn ready(on: &person::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::HAS_LEFT) }
    }

    async fn run(self, on: person::Model, work: &mut Work) -> Result<person::Model> {
        if let Some(successor) = self.successor_id {
            if successor == on.id {
                return Err(rules::OWN_SUCCESSOR.into());
            }
            let successor = work.fetch::<person::Entity>(successor.0).await?;
            if !person::is_active(successor.left_on, self.on.max(work.today)) {
                return Err(rules::SUCCESSOR_LEFT.into());
            }
        }
        let id = on.id.0;
        work.update::<person::Entity>(on, |person| {
            person.left_on = Some(self.on);
            person.successor_id = self.successor_id;
        })
        .await?;
        work.fetch::<person::Entity>(id).await
    }
}
