use crate::{
    node::{self, Talk},
    talking,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Does not take a proposal.
#[derive(Deserialize, Form)]
pub struct SendBack {
    /// What speaks against it.
    #[field(label = "Reason", kind = "LongText")]
    said: String,
}

impl Action for SendBack {
    const NAME: &'static str = "send_back";
    const LABEL: &'static str = "Send back";
    const HELP: &'static str = "The proposal is not taken, for a reason; another may be made";
    type On = node::Entity;

    fn ready(on: &node::Model) -> Result<(), Refusal> {
        talking::ready(on.talk, talking::Say::SendBack)
    }

    async fn run(self, on: node::Model, work: &mut Work) -> Result<node::Model> {
        talking::may(work, &on, talking::Say::SendBack).await?;
        work.update::<node::Entity>(on, |node| {
            node.talk = Talk::Returned;
            node.said = Some(self.said);
        })
        .await
    }
}
