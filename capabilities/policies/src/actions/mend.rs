use crate::{finding, reminding, rules};
use chrono::NaiveDate;
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// It is as the policy wants it again.
#[derive(Deserialize, Form)]
pub struct Mend {
    /// What was done about it.
    #[field(label = "Remedy", kind = "LongText")]
    remedy: String,
    /// Today where nothing is said.
    #[field(label = "Mended on")]
    done_on: Option<NaiveDate>,
}

impl Action for Mend {
    const NAME: &'static str = "mend";
    const LABEL: &'static str = "Mended";
    const HELP: &'static str = "It is as the policy wants it again";
    type On = finding::Entity;

    fn ready(on: &finding::Model) -> Result<(), Refusal> {
        if on.done { Err(rules::MENDED) } else { Ok(()) }
    }

    async fn run(self, on: finding::Model, work: &mut Work) -> Result<finding::Model> {
        let done = self.done_on.unwrap_or(work.today);
        if done > work.today {
            return Err(rules::DONE_AHEAD.into());
        }
        reminding::mended(work, &on).await?;
        work.update::<finding::Entity>(on, |row| {
            (row.done, row.done_on, row.remedy) = (true, Some(done), Some(self.remedy));
        })
        .await
    }
}

/// It is still, or once more, not as the policy wants it.
#[derive(Deserialize, Form)]
pub struct Reopen {}

impl Action for Reopen {
    const NAME: &'static str = "reopen";
    const LABEL: &'static str = "Open again";
    const HELP: &'static str = "It is still, or once more, not as the policy wants it";
    type On = finding::Entity;

    fn ready(on: &finding::Model) -> Result<(), Refusal> {
        if on.done { Ok(()) } else { Err(rules::NOT_MENDED) }
    }

    async fn run(self, on: finding::Model, work: &mut Work) -> Result<finding::Model> {
        work.update::<finding::Entity>(on, |row| (row.done, row.done_on) = (false, None)).await
    }
}
