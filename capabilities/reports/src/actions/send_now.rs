use crate::{report, rules, sending};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// It goes out before the time for a remark is over.
#[derive(Deserialize, Form)]
pub struct SendNow {}

impl Action for SendNow {
    const NAME: &'static str = "send_now";
    const LABEL: &'static str = "Send now";
    const HELP: &'static str = "It goes out before the time for a remark is over";
    type On = report::Entity;

    fn ready(on: &report::Model) -> Result<(), Refusal> {
        rules::before_it_goes_out(on.state)
    }

    async fn run(self, on: report::Model, work: &mut Work) -> Result<report::Model> {
        let on = report::locked(work, on.id).await?;
        Self::ready(&on)?;
        sending::release(work, on).await
    }
}
