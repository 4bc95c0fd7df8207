use crate::{
    asking,
    edition::{self, State},
    policy, rules, turn,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::span::eve;
use serde::Deserialize;

/// The edition is not published after all: it is a draft again, and the one before it goes on.
#[derive(Deserialize, Form)]
pub struct TakeBack {}

impl Action for TakeBack {
    const NAME: &'static str = "take_back";
    const LABEL: &'static str = "Take back";
    const HELP: &'static str = "A planned edition becomes a draft again, and the one before it goes on";
    type On = edition::Entity;

    fn ready(on: &edition::Model) -> Result<(), Refusal> {
        if on.state == State::Planned { Ok(()) } else { Err(rules::NOT_PLANNED) }
    }

    async fn run(self, on: edition::Model, work: &mut Work) -> Result<edition::Model> {
        policy::locked(work, on.policy_id).await?;
        let others = edition::of(work, on.policy_id).await?;
        if others.iter().any(|edition| edition.state == State::Draft) {
            return Err(rules::DRAFT_EXISTS.into());
        }
        let (policy, last, until) = (on.policy_id, on.from.map(eve), on.to);
        let before =
            others.into_iter().find(|edition| edition.id != on.id && edition.to.is_some() && edition.to == last);
        let back = work
            .update::<edition::Entity>(on, |edition| {
                (edition.from, edition.to, edition.state) = (None, None, State::Draft);
                edition.published_at = None;
            })
            .await?;
        if let Some(before) = before {
            work.update::<edition::Entity>(before, |edition| edition.to = until).await?;
        }
        turn::editions(work, policy).await?;
        asking::bring_up(work, policy).await?;
        Ok(back)
    }
}
