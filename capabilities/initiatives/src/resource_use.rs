//! Which initiative a resource serves.

use crate::{
    initiative::{self, InitiativeId},
    keeping,
    resource::{self, ResourceId},
    rules,
};
use kernel::{BasisPoints, BoxFuture, Change, Error, Resource, Result, Work};
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(ResourceUseId of "initiative_resource_uses");

/// That a resource serves an initiative, and with what share of it. Without a share it takes what others leave.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "initiative_resource_uses")]
#[resource(label = "Use of a resource", plural = "Uses of resources", title = "name", group = "", icon = "tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResourceUseId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Initiative", list, follows)]
    pub initiative_id: InitiativeId,
    #[field(label = "Resource", list, follows)]
    pub resource_id: ResourceId,
    #[field(label = "Share", list, range = "0..=100")]
    pub share: Option<BasisPoints>,
    /// The resource and the initiative, as they were called then.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_some_and(|before| before.initiative_id != after.initiative_id) {
            return Err(rules::OTHER_INITIATIVE.into());
        }
        if before.is_some_and(|before| before.resource_id != after.resource_id) {
            return Err(rules::OTHER_RESOURCE.into());
        }
        // Two at a time must not give away more than there is.
        let resources = work.every::<resource::Entity>().filter(resource::Column::Id.eq(after.resource_id));
        let resource = resources.lock_exclusive().one(work.conn()).await?;
        let resource = resource.ok_or_else(|| Error::NotFound(resource::Entity::NAME.into()))?;
        let initiative = work.fetch::<initiative::Entity>(after.initiative_id.0).await?;
        let others = work.every::<Entity>().filter(Column::ResourceId.eq(after.resource_id));
        let others = others.filter(Column::Id.ne(after.id)).all(work.conn()).await?;
        if others.iter().any(|other| other.initiative_id == after.initiative_id) {
            return Err(rules::USED_TWICE.into());
        }
        rules::shared(others.iter().map(|other| other.share).chain([after.share]))?;
        after.name = Some(format!("{} · {}", resource.name, initiative.name));
        Ok(())
    })
}

/// Whoever answers for the resource sees what it serves.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(_), Some(_)) | (None, None) => Ok(()),
            (None, Some(row)) | (Some(row), None) => keeping::uses(work, &row).await,
        }
    })
}
