use crate::{
    absence::{self, State},
    rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// They were back before the last day that was asked for.
#[derive(Deserialize, Form)]
pub struct ReturnEarly {
    /// The first day on which they were back; today where nothing is said.
    #[field(label = "Back on")]
    on: Option<NaiveDate>,
}

impl Action for ReturnEarly {
    const NAME: &'static str = "return_early";
    const LABEL: &'static str = "Return early";
    const HELP: &'static str = "They were back before its last day";
    type On = absence::Entity;

    fn ready(on: &absence::Model) -> Result<(), Refusal> {
        if on.state == State::Approved { Ok(()) } else { Err(rules::NOT_APPROVED) }
    }

    async fn run(self, on: absence::Model, work: &mut Work) -> Result<absence::Model> {
        let day = self.on.unwrap_or(work.today);
        let last = rules::back(on.halves(), day, work.today)?;
        work.update::<absence::Entity>(on, |row| {
            row.back_on = Some(day);
            (row.to, row.until_noon) = (last, false);
        })
        .await
    }
}
