//! Noun: a stage of a pipeline.

use kernel::{BasisPoints, Change, Choice, FieldError, Noun, Refusal, Resource, Result, Tags, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{catalogue::Catalogue, pipeline::PipelineId, rules};

kernel::id!(StageId of "stages");

/// What a stage means, whatever people call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    #[choice(label = "Open", tone = "blue")]
    Open,
    #[choice(label = "Won", tone = "green")]
    Won,
    #[choice(label = "Lost", tone = "red")]
    Lost,
}

/// Where a deal stands in the forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Forecast {
    #[choice(label = "Pipeline", tone = "default")]
    Pipeline,
    #[choice(label = "Best case", tone = "blue")]
    BestCase,
    #[choice(label = "Commit", tone = "gold")]
    Commit,
    #[choice(label = "Closed", tone = "green")]
    Closed,
    #[choice(label = "Left out", tone = "default")]
    Omitted,
}

/// A step of a pipeline: what people call it, and what it means.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "stages")]
#[resource(label = "Stage", plural = "Stages", title = "name", group = "settings", icon = "steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Pipeline", list)]
    pub pipeline_id: PipelineId,
    /// Kept to the letter.
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "Meaning", list, default = "open")]
    pub meaning: Outcome,
    /// Stages stand in this order, from left to right.
    #[field(label = "Place", list, default = 0)]
    pub position: i64,
    /// How likely a deal in this stage is won, unless the deal says otherwise; won is 100, lost 0.
    #[field(label = "Probability", list, range = "0..=100")]
    pub probability: Option<BasisPoints>,
    #[field(label = "Forecast", list)]
    pub forecast_category: Option<Forecast>,
    /// A deal that stays longer than so many days is stale.
    #[field(label = "Stale after days", range = "1..")]
    pub rot_days: Option<i64>,
    /// So many deals can be looked after here at once; the board says when there are more.
    #[field(label = "Limit of deals", range = "1..")]
    pub deal_limit: Option<i64>,
    /// Fields of the deal that have to be filled before it enters; `lines` stands for at least one line.
    #[field(label = "Needed to enter", group = "criteria")]
    pub enter_needs: Option<Tags>,
    /// Fields of the deal that have to be filled before it goes on from here.
    #[field(label = "Needed to go on", group = "criteria")]
    pub leave_needs: Option<Tags>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const IN_USE: Refusal =
    Refusal::new("stages.meaning_in_use", "deals stand in this stage: what it means stays").on("meaning");

pub fn noun() -> Noun {
    Noun::of::<Entity>().settle::<Entity, _>(|change, work| Box::pin(settle(change, work))).settled_together(
        |_, work| {
            Catalogue::forget(work);
            Box::pin(async { Ok(()) })
        },
    )
}

async fn settle(change: Change<'_, Model>, work: &mut Work) -> Result<()> {
    let Change { before, after: stage } = change;
    let probability = stage.probability.unwrap_or(BasisPoints(5_000));
    stage.probability = Some(rules::probability(stage.meaning, probability));
    stage.forecast_category = Some(rules::forecast(stage.meaning, stage.forecast_category));
    let deals = work.house.registry.known("opportunities")?;
    for (field, needs) in [("enter_needs", &stage.enter_needs), ("leave_needs", &stage.leave_needs)] {
        for need in needs.iter().flat_map(|needs| &needs.0) {
            if need != rules::LINES && deals.field(need).is_none() {
                let unknown = FieldError::new(field, "stages.unknown_need", "a deal has no field of this name");
                return Err(unknown.value(need).into());
            }
        }
    }
    if before.is_some_and(|before| before.meaning != stage.meaning || before.pipeline_id != stage.pipeline_id) {
        let here = crate::opportunity::Column::StageId.eq(stage.id);
        let deals = work.every::<crate::opportunity::Entity>();
        if sea_orm::QueryFilter::filter(deals, here).one(work.conn()).await?.is_some() {
            return Err(IN_USE.into());
        }
    }
    Ok(())
}
