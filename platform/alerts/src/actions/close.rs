use crate::{
    alert::{self, State},
    rules,
};
use kernel::{Action, Form, Refusal, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// The case is done with: the number recovered, or it was explained.
#[derive(Deserialize, Form)]
pub struct Close {
    /// What came of it, for the next time.
    #[field(label = "Result", kind = "LongText")]
    result: String,
}

impl Action for Close {
    const NAME: &'static str = "close";
    const LABEL: &'static str = "Close";
    const HELP: &'static str = "The number has recovered or was explained: say what came of it";
    type On = alert::Entity;

    fn ready(on: &alert::Model) -> Result<(), Refusal> {
        rules::may_close(on.state)
    }

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        Self::ready(&on)?;
        let by = work.actor.person.map(PersonId);
        work.update::<alert::Entity>(on, |alert| {
            alert.result = Some(self.result);
            alert.state = State::Closed;
            alert.closed_by_id = by;
        })
        .await
    }
}
