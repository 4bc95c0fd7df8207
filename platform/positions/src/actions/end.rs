use crate::{appointment, rules};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Somebody holds the position no longer.
#[derive(Deserialize, Form)]
pub struct End {
    /// Their last day in it; today where nothing is said.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
}

impl Action for End {
    const NAME: &'static str = "end";
    const LABEL: &'static str = "End";
    const HELP: &'static str = "Their last day in the position; it stays in the history";
    type On = appointment::Entity;

    fn ready(on: &appointment::Model) -> Result<(), Refusal> {
        if on.to.is_none() { Ok(()) } else { Err(rules::ENDS_ALREADY) }
    }

    async fn run(self, on: appointment::Model, work: &mut Work) -> Result<appointment::Model> {
        let last = self.on.unwrap_or(work.today);
        work.update::<appointment::Entity>(on, |appointment| appointment.to = Some(last)).await
    }
}
