use crate::{copy, edition, list};
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// A new edition of the list to change: the latest one copied, or an empty one where there is none.
#[derive(Deserialize, Form)]
pub struct Draft {}

impl Action for Draft {
    const NAME: &'static str = "draft";
    const LABEL: &'static str = "New edition";
    const HELP: &'static str = "A copy of the latest edition, to be changed, approved and put in force on a day";
    type On = list::Entity;

    async fn run(self, on: list::Model, work: &mut Work) -> Result<list::Model> {
        let latest = edition::of(work, on.id).await?.pop();
        copy::draft(work, on.id, latest.as_ref()).await?;
        Ok(on)
    }
}
