use crate::enforcement;
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// The rule was looked at, and still does what the policy says.
#[derive(Deserialize, Form)]
pub struct Look {}

impl Action for Look {
    const NAME: &'static str = "look";
    const LABEL: &'static str = "Still right";
    const HELP: &'static str = "The rule was looked at, and still does what the policy says";
    type On = enforcement::Entity;

    async fn run(self, on: enforcement::Model, work: &mut Work) -> Result<enforcement::Model> {
        let now = work.now;
        work.update::<enforcement::Entity>(on, |row| row.looked_at = Some(now)).await
    }
}
