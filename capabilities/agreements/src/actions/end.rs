use crate::{
    agreement::{self, State},
    rules, signing, telling,
};
use chrono::NaiveDate;
use inbox::Kind;
use kernel::{Action, Form, Refusal, Resource, Result, Work};
use serde::Deserialize;

/// Called off before both have signed.
#[derive(Deserialize, Form)]
pub struct Withdraw {
    /// Why nobody is to sign it any more.
    #[field(label = "Reason", kind = "LongText")]
    reason: String,
}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "Nobody signs it any more; it stays to be looked up";
    const DANGER: bool = true;
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_withdrawn(on.state)
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        Self::ready(&on)?;
        signing::not_own(work, on.party_id)?;
        telling::answered(work, &on).await?;
        let withdrawn = work
            .update::<agreement::Entity>(on, |row| {
                (row.state, row.ended_because) = (State::Withdrawn, Some(self.reason));
            })
            .await?;
        telling::stands(work, &withdrawn).await?;
        Ok(withdrawn)
    }
}

/// What both signed ends before its last day.
#[derive(Deserialize, Form)]
pub struct End {
    /// The last day on which it counts; left empty, today.
    #[field(label = "Last day")]
    on: Option<NaiveDate>,
    /// Why it ends early.
    #[field(label = "Reason", kind = "LongText")]
    reason: String,
}

impl Action for End {
    const NAME: &'static str = "end";
    const LABEL: &'static str = "End early";
    const HELP: &'static str = "It counts until a day; what was scored stays";
    const DANGER: bool = true;
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        match on.state {
            State::Countersigned | State::InForce => Ok(()),
            State::Draft
            | State::Issued
            | State::Accepted
            | State::Reserved
            | State::Disputed
            | State::Replaced
            | State::Ended
            | State::Withdrawn => Err(rules::NOT_SIGNED),
        }
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        Self::ready(&on)?;
        signing::not_own(work, on.party_id)?;
        let last = self.on.unwrap_or(work.today);
        rules::ends_within(&on, last)?;
        inbox::settle(work, Kind::Case, agreement::Entity::NAME, on.id.0, on.party_id.0).await?;
        let ended = work
            .update::<agreement::Entity>(on, |row| {
                (row.counts_to, row.ended_because) = (Some(last), Some(self.reason));
            })
            .await?;
        let state = rules::state_on(&ended, work.today);
        let ended = work.update::<agreement::Entity>(ended, |row| row.state = state).await?;
        telling::stands(work, &ended).await?;
        Ok(ended)
    }
}
