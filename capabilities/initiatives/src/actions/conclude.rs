use crate::{
    initiative, keeping,
    landing_check::{self, State, Verdict},
    rules,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Quantity, Record, Refusal, Resource, Result, Work, record};
use org::person::PersonId;
use serde::Deserialize;
use serde_json::json;

/// Somebody has checked, and says what shows it and what comes next.
#[derive(Deserialize, Form)]
pub struct Conclude {
    #[field(label = "Verdict")]
    verdict: Verdict,
    /// What shows it: records, visits, what customers say. Files hang on the check.
    #[field(label = "Evidence", kind = "LongText")]
    evidence: Option<String>,
    #[field(label = "Evidence (link)", kind = "Url")]
    evidence_url: Option<String>,
    /// Where the KPI cannot tell: what it has added, in the KPI's unit. Left empty, what was worked out stays.
    #[field(label = "Measured")]
    measured: Option<Quantity>,
    /// Today where nothing is said.
    #[field(label = "On")]
    on: Option<NaiveDate>,
    /// Becomes a task.
    #[field(label = "Next step", group = "next")]
    next_step: Option<String>,
    /// Who does it; left empty, the owner of the initiative.
    #[field(label = "Done by", group = "next", refers = "people")]
    next_by_id: Option<PersonId>,
    #[field(label = "Due on", group = "next")]
    next_due_on: Option<NaiveDate>,
}

impl Action for Conclude {
    const NAME: &'static str = "conclude";
    const LABEL: &'static str = "Conclude";
    const HELP: &'static str =
        "Says whether it has landed; the next step becomes a task, and the next check is planned";
    type On = landing_check::Entity;

    fn ready(on: &landing_check::Model) -> Result<(), Refusal> {
        match on.state {
            State::Planned => Ok(()),
            State::Done => Err(rules::CHECKED),
        }
    }

    async fn run(self, on: landing_check::Model, work: &mut Work) -> Result<landing_check::Model> {
        let initiative = initiative::locked(work, on.initiative_id).await?;
        let on = work.fetch::<landing_check::Entity>(on.id.0).await?;
        Self::ready(&on)?;
        let day = self.on.unwrap_or(work.today);
        rules::happened(day, work.today)?;
        let told = [self.evidence.as_deref(), self.evidence_url.as_deref()];
        rules::evident(self.verdict, told.into_iter().flatten().any(|text| !text.trim().is_empty()))?;
        let next = self.next_step.filter(|step| !step.trim().is_empty());
        if next.is_none() && (self.next_by_id.is_some() || self.next_due_on.is_some()) {
            return Err(rules::NEXT_FOR_NOBODY.into());
        }
        let mut task_id = None;
        if let Some(step) = &next {
            let mut task = Record::new();
            task.insert("kind".into(), json!("task"));
            task.insert("title".into(), json!(step));
            task.insert("subject_noun".into(), json!(initiative::Entity::NAME));
            task.insert("subject_id".into(), json!(initiative.id));
            task.insert("owner_id".into(), json!(self.next_by_id.unwrap_or(initiative.owner_id)));
            task.insert("due_on".into(), json!(self.next_due_on));
            task_id = Some(record::id(&work.create_record("activities", &task).await?)?);
        }
        for person in [on.owner_id, Some(initiative.owner_id)] {
            keeping::settled(work, landing_check::Entity::NAME, on.id.0, person).await?;
        }
        let done = work
            .update::<landing_check::Entity>(on, |row| {
                (row.state, row.checked_on, row.verdict) = (State::Done, Some(day), Some(self.verdict));
                (row.evidence, row.evidence_url) = (self.evidence, self.evidence_url);
                (row.next_step, row.task_id) = (next, task_id);
                if let Some(measured) = self.measured.filter(|measured| Some(*measured) != row.measured) {
                    (row.measured, row.measured_at) = (Some(measured), None);
                }
            })
            .await?;
        landing_check::plan_next(work, &initiative).await?;
        Ok(done)
    }
}
