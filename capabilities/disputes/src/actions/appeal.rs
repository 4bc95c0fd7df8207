use super::me;
use crate::{
    arbiter,
    dispute::{self, State},
    filing, rules, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// One of the two asks the arbiter's superior to decide anew. The ruling holds until then.
#[derive(Deserialize, Form)]
pub struct Appeal {
    /// What the ruling got wrong.
    #[field(label = "Grounds", kind = "LongText")]
    grounds: String,
}

impl Action for Appeal {
    const NAME: &'static str = "appeal";
    const LABEL: &'static str = "Appeal";
    const HELP: &'static str = "The arbiter's superior decides anew";
    type On = dispute::Entity;

    fn ready(on: &dispute::Model) -> Result<(), Refusal> {
        rules::is_ruled(on.state, on.appealed_on.is_some())
    }

    async fn run(self, on: dispute::Model, work: &mut Work) -> Result<dispute::Model> {
        let on = dispute::locked(work, on.id).await?;
        Self::ready(&on)?;
        let me = me(work, rules::NOT_PARTY)?;
        let other = on.other(me).filter(|_| on.is_party(me)).ok_or(rules::NOT_PARTY)?;
        rules::in_time(on.appeal_until, work.today)?;
        let before = on.ruled_by_id.or(on.arbiter_id).ok_or(rules::NOBODY_HIGHER)?;
        let higher = arbiter::higher(work, before, [me, other]).await?.ok_or(rules::NOBODY_HIGHER)?;
        let (today, due) = (work.today, filing::after(work, work.today));
        let appealed = work
            .update::<dispute::Entity>(on, |row| {
                row.state = State::Appealed;
                row.appealed_by_id = Some(me);
                row.appealed_on = Some(today);
                row.appeal_grounds = Some(self.grounds);
                row.first_decision = row.decision;
                row.first_reasons = row.reasons.clone();
                row.first_ruled_by_id = row.ruled_by_id;
                row.arbiter_id = Some(higher);
                row.ruling_due = due;
                row.reminded_on = None;
                (row.offer, row.offer_terms, row.offer_share, row.offered_by_id) = (None, None, None, None);
                (row.offer_user_id, row.offer_within) = (None, None);
            })
            .await?;
        telling::stands(work, &appealed).await?;
        Ok(appealed)
    }
}
