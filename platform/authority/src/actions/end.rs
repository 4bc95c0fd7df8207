use crate::{right, rules};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Nobody has this right any longer.
#[derive(Deserialize, Form)]
pub struct End {
    /// Its last day; today where nothing is said.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
}

impl Action for End {
    const NAME: &'static str = "end";
    const LABEL: &'static str = "End";
    const HELP: &'static str = "The last day of the right; it stays in the history";
    type On = right::Entity;

    fn ready(on: &right::Model) -> Result<(), Refusal> {
        if on.to.is_none() { Ok(()) } else { Err(rules::ENDED_ALREADY) }
    }

    async fn run(self, on: right::Model, work: &mut Work) -> Result<right::Model> {
        let last = self.on.unwrap_or(work.today);
        work.update::<right::Entity>(on, |right| right.to = Some(last)).await
    }
}
