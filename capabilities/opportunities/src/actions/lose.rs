//! Verb: we did not get it.

use kernel::{Action, Form, Refusal, Result, Work};
use sea_orm::{QueryFilter, prelude::*};
use serde::Deserialize;
use serde_json::json;

use super::stage_that_means;
use crate::{
    competitor::CompetitorId,
    opportunity::{Entity, Model},
    reason::ReasonId,
    rival::{self, RivalId},
    rules,
    stage::Outcome,
};

#[derive(Deserialize, Form)]
pub struct Lose {
    #[field(label = "Reason")]
    reason_id: ReasonId,
    /// Left empty, it is today.
    #[field(label = "Closed on")]
    closed_on: Option<Date>,
    /// Who got it, where it is known.
    #[field(label = "Competitor")]
    competitor_id: Option<CompetitorId>,
    #[field(label = "How it ended", kind = "LongText")]
    closing_note: Option<String>,
}

impl Action for Lose {
    const NAME: &'static str = "lose";
    const LABEL: &'static str = "Lost";
    const HELP: &'static str = "The customer has decided otherwise, or not at all.";
    const DANGER: bool = true;
    type On = Entity;

    fn ready(deal: &Model) -> Result<(), Refusal> {
        rules::may_lose(deal.outcome)
    }

    async fn run(self, deal: Model, work: &mut Work) -> Result<Model> {
        let stage = stage_that_means(&deal, Outcome::Lost, work).await?;
        let change = |deal: &mut Model| {
            deal.stage_id = Some(stage);
            deal.closed_on = self.closed_on;
            deal.reason_id = Some(self.reason_id);
            deal.closing_note = self.closing_note;
        };
        let deal = work.update::<Entity>(deal, change).await?;
        if let Some(competitor) = self.competitor_id {
            got_it(&deal, competitor, work).await?;
        }
        Ok(deal)
    }
}

/// Marks who got the deal, among those who wanted it.
async fn got_it(deal: &Model, competitor: CompetitorId, work: &mut Work) -> Result<()> {
    let here = work
        .every::<rival::Entity>()
        .filter(rival::Column::OpportunityId.eq(deal.id))
        .filter(rival::Column::CompetitorId.eq(competitor));
    if let Some(known) = here.one(work.conn()).await? {
        work.update::<rival::Entity>(known, |rival| rival.won = true).await?;
        return Ok(());
    }
    let rival = rival::Model {
        id: RivalId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        opportunity_id: deal.id,
        competitor_id: competitor,
        name: None,
        won: true,
        note: None,
    };
    work.create::<rival::Entity>(rival).await?;
    Ok(())
}
