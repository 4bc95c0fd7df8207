use super::me;
use crate::{
    dispute::{self, Decision, State},
    outcome, rules, telling,
};
use kernel::{Action, BasisPoints, Form, Grants, Origin, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;
use std::sync::Arc;

/// One of the two offers how to end it; where the other has offered the same, they agree, and nobody has to rule.
#[derive(Deserialize, Form)]
pub struct Settle {
    /// Who gets it. The same as the other has offered: you agree.
    #[field(label = "Outcome")]
    outcome: Decision,
    #[field(label = "Terms", kind = "LongText")]
    terms: Option<String>,
    /// The claimant's, where a split is shared.
    #[field(label = "Share", range = "0..=100")]
    share: Option<BasisPoints>,
}

impl Action for Settle {
    const NAME: &'static str = "settle";
    const LABEL: &'static str = "Settle";
    const HELP: &'static str = "Offer how to end it, or agree to what the other has offered";
    type On = dispute::Entity;

    fn ready(on: &dispute::Model) -> Result<(), Refusal> {
        rules::still_open(on.state)
    }

    async fn run(self, on: dispute::Model, work: &mut Work) -> Result<dispute::Model> {
        let on = dispute::locked(work, on.id).await?;
        Self::ready(&on)?;
        let me = me(work, rules::NOT_PARTY)?;
        if !on.is_party(me) {
            return Err(rules::NOT_PARTY.into());
        }
        rules::settles(self.outcome)?;
        let share = rules::share(on.kind, self.outcome, on.share, self.share.or(on.offer_share))?;
        let offered = on.offered_by_id.filter(|by| *by != me && on.offer == Some(self.outcome));
        match offered.filter(|_| on.offer_share == share) {
            Some(by) => agree(on, by, self.outcome, work).await,
            None => offer(on, me, self, share, work).await,
        }
    }
}

async fn offer(
    on: dispute::Model,
    me: PersonId,
    said: Settle,
    share: Option<BasisPoints>,
    work: &mut Work,
) -> Result<dispute::Model> {
    let user = work.actor.user;
    let within = (work.actor.origin == Origin::Token).then(|| serde_json::to_value(&*work.actor.grants)).transpose()?;
    let offered = work
        .update::<dispute::Entity>(on, |row| {
            row.offer = Some(said.outcome);
            row.offer_terms = said.terms;
            row.offer_share = share;
            row.offered_by_id = Some(me);
            row.offer_user_id = user;
            row.offer_within = within;
        })
        .await?;
    telling::offered(work, &offered).await?;
    Ok(offered)
}

/// Both agree. What follows for the row is done by whichever of the two has it, with the rights they have today: the
/// other one has none to it.
async fn agree(on: dispute::Model, offered_by: PersonId, outcome: Decision, work: &mut Work) -> Result<dispute::Model> {
    let held = if on.held_by_id == Some(offered_by) {
        let offerer = offerer(&on, work).await?;
        let agreeing = std::mem::replace(&mut work.actor, offerer);
        let done = outcome::carry_out(work, &on, outcome, on.offer_share, true).await;
        work.actor = agreeing;
        done?
    } else {
        outcome::carry_out(work, &on, outcome, on.offer_share, true).await?
    };
    let today = work.today;
    let settled = work
        .update::<dispute::Entity>(on, |row| {
            row.state = State::Closed;
            row.decision = Some(outcome);
            row.ruled_share = row.offer_share;
            row.settled_on = Some(today);
            row.closed_on = Some(today);
            row.held_by_id = held;
            (row.offer_user_id, row.offer_within) = (None, None);
        })
        .await?;
    telling::stands(work, &settled).await?;
    Ok(settled)
}

/// Whoever offered, as they are today.
async fn offerer(on: &dispute::Model, work: &Work) -> Result<kernel::Actor> {
    let found = match on.offer_user_id {
        Some(user) => access::actor_within(work, user).await?,
        None => None,
    };
    let mut actor = found.ok_or(rules::OFFERER_GONE)?;
    if let Some(within) = &on.offer_within {
        actor.grants = Arc::new(access::narrow(&actor.grants, &Grants::deserialize(within)?));
    }
    Ok(actor)
}
