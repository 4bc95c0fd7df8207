//! A house in which nothing was set up yet can sell at once: one pipeline, and the reasons that everybody has.

use kernel::{Actor, BasisPoints, Error, House, Result, Work};
use serde_json::json;
use std::sync::Arc;

use crate::{
    catalogue::Catalogue,
    pipeline::{self, PipelineId},
    reason::{self, Explains, ReasonId},
    stage::{self, Forecast, Outcome, StageId},
};

type Step = (&'static str, Outcome, i64, Forecast, Option<i64>);

const STAGES: [Step; 6] = [
    ("Qualification", Outcome::Open, 1_000, Forecast::Pipeline, Some(21)),
    ("Needs analysis", Outcome::Open, 2_500, Forecast::Pipeline, Some(30)),
    ("Proposal", Outcome::Open, 5_000, Forecast::BestCase, Some(30)),
    ("Negotiation", Outcome::Open, 7_500, Forecast::Commit, Some(21)),
    ("Won", Outcome::Won, 10_000, Forecast::Closed, None),
    ("Lost", Outcome::Lost, 0, Forecast::Omitted, None),
];

const REASONS: [(&str, Explains); 7] = [
    ("Price", Explains::Both),
    ("Product fit", Explains::Both),
    ("Relationship", Explains::Won),
    ("Competitor chosen", Explains::Lost),
    ("No budget", Explains::Lost),
    ("No decision", Explains::Lost),
    ("Something else", Explains::Both),
];

pub async fn start(house: &Arc<House>) -> Result<()> {
    match house.write(Actor::system(), None, |work| Box::pin(set_up(work))).await {
        Ok(_) => Ok(()),
        // Another server that started beside this one was first: its pipeline has the name.
        Err(Error::Invalid(errors)) if errors.iter().any(|error| error.code == "fields.taken") => Ok(()),
        Err(error) => Err(error),
    }
}

async fn set_up(work: &mut Work) -> Result<()> {
    if Catalogue::of(work).await?.usual().is_some() {
        return Ok(());
    }
    let pipeline = pipeline::Model {
        id: PipelineId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: json!({}),
        name: "Sales".into(),
        usual: true,
        position: 0,
    };
    let pipeline = work.create::<pipeline::Entity>(pipeline).await?;
    for (position, (name, meaning, probability, forecast, rot_days)) in STAGES.into_iter().enumerate() {
        let stage = stage::Model {
            id: StageId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: json!({}),
            pipeline_id: pipeline.id,
            name: name.into(),
            meaning,
            position: position as i64,
            probability: Some(BasisPoints(probability)),
            forecast_category: Some(forecast),
            rot_days,
            deal_limit: None,
            enter_needs: None,
            leave_needs: None,
        };
        work.create::<stage::Entity>(stage).await?;
    }
    for (position, (name, explains)) in REASONS.into_iter().enumerate() {
        let reason = reason::Model {
            id: ReasonId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: json!({}),
            name: name.into(),
            explains,
            position: position as i64,
            retired: false,
        };
        work.create::<reason::Entity>(reason).await?;
    }
    Ok(())
}
