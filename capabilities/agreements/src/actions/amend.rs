use crate::{
    agreement::{self, AgreementId, State},
    clause::{self, AgreementClauseId},
    kpi::{self, AgreementKpiId},
    rules, signing,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// A new edition to change, issue and sign; this one counts until both have signed that one.
#[derive(Deserialize, Form)]
pub struct Amend {
    /// What is to be different, for those who sign.
    #[field(label = "What is new", kind = "LongText")]
    news: Option<String>,
}

impl Action for Amend {
    const NAME: &'static str = "amend";
    const LABEL: &'static str = "Amend";
    const HELP: &'static str = "A new edition to change and to sign; this one counts until then";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_amended(on.state)
    }

    /// Answers with the new edition.
    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        Self::ready(&on)?;
        signing::not_own(work, on.party_id)?;
        let series = on.series();
        if signing::is_amended(work, series, on.edition).await? {
            return Err(rules::BEING_AMENDED.into());
        }
        let editions = agreement::editions(work, series).await?;
        let edition = editions.iter().map(|edition| edition.edition).max().unwrap_or(on.edition) + 1;
        let (kpis, clauses) = (kpi::of(work, on.id).await?, clause::of(work, on.id).await?);
        let drafted = agreement::Model {
            id: AgreementId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            state: State::Draft,
            news: self.news,
            sign_by: None,
            edition,
            amends_id: Some(on.id),
            first_id: Some(series),
            reminded_on: None,
            reminders: 0,
            ended_because: None,
            ended_by: None,
            countersigned_by_id: None,
            named_superior_id: None,
            superior_since: None,
            issued_by_id: None,
            ..on
        };
        let drafted = work.create::<agreement::Entity>(drafted).await?;
        for row in kpis {
            let row = kpi::Model { id: AgreementKpiId::new(), version: 1, agreement_id: drafted.id, ..row };
            work.create::<kpi::Entity>(row).await?;
        }
        for row in clauses {
            let row = clause::Model { id: AgreementClauseId::new(), version: 1, agreement_id: drafted.id, ..row };
            work.create::<clause::Entity>(row).await?;
        }
        work.fetch::<agreement::Entity>(drafted.id.0).await
    }
}
