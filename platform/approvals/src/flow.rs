//! What waits for a yes: which noun, which act, and whose flow it is.

use crate::{edition, rules};
use kernel::{BoxFuture, Change, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(FlowId of "approval_flows");

/// An act on rows of a noun that needs the yes of others; how it is decided stands in its editions.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "approval_flows")]
#[resource(
    label = "Approval flow",
    plural = "Approval flows",
    title = "name",
    group = "administration",
    icon = "partition"
)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FlowId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// The rows that it guards, by the name that their address has: opportunities.
    #[field(label = "Guards", list)]
    pub noun: String,
    /// save (made or changed), create, edit, delete, the name of a verb, or sign_off: a row is looked at as it stands.
    #[field(label = "Act", list, default = "save")]
    pub act: String,
    /// Who looks after it, and decides where nobody else is left to.
    #[field(label = "Owner", list)]
    pub owner_id: PersonId,
    /// What it is for, so that those who wait understand it.
    #[field(label = "Purpose", kind = "LongText")]
    pub purpose: Option<String>,
    /// One of its editions is in force.
    #[field(label = "In force", list, read_only, default = false)]
    pub active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        let house = work.house.clone();
        rules::guardable(&house.registry, &after.noun, &after.act)?;
        let other = before.is_some_and(|before| before.noun != after.noun || before.act != after.act);
        if other && !edition::of(work, after.id).await?.iter().all(|edition| edition.state == edition::State::Draft) {
            return Err(rules::KEEPS_ACT.into());
        }
        Ok(())
    })
}
