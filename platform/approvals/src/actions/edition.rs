//! An edition comes into force, a flow is given up.

use crate::{
    edition::{self, State},
    flow, rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// From now on this edition decides; what is under way keeps the one it began with.
#[derive(Deserialize, Form)]
pub struct PutInForce {}

impl Action for PutInForce {
    const NAME: &'static str = "put_in_force";
    const LABEL: &'static str = "Put in force";
    const HELP: &'static str = "From now on; the one before it is retired";
    type On = edition::Entity;

    fn ready(on: &edition::Model) -> Result<(), Refusal> {
        if on.state == State::Draft { Ok(()) } else { Err(rules::NOT_A_DRAFT) }
    }

    async fn run(self, on: edition::Model, work: &mut Work) -> Result<edition::Model> {
        if edition::steps(work, on.id).await?.is_empty() {
            return Err(rules::NO_STEPS.into());
        }
        for other in edition::of(work, on.flow_id).await? {
            if other.state == State::Active {
                work.update::<edition::Entity>(other, |other| other.state = State::Retired).await?;
            }
        }
        let flow = work.fetch::<flow::Entity>(on.flow_id.0).await?;
        if !flow.active {
            work.update::<flow::Entity>(flow, |flow| flow.active = true).await?;
        }
        let now = work.now;
        work.update::<edition::Entity>(on, |edition| (edition.state, edition.since) = (State::Active, Some(now))).await
    }
}

/// Nothing is guarded by it any more; what is under way goes on.
#[derive(Deserialize, Form)]
pub struct Retire {}

impl Action for Retire {
    const NAME: &'static str = "retire";
    const LABEL: &'static str = "Retire";
    const HELP: &'static str = "It guards nothing any more; what is under way goes on";
    const DANGER: bool = true;
    type On = flow::Entity;

    fn ready(on: &flow::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::NOT_IN_FORCE) }
    }

    async fn run(self, on: flow::Model, work: &mut Work) -> Result<flow::Model> {
        for edition in edition::of(work, on.id).await? {
            if edition.state == State::Active {
                work.update::<edition::Entity>(edition, |edition| edition.state = State::Retired).await?;
            }
        }
        work.update::<flow::Entity>(on, |flow| flow.active = false).await
    }
}
