//! Verb: it is open again.

use kernel::{Action, Form, Refusal, Result, Work};
use sea_orm::{QueryFilter, QueryOrder, prelude::*};
use serde::Deserialize;

use super::stage_that_means;
use crate::{
    catalogue::Catalogue,
    opportunity::{Entity, Model},
    rules,
    stage::{Outcome, StageId},
    stage_change,
};

#[derive(Deserialize, Form)]
pub struct Reopen {
    /// Left empty, it is the one it was closed in, else the first.
    #[field(label = "Stage")]
    stage_id: Option<StageId>,
}

impl Action for Reopen {
    const NAME: &'static str = "reopen";
    const LABEL: &'static str = "Reopen";
    const HELP: &'static str = "It is not decided after all.";
    type On = Entity;

    fn ready(deal: &Model) -> Result<(), Refusal> {
        rules::may_reopen(deal.outcome)
    }

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        let stage = match self.stage_id {
            Some(stage) => stage,
            None => match closed_in(&deal, work).await? {
                Some(stage) => stage,
                None => stage_that_means(&deal, Outcome::Open, work).await?,
            },
        };
        work.update::<Entity>(deal, |deal| deal.stage_id = Some(stage)).await
    }
}

/// The open stage in which it stood last.
async fn closed_in(deal: &Model, work: &mut Work) -> Result<Option<StageId>> {
    let history = work
        .every::<stage_change::Entity>()
        .filter(stage_change::Column::OpportunityId.eq(deal.id))
        .order_by_desc(stage_change::Column::Id)
        .all(work.conn())
        .await?;
    let catalogue = Catalogue::of(work).await?;
    let open = |stage: &StageId| catalogue.stage(*stage).is_some_and(|stage| stage.meaning == Outcome::Open);
    Ok(history.into_iter().filter_map(|change| change.from_stage_id).find(open))
}
