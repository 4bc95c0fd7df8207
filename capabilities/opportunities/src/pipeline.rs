//! Noun: a pipeline.

use kernel::{Noun, Resource, Result, Work};
use sea_orm::{QueryFilter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;

kernel::id!(PipelineId of "pipelines");

/// A way of selling: the stages that its deals go through.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "pipelines")]
#[resource(label = "Pipeline", plural = "Pipelines", title = "name", group = "settings", icon = "funnel")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PipelineId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Name", list, search, unique)]
    pub name: String,
    /// Deals that name no pipeline are in this one.
    #[field(label = "Usual", list, default = false)]
    pub usual: bool,
    #[field(label = "Place in the list", default = 0)]
    pub position: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub fn noun() -> Noun {
    Noun::of::<Entity>().settled::<Entity, _>(|_, after, work| Box::pin(settled(after, work)))
}

/// There is one usual pipeline: who makes another the usual one takes it from the old.
async fn settled(after: Option<Model>, work: &mut Work) -> Result<()> {
    Catalogue::forget(work);
    let Some(usual) = after.filter(|pipeline| pipeline.usual) else { return Ok(()) };
    let others =
        work.every::<Entity>().filter(Column::Usual.eq(true)).filter(Column::Id.ne(usual.id)).all(work.conn()).await?;
    for other in others {
        work.update::<Entity>(other, |pipeline| pipeline.usual = false).await?;
    }
    Ok(())
}
