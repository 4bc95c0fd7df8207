use crate::{report, rules, sending};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// Everybody whom it is for hears of it once more.
#[derive(Deserialize, Form)]
pub struct SendAgain {}

impl Action for SendAgain {
    const NAME: &'static str = "send_again";
    const LABEL: &'static str = "Send again";
    const HELP: &'static str = "Everybody whom it is for hears of it once more";
    type On = report::Entity;

    fn ready(on: &report::Model) -> Result<(), Refusal> {
        rules::has_gone_out(on.state)
    }

    async fn run(self, on: report::Model, work: &mut Work) -> Result<report::Model> {
        let on = report::locked(work, on.id).await?;
        Self::ready(&on)?;
        sending::no_news_any_more(work, &on).await?;
        let now = work.now;
        let again = work.update::<report::Entity>(on, |report| report.went_out_at = Some(now)).await?;
        sending::tell(work, &again, &again.version.to_string()).await?;
        Ok(again)
    }
}
