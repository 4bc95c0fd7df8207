use crate::{copy, position, rules, sheet};
use kernel::{Action, Form, Refusal, Result, Work};
use serde::Deserialize;

/// A new edition of the position's sheet to change: the latest one copied, or an empty one where there is none.
#[derive(Deserialize, Form)]
pub struct Draft {}

impl Action for Draft {
    const NAME: &'static str = "draft";
    const LABEL: &'static str = "New edition";
    const HELP: &'static str = "Copies the latest sheet into a draft, which is changed and put in force on a day";
    type On = position::Entity;

    fn ready(on: &position::Model) -> Result<(), Refusal> {
        if on.active { Ok(()) } else { Err(rules::RETIRED) }
    }

    async fn run(self, on: position::Model, work: &mut Work) -> Result<position::Model> {
        let latest = sheet::of(work, on.id).await?.pop();
        copy::draft(work, on.id, latest.as_ref()).await?;
        Ok(on)
    }
}
