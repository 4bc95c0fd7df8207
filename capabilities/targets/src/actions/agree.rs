use crate::{
    editing::{self, Asked, Edit, What},
    node::{self, Talk},
    talking,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Takes what the other side has said: whoever answers for a place takes its number, whoever is above takes a proposal, which
/// is locked then.
#[derive(Deserialize, Form)]
pub struct Agree {}

impl Action for Agree {
    const NAME: &'static str = "agree";
    const LABEL: &'static str = "Agree";
    const HELP: &'static str = "The number is agreed upon; a proposal that is taken is locked";
    type On = node::Entity;

    fn ready(on: &node::Model) -> Result<(), Refusal> {
        talking::ready(on.talk, talking::Say::Agree)
    }

    async fn run(self, on: node::Model, work: &mut Work) -> Result<node::Model> {
        let plan = talking::may(work, &on, talking::Say::Agree).await?;
        let mut on = on;
        if on.talk == Talk::Proposed {
            let lock = on.proposed(plan.basis()).map(|amount| editing::text(amount, plan.basis()));
            let edits = vec![Edit { node: on.id.0, what: What::Lock(lock) }];
            editing::edit(work, plan.id, Asked { changes: plan.changes, edits }).await?;
            on = work.fetch::<node::Entity>(on.id.0).await?;
        }
        work.update::<node::Entity>(on, |node| node.talk = Talk::Agreed).await
    }
}
