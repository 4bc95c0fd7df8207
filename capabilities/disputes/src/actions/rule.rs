use super::me;
use crate::{
    dispute::{self, Decision, State},
    filing, outcome, rules, telling,
};
use kernel::{Action, BasisPoints, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The arbiter decides. Where the row changes hands by it, it does so at once.
#[derive(Deserialize, Form)]
pub struct Rule {
    #[field(label = "Decision")]
    decision: Decision,
    /// What was found, and why that follows; both sides read it.
    #[field(label = "Reasons", kind = "LongText")]
    reasons: String,
    /// The claimant's, where a split is shared.
    #[field(label = "Share", range = "0..=100")]
    share: Option<BasisPoints>,
}

impl Action for Rule {
    const NAME: &'static str = "rule";
    const LABEL: &'static str = "Rule";
    const HELP: &'static str = "For whom, and why; the row changes hands at once where it has to";
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
        rules::answer_awaited(on.state, on.answer_due, work.today)?;
        let share = rules::share(on.kind, self.decision, on.share, self.share)?;
        let held = outcome::carry_out(work, &on, self.decision, share, false).await?;
        let (today, until) = (work.today, filing::after(work, work.today));
        let days = outcome::days(work, on.filed_on);
        // What was decided on appeal is not decided once more.
        let last = on.state == State::Appealed;
        let ruled = work
            .update::<dispute::Entity>(on, |row| {
                row.state = if last { State::Closed } else { State::Ruled };
                row.decision = Some(self.decision);
                row.reasons = Some(self.reasons);
                row.ruled_share = share;
                row.ruled_by_id = Some(me);
                row.ruled_on = Some(today);
                row.days_to_ruling = days;
                row.held_by_id = held;
                row.appeal_until = if last { None } else { until };
                row.closed_on = last.then_some(today);
                row.reminded_on = None;
            })
            .await?;
        telling::stands(work, &ruled).await?;
        Ok(ruled)
    }
}
