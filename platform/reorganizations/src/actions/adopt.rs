use crate::{
    reorganization::{self, State},
    rules, taking_effect,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// It is decided: on its day, which may be today, all of its moves are made together, or none.
#[derive(Deserialize, Form)]
pub struct Adopt {}

impl Action for Adopt {
    const NAME: &'static str = "adopt";
    const LABEL: &'static str = "Adopt";
    const HELP: &'static str = "It takes effect on its day";
    type On = reorganization::Entity;

    fn ready(on: &reorganization::Model) -> Result<(), Refusal> {
        if !on.state.open() {
            return Err(rules::NOT_A_DRAFT);
        }
        if on.moves == 0 { Err(rules::EMPTY) } else { Ok(()) }
    }

    async fn run(self, on: reorganization::Model, work: &mut Work) -> Result<reorganization::Model> {
        if on.effective_on < work.today {
            return Err(rules::BEHIND.into());
        }
        let on = reorganization::locked(work, on.id).await?;
        // What cannot be done is said before anybody is asked for a yes, not on its day.
        taking_effect::try_it(work, &on, on.effective_on).await?;
        let (by, now) = (work.actor.person.map(PersonId), work.now);
        let due = on.effective_on <= work.today;
        let adopted = work
            .update::<reorganization::Entity>(on, |row| {
                row.state = State::Scheduled;
                row.adopted_by_id = by;
                row.adopted_at = Some(now);
                row.outcome = None;
            })
            .await?;
        if due { taking_effect::take_effect(work, adopted).await } else { Ok(adopted) }
    }
}
