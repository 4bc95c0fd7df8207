use super::me;
use crate::{
    dispute::{self, State},
    rules, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// The claim is dropped; of an appeal, whoever appealed lets the ruling stand.
#[derive(Deserialize, Form)]
pub struct Withdraw {}

impl Action for Withdraw {
    const NAME: &'static str = "withdraw";
    const LABEL: &'static str = "Withdraw";
    const HELP: &'static str = "The claim, or the appeal, is dropped";
    const DANGER: bool = true;
    type On = dispute::Entity;

    fn ready(on: &dispute::Model) -> Result<(), Refusal> {
        rules::still_open(on.state)
    }

    async fn run(self, on: dispute::Model, work: &mut Work) -> Result<dispute::Model> {
        let on = dispute::locked(work, on.id).await?;
        Self::ready(&on)?;
        let me = me(work, rules::NOT_CLAIMANT)?;
        let appealed = on.state == State::Appealed;
        let theirs = if appealed { on.appealed_by_id } else { Some(on.claimant_id) };
        if theirs != Some(me) {
            return Err(if appealed { rules::NOT_APPELLANT } else { rules::NOT_CLAIMANT }.into());
        }
        let today = work.today;
        let withdrawn = work
            .update::<dispute::Entity>(on, |row| {
                // The first ruling stands; it was carried out when it was made.
                row.state = if appealed { State::Closed } else { State::Withdrawn };
                row.closed_on = Some(today);
                (row.offer_user_id, row.offer_within) = (None, None);
            })
            .await?;
        telling::stands(work, &withdrawn).await?;
        Ok(withdrawn)
    }
}
