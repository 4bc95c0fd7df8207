use crate::{
    agreement::{self, State},
    rules, signing, telling,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// The superior signs, and the agreement counts.
#[derive(Deserialize, Form)]
pub struct Countersign {
    /// What you answer to the reservation; it stands in the signed document.
    #[field(label = "Reply to the reservation", kind = "LongText")]
    reply: Option<String>,
}

impl Action for Countersign {
    const NAME: &'static str = "countersign";
    const LABEL: &'static str = "Countersign";
    const HELP: &'static str = "Both have signed then, and it is in force from its first day on";
    type On = agreement::Entity;

    fn ready(on: &agreement::Model) -> Result<(), Refusal> {
        rules::may_be_countersigned(on.state)
    }

    async fn run(self, on: agreement::Model, work: &mut Work) -> Result<agreement::Model> {
        let on = agreement::locked(work, on.id).await?;
        Self::ready(&on)?;
        signing::only(work, on.superior_id, rules::NOT_THE_SUPERIOR)?;
        let reply = self.reply.map(|reply| reply.trim().to_owned()).filter(|reply| !reply.is_empty());
        if on.state == State::Reserved && reply.is_none() {
            return Err(rules::NO_REPLY.into());
        }
        telling::countersigned(work, &on).await?;
        let (now, by) = (work.now, work.actor.person.map(PersonId));
        let signed = work
            .update::<agreement::Entity>(on, |row| {
                (row.state, row.reply, row.countersigned_at) = (State::Countersigned, reply, Some(now));
                row.countersigned_by_id = by;
            })
            .await?;
        let signed = signing::in_force(work, signed).await?;
        telling::stands(work, &signed).await?;
        Ok(signed)
    }
}
