use crate::{
    agreement::{self, State},
    rules, signing, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The party signs.
#[derive(Deserialize, Form)]
pub struct Accept {}

impl Action for Accept {
    const NAME: &'static str = "accept";
    const LABEL: &'static str = "Accept and sign";
    const HELP: &'static str = "I have read it, and answer for it";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_answered(on.state)
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        answered(on, State::Accepted, None, work).await
    }
}

/// The party signs, and says what the superior has to answer before they countersign.
#[derive(Deserialize, Form)]
pub struct AcceptWithReservation {
    /// On what condition you sign, or what you want answered.
    #[field(label = "Reservation", kind = "LongText")]
    text: String,
}

impl Action for AcceptWithReservation {
    const NAME: &'static str = "accept_with_reservation";
    const LABEL: &'static str = "Accept with reservation";
    const HELP: &'static str = "I sign, and want something answered first; it goes to the superior";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_answered(on.state)
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        answered(on, State::Reserved, Some(self.text), work).await
    }
}

/// The party does not sign it like this.
#[derive(Deserialize, Form)]
pub struct Dispute {
    /// What cannot stay as it is, and what you propose.
    #[field(label = "What is disputed", kind = "LongText")]
    text: String,
}

impl Action for Dispute {
    const NAME: &'static str = "dispute";
    const LABEL: &'static str = "Dispute";
    const HELP: &'static str = "I do not sign it like this; it goes to the superior, who amends or withdraws it";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_answered(on.state)
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        answered(on, State::Disputed, Some(self.text), work).await
    }
}

async fn answered(
    on: agreement::Model,
    state: State,
    text: Option<String>,
    work: &mut Work,
) -> Result<agreement::Model> {
    let on = agreement::locked(work, on.id).await?;
    rules::may_be_answered(on.state)?;
    signing::only(work, Some(on.party_id), rules::NOT_THE_PARTY)?;
    telling::answered(work, &on).await?;
    let now = work.now;
    let answered = work
        .update::<agreement::Entity>(on, |row| {
            (row.state, row.answered_at, row.reservation) = (state, Some(now), text);
            (row.reminded_on, row.reminders) = (None, 0);
        })
        .await?;
    telling::stands(work, &answered).await?;
    Ok(answered)
}
