use super::me;
use crate::{arbiter, dispute, filing, rules, telling};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The arbiter leaves it to their superior: too near to one of the two, or too large.
#[derive(Deserialize, Form)]
pub struct PassUp {
    #[field(label = "Reason", kind = "LongText")]
    reason: String,
}

impl Action for PassUp {
    const NAME: &'static str = "pass_up";
    const LABEL: &'static str = "Pass up";
    const HELP: &'static str = "Your superior decides in your place";
    type On = dispute::Entity;

    fn ready(on: &dispute::Model) -> Result<(), Refusal> {
        rules::still_open(on.state)
    }

    async fn run(self, on: dispute::Model, work: &mut Work) -> Result<dispute::Model> {
        let on = dispute::locked(work, on.id).await?;
        Self::ready(&on)?;
        let me = me(work, rules::NOT_ARBITER)?;
        if on.arbiter_id != Some(me) {
            return Err(rules::NOT_ARBITER.into());
        }
        let parties = [on.claimant_id, on.respondent_id.unwrap_or(on.claimant_id)];
        let higher = arbiter::higher(work, me, parties).await?.ok_or(rules::NOBODY_HIGHER)?;
        let due = filing::after(work, on.answer_due.filter(|due| *due > work.today).unwrap_or(work.today));
        let passed = work
            .update::<dispute::Entity>(on, |row| {
                row.arbiter_id = Some(higher);
                row.passed_up_reason = Some(self.reason);
                row.ruling_due = due;
                row.reminded_on = None;
            })
            .await?;
        telling::stands(work, &passed).await?;
        Ok(passed)
    }
}
