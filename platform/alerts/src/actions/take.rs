use crate::{
    alert::{self, State},
    rules, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// I see to it.
#[derive(Deserialize, Form)]
pub struct Take {}

impl Action for Take {
    const NAME: &'static str = "take";
    const LABEL: &'static str = "Take";
    const HELP: &'static str = "I see to it: it is in my charge and goes up no further";
    type On = alert::Entity;

    fn ready(on: &alert::Model) -> Result<(), Refusal> {
        rules::under_way(on.state)
    }

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        Self::ready(&on)?;
        let me = work.actor.person.map(PersonId).ok_or(rules::NOBODY)?;
        if on.assignee_id == Some(me) && on.state == State::Acting {
            return Err(rules::YOURS.into());
        }
        let taken = work
            .update::<alert::Entity>(on, |alert| {
                alert.assignee_id = Some(me);
                alert.state = State::Acting;
                alert.act_by = None;
            })
            .await?;
        telling::stands(work, &taken).await?;
        Ok(taken)
    }
}
