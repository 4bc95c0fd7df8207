//! Verb: it still has to be done.

use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

use crate::{
    activity::{Entity, Model},
    rules,
};

#[derive(Deserialize, Form)]
pub struct Reopen {}

impl Action for Reopen {
    const NAME: &'static str = "reopen";
    const LABEL: &'static str = "Reopen";
    const HELP: &'static str = "It still has to be done.";
    type On = Entity;

    fn ready(activity: &Model) -> Result<(), Refusal> {
        rules::may_reopen(activity)
    }

    async fn run(self, activity: Model, work: &mut Work) -> Result<Model> {
        work.update::<Entity>(activity, |activity| activity.done = false).await
    }
}
