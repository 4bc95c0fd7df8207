use crate::{rules, shaping, unit};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// A unit ends with a day. Its people and the units below it must have gone elsewhere by then.
#[derive(Deserialize, Form)]
pub struct CloseUnit {
    /// Its last day; today where nothing is said.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
}

impl Action for CloseUnit {
    const NAME: &'static str = "close";
    const LABEL: &'static str = "Close";
    const HELP: &'static str = "Ends the unit; it stays in the numbers of the past";
    const DANGER: bool = true;
    type On = unit::Entity;

    fn ready(on: &unit::Model) -> Result<(), Refusal> {
        if on.to.is_none() { Ok(()) } else { Err(rules::IS_CLOSED) }
    }

    async fn run(self, on: unit::Model, work: &mut Work) -> Result<unit::Model> {
        shaping::close_unit(work, on, self.on.unwrap_or(work.today)).await
    }
}
