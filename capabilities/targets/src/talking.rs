//! Who may say what between a place and the one above it.

use crate::{
    node::{self, Talk},
    plan, rules,
};
use kernel::{Actor, Refusal, Resource, Result, Work};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Say {
    HandDown,
    Propose,
    SendBack,
    Agree,
}

/// From which side somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whoever answers for the place.
    Own,
    /// Whoever is above, or plans.
    Above,
}

impl Say {
    pub const ALL: [Say; 4] = [Say::HandDown, Say::Agree, Say::Propose, Say::SendBack];

    /// The verb's name.
    pub fn verb(self) -> &'static str {
        match self {
            Say::HandDown => "hand_down",
            Say::Propose => "propose",
            Say::SendBack => "send_back",
            Say::Agree => "agree",
        }
    }
}

pub fn side(actor: &Actor, node: &node::Model) -> Side {
    let own = node.owner_id.is_some() && node.owner_id.map(|owner| owner.0) == actor.person;
    if own { Side::Own } else { Side::Above }
}

/// Pure: whether this is what the talk waits for, from this side.
pub fn fits(talk: Talk, side: Side, say: Say) -> bool {
    match (say, talk) {
        (Say::HandDown, Talk::Held) => side == Side::Above,
        (Say::Propose, Talk::Given | Talk::Proposed | Talk::Returned) => side == Side::Own,
        (Say::SendBack, Talk::Proposed) => side == Side::Above,
        (Say::Agree, Talk::Given | Talk::Returned) => side == Side::Own,
        (Say::Agree, Talk::Proposed) => side == Side::Above,
        (Say::HandDown, Talk::Given | Talk::Proposed | Talk::Returned | Talk::Agreed)
        | (Say::Propose, Talk::Held | Talk::Agreed)
        | (Say::SendBack, Talk::Held | Talk::Given | Talk::Returned | Talk::Agreed)
        | (Say::Agree, Talk::Held | Talk::Agreed) => false,
    }
}

/// Whether either side could say it.
pub fn ready(talk: Talk, say: Say) -> Result<(), Refusal> {
    if [Side::Own, Side::Above].into_iter().any(|side| fits(talk, side, say)) { Ok(()) } else { Err(rules::NOT_NOW) }
}

/// The plan, if it may be said by whoever works.
pub async fn may(work: &Work, node: &node::Model, say: Say) -> Result<plan::Model> {
    ready(node.talk, say)?;
    let plan = work.fetch::<plan::Entity>(node.plan_id.0).await?;
    if !plan.is_open() {
        return Err(rules::PLAN_KEPT.into());
    }
    match (fits(node.talk, side(&work.actor, node), say), say) {
        (true, _) => Ok(plan),
        (false, Say::Propose) => Err(rules::NOT_THEIRS.into()),
        (false, Say::HandDown | Say::SendBack | Say::Agree) => Err(rules::OTHER_SIDE.into()),
    }
}

/// What a reader may say of places, by the reach of each verb.
pub async fn sayable(
    house: &kernel::House,
    actor: &Actor,
    nodes: &[&node::Model],
) -> Result<std::collections::HashMap<node::TargetNodeId, Vec<Say>>> {
    let noun = house.registry.known(node::Entity::NAME)?;
    let reader = house.reader(actor);
    let mut may: std::collections::HashMap<node::TargetNodeId, Vec<Say>> = std::collections::HashMap::new();
    for say in Say::ALL {
        let fit: Vec<_> =
            nodes.iter().filter(|node| fits(node.talk, side(actor, node), say)).map(|node| node.id.0).collect();
        for id in reader.among(noun, &fit, say.verb()).await? {
            may.entry(node::TargetNodeId(id)).or_default().push(say);
        }
    }
    Ok(may)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_waits_for_the_other() {
        let says = |talk, side| Say::ALL.into_iter().filter(|say| fits(talk, side, *say)).collect::<Vec<_>>();
        assert_eq!(says(Talk::Held, Side::Own), []);
        assert_eq!(says(Talk::Held, Side::Above), [Say::HandDown]);
        assert_eq!(says(Talk::Given, Side::Own), [Say::Agree, Say::Propose]);
        assert_eq!(says(Talk::Given, Side::Above), []);
        assert_eq!(says(Talk::Proposed, Side::Above), [Say::Agree, Say::SendBack]);
        assert_eq!(says(Talk::Returned, Side::Own), [Say::Agree, Say::Propose]);
        assert_eq!(says(Talk::Agreed, Side::Above), []);
    }
}
