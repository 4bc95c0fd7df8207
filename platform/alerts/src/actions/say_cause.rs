use crate::{
    alert::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Why the number went there.
#[derive(Deserialize, Form)]
pub struct SayCause {
    /// What lies behind it, as far as it is known.
    #[field(label = "Cause", kind = "LongText")]
    cause: String,
}

impl Action for SayCause {
    const NAME: &'static str = "say_cause";
    const LABEL: &'static str = "Say the cause";
    const HELP: &'static str = "Why the number went there";
    type On = alert::Entity;

    fn ready(on: &alert::Model) -> Result<(), Refusal> {
        rules::under_way(on.state)
    }

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        Self::ready(&on)?;
        work.update::<alert::Entity>(on, |alert| {
            alert.cause = Some(self.cause);
            alert.state = State::Acting;
            alert.act_by = None;
        })
        .await
    }
}
