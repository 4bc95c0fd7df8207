use crate::{
    handing,
    person::{self, PersonId},
    rules,
};
use kernel::{Action, Error, FieldError, Form, Result, Work};
use serde::Deserialize;

/// What somebody holds goes to somebody else: accounts, open deals, leads, tasks. What is done or decided stays theirs.
#[derive(Deserialize, Form)]
pub struct HandOver {
    #[field(label = "To")]
    to_id: PersonId,
    /// Only rows of this kind, such as `accounts`; left empty, all that they hold.
    #[field(label = "Rows of kind")]
    row_noun: Option<String>,
}

impl Action for HandOver {
    const NAME: &'static str = "hand_over";
    const LABEL: &'static str = "Hand over";
    const HELP: &'static str = "What they hold goes to somebody else";
    type On = person::Entity;

    async fn run(self, on: person::Model, work: &mut Work) -> Result<person::Model> {
        if self.to_id == on.id {
            return Err(rules::OWN_SUCCESSOR.into());
        }
        let receiver = work.fetch::<person::Entity>(self.to_id.0).await?;
        if !receiver.active {
            return Err(rules::SUCCESSOR_LEFT.into());
        }
        let house = work.house.clone();
        match self.row_noun.as_deref() {
            None => handing::hand_over_all(work, on.id, self.to_id).await?,
            Some(name) => match house.registry.noun(name).filter(|noun| noun.held.is_some()) {
                Some(noun) => handing::hand_over(work, noun.name, on.id, self.to_id).await?,
                None => {
                    let error =
                        FieldError::new("row_noun", "people.not_held", "rows of this kind are nobody's to hand over");
                    return Err(Error::Invalid(vec![error.value(name)]));
                }
            },
        };
        work.fetch::<person::Entity>(on.id.0).await
    }
}
