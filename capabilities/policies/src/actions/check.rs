use crate::{
    checkup::{self, Outcome, State},
    finding::{self, Severity},
    policy, reminding, rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use serde::Deserialize;

/// Somebody has checked, and says what came of it.
#[derive(Deserialize, Form)]
pub struct Complete {
    #[field(label = "Outcome")]
    outcome: Outcome,
    /// What was looked at, and what is to be known of it.
    #[field(label = "Summary", kind = "LongText")]
    summary: Option<String>,
    /// Today where nothing is said.
    #[field(label = "Done on")]
    done_on: Option<NaiveDate>,
}

impl Action for Complete {
    const NAME: &'static str = "complete";
    const LABEL: &'static str = "Complete";
    const HELP: &'static str = "Says what came of it; the next one is planned where the policy wants it";
    type On = checkup::Entity;

    fn ready(on: &checkup::Model) -> Result<(), Refusal> {
        planned(on)
    }

    async fn run(self, on: checkup::Model, work: &mut Work) -> Result<checkup::Model> {
        let done = self.done_on.unwrap_or(work.today);
        if done > work.today {
            return Err(rules::DONE_AHEAD.into());
        }
        let serious = work
            .every::<finding::Entity>()
            .filter(finding::Column::CheckupId.eq(on.id))
            .filter(finding::Column::Severity.is_in([Severity::Major, Severity::Critical]))
            .filter(finding::Column::Done.eq(false));
        rules::may_end_with(self.outcome, serious.count(work.conn()).await? > 0)?;
        reminding::checked(work, &on).await?;
        let row = work
            .update::<checkup::Entity>(on, |row| {
                (row.state, row.done_on) = (State::Done, Some(done));
                (row.outcome, row.summary) = (Some(self.outcome), self.summary);
            })
            .await?;
        let policy = work.fetch::<policy::Entity>(row.policy_id.0).await?;
        checkup::plan_next(work, &policy).await?;
        Ok(row)
    }
}

/// Nobody checks this time.
#[derive(Deserialize, Form)]
pub struct CallOff {}

impl Action for CallOff {
    const NAME: &'static str = "call_off";
    const LABEL: &'static str = "Call off";
    const HELP: &'static str = "Nobody checks this time";
    type On = checkup::Entity;

    fn ready(on: &checkup::Model) -> Result<(), Refusal> {
        planned(on)
    }

    async fn run(self, on: checkup::Model, work: &mut Work) -> Result<checkup::Model> {
        reminding::checked(work, &on).await?;
        work.update::<checkup::Entity>(on, |row| row.state = State::Cancelled).await
    }
}

fn planned(on: &checkup::Model) -> Result<(), Refusal> {
    if on.state == State::Planned { Ok(()) } else { Err(rules::NOT_PLANNED_CHECKUP) }
}
