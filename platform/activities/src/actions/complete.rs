//! Verb: it is done.

use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

use crate::{
    activity::{Entity, Model},
    rules,
};

#[derive(Deserialize, Form)]
pub struct Complete {
    /// What came of it.
    #[field(label = "Outcome")]
    outcome: Option<String>,
}

impl Action for Complete {
    const NAME: &'static str = "complete";
    const LABEL: &'static str = "Done";
    const HELP: &'static str = "It was done, now.";
    type On = Entity;

    fn ready(activity: &Model) -> Result<(), Refusal> {
        if activity.done { Err(rules::DONE) } else { Ok(()) }
    }

    async fn run(self, activity: Model, work: &mut Work) -> Result<Model> {
        let now = work.now;
        let change = |activity: &mut Model| {
            activity.done = true;
            activity.done_at = Some(now);
            if self.outcome.is_some() {
                activity.outcome = self.outcome;
            }
        };
        work.update::<Entity>(activity, change).await
    }
}
