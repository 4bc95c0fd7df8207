//! A KPI in a month: what was to be reached, what was, and the points.

use crate::{kpi::AgreementKpiId, score::AgreementScoreId, scoring::Why};
use kernel::{BasisPoints, Quantity, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(AgreementLineId of "agreement_score_lines");

/// The points of one KPI in one month, with the numbers that they follow from. Written by the system only; what is judged
/// is judged by whom the agreement names.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "agreement_score_lines")]
#[resource(label = "Score of a KPI", plural = "Scores of KPIs", title = "title", group = "", icon = "chart")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementLineId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Monthly score", follows)]
    pub score_id: AgreementScoreId,
    #[field(label = "KPI of an agreement")]
    pub kpi_id: AgreementKpiId,
    #[field(label = "KPI", list)]
    pub title: String,
    #[field(label = "Target", list)]
    pub target: Option<Quantity>,
    #[field(label = "Reached", list)]
    pub actual: Option<Quantity>,
    #[field(label = "Attainment", list)]
    pub attainment: Option<BasisPoints>,
    #[field(label = "Points", list)]
    pub points: Option<Quantity>,
    /// The points of 100 % attainment.
    #[field(label = "Full points", list)]
    pub full: Quantity,
    /// Which part of the rule decided: `full`, `above`, `below`, `gate`, `floor`, `cap`, `band`, `deducted`, `judged`.
    #[field(label = "Decided by")]
    pub decided: Option<String>,
    #[field(label = "Target to date")]
    pub target_to_date: Option<Quantity>,
    #[field(label = "Reached to date")]
    pub actual_to_date: Option<Quantity>,
    #[field(label = "Points to date")]
    pub points_to_date: Option<Quantity>,
    /// Who judged it.
    #[field(label = "Judged by")]
    pub judged_by_id: Option<PersonId>,
    #[field(label = "Note", kind = "LongText")]
    pub note: Option<String>,
    #[field(label = "Place")]
    pub place: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The word of a decision.
pub(crate) fn word(why: Option<Why>) -> Option<String> {
    let value = serde_json::to_value(why?).ok()?;
    value.as_str().map(str::to_owned)
}

pub(crate) async fn of(work: &Work, score: AgreementScoreId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::ScoreId.eq(score));
    Ok(select.order_by_asc(Column::Place).order_by_asc(Column::Id).all(work.conn()).await?)
}
