use crate::alert::{self, Judgement};
use kernel::{Action, Form, Result, Work};
use org::person::PersonId;
use serde::Deserialize;

/// Whether the warning was right.
#[derive(Deserialize, Form)]
pub struct Judge {
    #[field(label = "Judged")]
    judgement: Judgement,
}

impl Action for Judge {
    const NAME: &'static str = "judge";
    const LABEL: &'static str = "Judge";
    const HELP: &'static str = "Was the warning right? The rule's precision comes of it";
    type On = alert::Entity;

    async fn run(self, on: alert::Model, work: &mut Work) -> Result<alert::Model> {
        let on = alert::locked(work, on.id).await?;
        let by = work.actor.person.map(PersonId);
        work.update::<alert::Entity>(on, |alert| {
            alert.judgement = Some(self.judgement);
            alert.judged_by_id = by;
        })
        .await
    }
}
