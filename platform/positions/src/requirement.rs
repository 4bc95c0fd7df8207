//! A competency and the level of it that a position takes.

use crate::{
    competency::{self, CompetencyId},
    lines, rules,
    sheet::SheetId,
};
use kernel::{BoxFuture, Change, Resource, Result, Work};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(RequirementId of "position_competencies");

/// A competency that the position takes, and at which level.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "position_competencies")]
#[resource(label = "Required competency", plural = "Required competencies", title = "name", group = "", icon = "star")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RequirementId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Position sheet", follows)]
    pub sheet_id: SheetId,
    #[field(label = "Competency", list)]
    pub competency_id: CompetencyId,
    /// The competency's.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// From 1 (knows of it) to 5 (others learn it from them).
    #[field(label = "Level", list, range = "1..=5")]
    pub level: i64,
    /// How much it counts beside the others when person and position are compared.
    #[field(label = "Weight", list, range = "1..=10", default = 1)]
    pub weight: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_none_or(|before| before.competency_id != after.competency_id) {
            let same = work
                .every::<Entity>()
                .filter(Column::SheetId.eq(after.sheet_id))
                .filter(Column::CompetencyId.eq(after.competency_id))
                .filter(Column::Id.ne(after.id));
            if same.one(work.conn()).await?.is_some() {
                return Err(rules::TWICE_REQUIRED.into());
            }
            after.name = Some(work.fetch::<competency::Entity>(after.competency_id.0).await?.name);
        }
        lines::settle(Change { before, after }, work).await
    })
}
