use crate::{initiative, keeping, milestone, rules};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Resource, Result, Work};
use serde::Deserialize;

/// It is there.
#[derive(Deserialize, Form)]
pub struct ReachMilestone {
    /// Today where nothing is said.
    #[field(label = "On")]
    on: Option<NaiveDate>,
    /// What shows it.
    #[field(label = "Evidence", kind = "LongText")]
    evidence: Option<String>,
    #[field(label = "Evidence (link)", kind = "Url")]
    evidence_url: Option<String>,
}

impl Action for ReachMilestone {
    const NAME: &'static str = "reach";
    const LABEL: &'static str = "Reached";
    const HELP: &'static str = "It is there, and this shows it";
    type On = milestone::Entity;

    fn ready(on: &milestone::Model) -> Result<(), Refusal> {
        if on.done { Err(rules::MILESTONE_REACHED) } else { Ok(()) }
    }

    async fn run(self, on: milestone::Model, work: &mut Work) -> Result<milestone::Model> {
        let day = self.on.unwrap_or(work.today);
        rules::happened(day, work.today)?;
        keeping::settled(work, milestone::Entity::NAME, on.id.0, on.owner_id).await?;
        let initiative = work.fetch::<initiative::Entity>(on.initiative_id.0).await?;
        keeping::settled(work, milestone::Entity::NAME, on.id.0, Some(initiative.owner_id)).await?;
        work.update::<milestone::Entity>(on, |row| {
            (row.done, row.done_on) = (true, Some(day));
            row.evidence = self.evidence.or(row.evidence.take());
            row.evidence_url = self.evidence_url.or(row.evidence_url.take());
        })
        .await
    }
}

/// It is not there after all.
#[derive(Deserialize, Form)]
pub struct ReopenMilestone {}

impl Action for ReopenMilestone {
    const NAME: &'static str = "reopen";
    const LABEL: &'static str = "Open again";
    const HELP: &'static str = "It is not there after all";
    type On = milestone::Entity;

    fn ready(on: &milestone::Model) -> Result<(), Refusal> {
        if on.done { Ok(()) } else { Err(rules::MILESTONE_OPEN) }
    }

    async fn run(self, on: milestone::Model, work: &mut Work) -> Result<milestone::Model> {
        work.update::<milestone::Entity>(on, |row| (row.done, row.done_on) = (false, None)).await
    }
}
