use crate::{
    agreement::{self, State},
    files, kpi, rules, signing, succession, telling,
};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// The party is asked to sign it. Its document is made and kept, and the agreement is kept as it is from now on.
#[derive(Deserialize, Form)]
pub struct Issue {
    /// The day by which the party should have signed; left empty, as the draft says, else in two weeks.
    #[field(label = "Sign by")]
    sign_by: Option<NaiveDate>,
}

impl Action for Issue {
    const NAME: &'static str = "issue";
    const LABEL: &'static str = "Issue";
    const HELP: &'static str = "The party is asked to sign; from now on it is kept as it is";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        if on.state == State::Draft { Ok(()) } else { Err(rules::NOT_A_DRAFT) }
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        signing::not_own(work, on.party_id)?;
        let sign_by = rules::sign_by(self.sign_by.or(on.sign_by), work.today);
        let kpis = kpi::of(work, on.id).await?;
        let weights: Vec<_> = kpis.iter().map(|kpi| kpi.weight).collect();
        rules::may_be_issued(on.state, &weights, sign_by, work.today)?;
        succession::both_here(work, &on).await?;
        let [zh, en] = signing::documents(work, on.clone(), files::Kind::Issued).await?;
        let (now, by) = (work.now, work.actor.person.map(PersonId));
        let issued = work
            .update::<agreement::Entity>(on, |row| {
                (row.state, row.sign_by) = (State::Issued, Some(sign_by));
                (row.issued_at, row.issued_by_id) = (Some(now), by);
                (row.hash_zh, row.hash_en) = (Some(zh), Some(en));
                (row.reminded_on, row.reminders) = (None, 0);
            })
            .await?;
        telling::to_sign(work, &issued).await?;
        Ok(issued)
    }
}

/// It is a draft again, as long as the party has not answered.
#[derive(Deserialize, Form)]
pub struct TakeBack {}

impl Action for TakeBack {
    const NAME: &'static str = "take_back";
    const LABEL: &'static str = "Take back";
    const HELP: &'static str = "It is a draft again and can be changed, as long as the party has not answered";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_answered(on.state)
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        Self::ready(&on)?;
        signing::not_own(work, on.party_id)?;
        telling::answered(work, &on).await?;
        files::remove(on.id, work).await?;
        work.update::<agreement::Entity>(on, |row| {
            (row.state, row.issued_at, row.issued_by_id) = (State::Draft, None, None);
            (row.hash_zh, row.hash_en) = (None, None);
            // It is issued anew in the name of whoever is superior now.
            (row.named_superior_id, row.superior_since) = (None, None);
        })
        .await
    }
}

/// Whoever has to sign finds it in their inbox once more.
#[derive(Deserialize, Form)]
pub struct Remind {}

impl Action for Remind {
    const NAME: &'static str = "remind";
    const LABEL: &'static str = "Remind";
    const HELP: &'static str = "Whoever has to sign finds it in their inbox once more";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        if on.state.is_answered() { Ok(()) } else { rules::may_be_answered(on.state) }
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        Self::ready(&on)?;
        if on.reminded_on == Some(work.today) {
            return Err(rules::REMINDED.into());
        }
        crate::chasing::again(work, on).await
    }
}
