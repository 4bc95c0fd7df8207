//! While somebody is away, somebody else decides in their place.

use crate::{flow::FlowId, rules};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(DelegationId of "approval_delegations");

/// Who decides in somebody's place, from a day to a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "approval_delegations")]
#[resource(label = "Delegation", plural = "Delegations", title = "name", group = "activities", icon = "sync")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DelegationId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// Who is away.
    #[field(label = "Away", list, owner)]
    pub person_id: PersonId,
    /// Who decides meanwhile; never about what they asked for themselves.
    #[field(label = "In their place", list)]
    pub to_id: PersonId,
    #[field(label = "From", list)]
    pub from: NaiveDate,
    /// The last day.
    #[field(label = "To", list)]
    pub to: NaiveDate,
    /// Only what this flow asks; empty: everything.
    #[field(label = "Flow", list)]
    pub flow_id: Option<FlowId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        rules::delegated(after)?;
        let name = |id: PersonId| work.fetch::<org::person::Entity>(id.0);
        let (away, to) = (name(after.person_id).await?, name(after.to_id).await?);
        after.name = Some(format!("{} → {}", away.name, to.name));
        Ok(())
    })
}

/// Who decides in somebody's place on a day about what a flow asks.
pub(crate) async fn stands_in(
    work: &Work,
    person: PersonId,
    flow: Option<FlowId>,
    day: NaiveDate,
) -> Result<Option<PersonId>> {
    let select = work
        .every::<Entity>()
        .filter(Column::PersonId.eq(person))
        .filter(Column::From.lte(day))
        .filter(Column::To.gte(day));
    let found = select.all(work.conn()).await?;
    Ok(found.into_iter().find(|one| one.flow_id.is_none() || one.flow_id == flow).map(|one| one.to_id))
}
