use crate::{person::PersonId, rules, shaping, unit};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// A unit is led by somebody else from a day on. Who led it before stays in the numbers of that time.
#[derive(Deserialize, Form)]
pub struct ChangeLeader {
    /// Empty: nobody leads it, and its people report to whoever leads the unit above.
    #[field(label = "Leader")]
    leader_id: Option<PersonId>,
    /// Their first day as its leader, behind or ahead; today where nothing is said.
    #[field(label = "From")]
    from: Option<NaiveDate>,
}

impl Action for ChangeLeader {
    const NAME: &'static str = "change_leader";
    const LABEL: &'static str = "Change leader";
    const HELP: &'static str = "Somebody else leads it, from a day on";
    type On = unit::Entity;

    fn ready(on: &unit::Model) -> Result<(), Refusal> {
        if on.to.is_none() { Ok(()) } else { Err(rules::IS_CLOSED) }
    }

    async fn run(self, on: unit::Model, work: &mut Work) -> Result<unit::Model> {
        shaping::change_leader(work, &on, self.leader_id, self.from.unwrap_or(work.today)).await?;
        work.fetch::<unit::Entity>(on.id.0).await
    }
}
