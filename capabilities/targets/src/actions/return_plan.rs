use crate::{
    plan::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Sends a submitted plan back to whoever planned it.
#[derive(Deserialize, Form)]
pub struct Return {
    /// What has to be different.
    #[field(label = "Reason", kind = "LongText")]
    reason: String,
}

impl Action for Return {
    const NAME: &'static str = "return";
    const LABEL: &'static str = "Return";
    const HELP: &'static str = "It is worked on again";
    type On = plan::Entity;

    fn ready(on: &plan::Model) -> Result<(), Refusal> {
        if on.state == State::Submitted { Ok(()) } else { Err(rules::NOT_SUBMITTED) }
    }

    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        Self::ready(&on)?;
        let reason = self.reason;
        work.update::<plan::Entity>(on, |plan| {
            plan.state = State::Working;
            plan.note = Some(reason);
        })
        .await
    }
}
