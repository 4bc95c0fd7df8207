//! Verb: who gets how much of the deal.

use crate::{rules, shares, sharing};
use kernel::{Action, BasisPoints, FieldError, Form, Result, Work};
use opportunities::opportunity::{Entity, Model};
use sea_orm::prelude::Json;
use serde::Deserialize;

#[derive(Deserialize, Form)]
pub struct ShareCredit {
    /// People with their percentages, 100 together: `[{"person_id": "…", "share": 60}]`. An empty list gives the deal to
    /// its owner; left empty, the shares stay as they are.
    #[field(label = "Shares")]
    splits: Option<Json>,
    /// On top of the deal, up to ten times of it, each with a reason. Left empty, they stay as they are.
    #[field(label = "Overlays")]
    overlays: Option<Json>,
    /// Why it is shared so.
    #[field(label = "Reason")]
    reason: Option<String>,
}

impl Action for ShareCredit {
    const NAME: &'static str = "share_credit";
    const LABEL: &'static str = "Share credit";
    const HELP: &'static str = "Who gets how much of it. Of a won deal the ledger follows at once.";
    type On = Entity;

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        if self.splits.is_none() && self.overlays.is_none() {
            return Err(FieldError::required("splits").into());
        }
        let deal = sharing::locked(work, deal.id).await?;
        let read = |field, given: Option<Json>, most| given.map(|given| shares::read(field, &given, most)).transpose();
        let splits = read("splits", self.splits, BasisPoints::WHOLE)?;
        let overlays = read("overlays", self.overlays, rules::MOST_OVERLAY)?;
        sharing::set(deal.clone(), splits, overlays, self.reason, work).await?;
        Ok(deal)
    }
}
