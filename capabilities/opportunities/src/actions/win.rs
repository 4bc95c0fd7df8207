//! Verb: we got it.

use kernel::{Action, Form, Minor, Refusal, Result, Work};
use sea_orm::prelude::Date;
use serde::Deserialize;

use super::stage_that_means;
use crate::{
    opportunity::{Entity, Model},
    reason::ReasonId,
    rules,
    stage::Outcome,
};

#[derive(Deserialize, Form)]
pub struct Win {
    /// Left empty, it is the deal's amount.
    #[field(label = "Close value")]
    close_value: Option<Minor>,
    /// Left empty, it is today.
    #[field(label = "Closed on")]
    closed_on: Option<Date>,
    #[field(label = "Reason")]
    reason_id: Option<ReasonId>,
    #[field(label = "How it ended", kind = "LongText")]
    closing_note: Option<String>,
}

impl Action for Win {
    const NAME: &'static str = "win";
    const LABEL: &'static str = "Won";
    const HELP: &'static str = "The customer has ordered.";
    type On = Entity;

    fn ready(deal: &Model) -> Result<(), Refusal> {
        rules::may_win(deal.outcome)
    }

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        let stage = stage_that_means(&deal, Outcome::Won, work).await?;
        let change = |deal: &mut Model| {
            deal.stage_id = Some(stage);
            deal.close_value = self.close_value;
            deal.closed_on = self.closed_on;
            deal.reason_id = self.reason_id;
            deal.closing_note = self.closing_note;
        };
        work.update::<Entity>(deal, change).await
    }
}
