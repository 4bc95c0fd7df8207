//! A milestone: something that is there by a day, or is not.

use crate::{
    initiative::{self, InitiativeId},
    keeping, rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(MilestoneId of "initiative_milestones");

/// Something that is there by a day, or is not: by when, who sees to it, and what shows it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "initiative_milestones")]
#[resource(label = "Milestone", plural = "Milestones", title = "name", group = "", icon = "flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MilestoneId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    #[field(label = "Initiative", list, follows)]
    pub initiative_id: InitiativeId,
    #[field(label = "Milestone", list, search)]
    pub name: String,
    #[field(label = "Due on", list)]
    pub due_on: NaiveDate,
    /// Who sees to it; left empty, the owner of the initiative.
    #[field(label = "Owner", list)]
    pub owner_id: Option<PersonId>,
    #[field(label = "Reached", list, read_only, default = false)]
    pub done: bool,
    #[field(label = "Reached on", list, read_only)]
    pub done_on: Option<NaiveDate>,
    /// What shows that it is reached; files hang on the milestone.
    #[field(label = "Evidence", kind = "LongText")]
    pub evidence: Option<String>,
    #[field(label = "Evidence (link)", kind = "Url")]
    pub evidence_url: Option<String>,
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
        if after.owner_id.is_none() {
            let initiative = work.fetch::<initiative::Entity>(after.initiative_id.0).await?;
            after.owner_id = Some(initiative.owner_id);
        }
        Ok(())
    })
}

/// Whoever sees to it sees the initiative, and is told.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let was = before.as_ref().and_then(|row| row.owner_id);
        let is = after.as_ref().and_then(|row| row.owner_id);
        if was == is {
            return Ok(());
        }
        let Some(initiative) = after.as_ref().or(before.as_ref()).map(|row| row.initiative_id) else { return Ok(()) };
        keeping::initiative_team(work, initiative).await?;
        match (after, is) {
            (Some(row), Some(reader)) if !row.done => {
                keeping::handed_over(work, Entity::NAME, row.id.0, reader, row.version).await
            }
            _ => Ok(()),
        }
    })
}
