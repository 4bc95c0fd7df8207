use crate::{
    initiative::{self, State},
    landing_check, rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// It does what it was meant to, and goes on by itself.
#[derive(Deserialize, Form)]
pub struct Land {
    /// What came of it, and what others can learn from it.
    #[field(label = "Outcome", kind = "LongText")]
    outcome: String,
    /// Today where nothing is said.
    #[field(label = "On")]
    on: Option<NaiveDate>,
}

impl Action for Land {
    const NAME: &'static str = "land";
    const LABEL: &'static str = "Landed";
    const HELP: &'static str = "It does what it was meant to; a landing check has to say so first";
    type On = initiative::Entity;

    fn ready(on: &initiative::Model) -> Result<(), Refusal> {
        rules::may_land(on.state)
    }

    async fn run(self, on: initiative::Model, work: &mut Work) -> Result<initiative::Model> {
        let on = initiative::locked(work, on.id).await?;
        Self::ready(&on)?;
        let landed = self.on.unwrap_or(work.today);
        rules::happened(landed, work.today)?;
        rules::has_landed(landing_check::last_verdict(work, on.id).await?)?;
        work.update::<initiative::Entity>(on, |row| {
            (row.state, row.ended_on, row.outcome) = (State::Landed, Some(landed), Some(self.outcome));
        })
        .await
    }
}
