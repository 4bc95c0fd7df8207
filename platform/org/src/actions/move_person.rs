use crate::{
    events::PersonMoved,
    membership, person, rules,
    unit::{self, UnitId},
};
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
        let day = self.from.unwrap_or(work.today);
        let unit = work.fetch::<unit::Entity>(self.unit_id.0).await?;
        if !unit.span().holds(day) {
            return Err(rules::CLOSED_UNIT.into());
        }
        let (person, from) = (on.id, on.unit_id);
        membership::turn(work, person, self.unit_id, day).await?;
        work.announce("people", person.0, PersonMoved { person, from, to: self.unit_id, on: day }).await?;
        work.fetch::<person::Entity>(person.0).await
    }
}
