use crate::{
    acknowledgement::{self, State},
    edition, policy, reminding, rules,
};
use inbox::Kind;
use kernel::{Action, Form, Refusal, Resource, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// I have read it, and keep to it.
#[derive(Deserialize, Form)]
pub struct Acknowledge {}

impl Action for Acknowledge {
    const NAME: &'static str = "acknowledge";
    const LABEL: &'static str = "Confirm";
    const HELP: &'static str = "I have read it and keep to it";
    type On = acknowledgement::Entity;

    fn ready(on: &acknowledgement::Model) -> Result<(), Refusal> {
        open(on)
    }

    async fn run(self, on: acknowledgement::Model, work: &mut Work) -> Result<acknowledgement::Model> {
        if work.actor.person.map(PersonId) != Some(on.person_id) {
            return Err(rules::NOT_YOURS.into());
        }
        // Who has the page open since yesterday may look at an edition that was replaced overnight.
        let edition = work.fetch::<edition::Entity>(on.edition_id.0).await?;
        if !edition.state.counts() {
            return Err(rules::OTHER_EDITION.into());
        }
        inbox::settle(work, Kind::Read, policy::Entity::NAME, on.policy_id.0, on.person_id.0).await?;
        let now = work.now;
        work.update::<acknowledgement::Entity>(on, |row| {
            (row.state, row.acknowledged_at) = (State::Acknowledged, Some(now));
        })
        .await
    }
}

/// They are asked once more.
#[derive(Deserialize, Form)]
pub struct Remind {}

impl Action for Remind {
    const NAME: &'static str = "remind";
    const LABEL: &'static str = "Remind";
    const HELP: &'static str = "They find it in their inbox once more";
    type On = acknowledgement::Entity;

    fn ready(on: &acknowledgement::Model) -> Result<(), Refusal> {
        open(on)
    }

    async fn run(self, on: acknowledgement::Model, work: &mut Work) -> Result<acknowledgement::Model> {
        let today = work.today;
        if on.reminded_on == Some(today) {
            return Err(rules::REMINDED.into());
        }
        reminding::again(work, on, today).await
    }
}

fn open(on: &acknowledgement::Model) -> Result<(), Refusal> {
    match on.state {
        State::Asked => Ok(()),
        State::Acknowledged => Err(rules::ALREADY),
        State::Lapsed => Err(rules::NOT_ASKED),
    }
}
