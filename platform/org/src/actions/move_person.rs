use crate::{person, rules, shaping, unit::UnitId};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Somebody's main unit changes on a day. What they sold before still counts for the unit they were in.
#[derive(Deserialize, Form)]
pub struct MovePerson {
    #[field(label = "To unit")]
    unit_id: UnitId,
    /// Their first day there, behind or ahead; today where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
}

impl Action for MovePerson {
    const NAME: &'static str = "move";
    const LABEL: &'static str = "Move";
    const HELP: &'static str = "To another unit, from a day on";
    type On = person::Entity;

    fn ready(on: &person::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::HAS_LEFT) }
    }

    async fn run(self, on: person::Model, work: &mut Work) -> Result<person::Model> {
        shaping::move_person(work, &on, self.unit_id, self.from.unwrap_or(work.today)).await?;
        work.fetch::<person::Entity>(on.id.0).await
    }
}
