use crate::{
    plan::{self, State},
    publishing, rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Puts the targets of an approved plan in force, from a day on. Where another plan of the unit and metric counts, this one
/// takes its place from then on, and what is past stays.
#[derive(Deserialize, Form)]
pub struct Publish {
    /// The first day on which they count: a period's first. Empty means the plan's first day, or the next period where
    /// another plan counts.
    #[field(label = "From")]
    from: Option<NaiveDate>,
}

impl Action for Publish {
    const NAME: &'static str = "publish";
    const LABEL: &'static str = "Publish";
    const HELP: &'static str = "Everybody's target is in force from a day on";
    type On = plan::Entity;

    fn ready(on: &plan::Model) -> Result<(), Refusal> {
        if on.state == State::Approved { Ok(()) } else { Err(rules::NOT_APPROVED) }
    }

    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        Self::ready(&on)?;
        publishing::publish(work, on, self.from).await
    }
}
