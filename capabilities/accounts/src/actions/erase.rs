use crate::{contact, rules};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Destroys a contact's personal data, in the row and in everything the journal ever kept of it.
#[derive(Deserialize, Form)]
pub struct Erase {}

/// What stands where a name was.
pub const NOBODY: &str = "—";

impl Action for Erase {
    const NAME: &'static str = "erase";
    const LABEL: &'static str = "Erase personal data";
    const HELP: &'static str = "For good: nobody can bring it back";
    const DANGER: bool = true;
    type On = contact::Entity;

    fn ready(on: &contact::Model) -> Result<(), Refusal> {
        if on.erased_on.is_none() { Ok(()) } else { Err(rules::ALREADY_ERASED) }
    }

    async fn run(self, on: contact::Model, work: &mut Work) -> Result<contact::Model> {
        let (id, today) = (on.id.0, work.today);
        let erased = work
            .update::<contact::Entity>(on, |contact| {
                contact.name = NOBODY.to_owned();
                contact.title = None;
                contact.email = None;
                contact.phone = None;
                contact.note = None;
                // What a customer's own fields say of a person is theirs too.
                contact.custom = serde_json::json!({});
                contact.erased_on = Some(today);
            })
            .await?;
        // The line just written is sealed with the same key: it goes with the rest.
        work.house.secrets.forget(work.conn(), id).await?;
        work.note("contacts", Some(id), "erased", serde_json::json!({})).await?;
        Ok(erased)
    }
}
