//! The pipelines and their stages, kept until one of them is written, for they are few and every deal asks for them.

use kernel::{Result, Work};
use sea_orm::QueryOrder;
use std::{collections::HashMap, sync::Arc};

use crate::{
    pipeline::{self, PipelineId},
    stage::{self, Outcome, StageId},
};

const NAME: &str = "opportunities.catalogue";

#[derive(Debug)]
pub struct Catalogue {
    pipelines: Vec<pipeline::Model>,
    stages: Vec<stage::Model>,
    at: HashMap<StageId, usize>,
}

impl Catalogue {
    pub async fn of(work: &mut Work) -> Result<Arc<Self>> {
        if let Some(Some(kept)) = work.kept::<Option<Arc<Self>>>(NAME) {
            return Ok(kept.clone());
        }
        let catalogue = work.shared(&["pipelines", "stages"], Self::read(work)).await?;
        work.keep(NAME, Some(catalogue.clone()));
        Ok(catalogue)
    }

    async fn read(work: &Work) -> Result<Self> {
        let pipelines = work
            .every::<pipeline::Entity>()
            .order_by_desc(pipeline::Column::Usual)
            .order_by_asc(pipeline::Column::Position)
            .order_by_asc(pipeline::Column::Id)
            .all(work.conn())
            .await?;
        let stages = work
            .every::<stage::Entity>()
            .order_by_asc(stage::Column::Position)
            .order_by_asc(stage::Column::Id)
            .all(work.conn())
            .await?;
        let at = stages.iter().enumerate().map(|(at, stage)| (stage.id, at)).collect();
        Ok(Self { pipelines, stages, at })
    }

    /// After a pipeline or a stage was written.
    pub fn forget(work: &mut Work) {
        work.keep(NAME, None::<Arc<Self>>);
    }

    /// The pipeline of deals that name none.
    pub fn usual(&self) -> Option<PipelineId> {
        self.pipelines.first().map(|pipeline| pipeline.id)
    }

    pub fn stage(&self, id: StageId) -> Option<&stage::Model> {
        self.at.get(&id).map(|at| &self.stages[*at])
    }

    /// The first stage of a pipeline that means this.
    pub fn first(&self, pipeline: PipelineId, meaning: Outcome) -> Option<&stage::Model> {
        self.stages.iter().find(|stage| stage.pipeline_id == pipeline && stage.meaning == meaning)
    }
}
