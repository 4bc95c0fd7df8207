//! An edition of a flow: when it asks, and by which steps. One that was in force is kept as it was.

use crate::{
    flow::{self, FlowId},
    rules, step,
};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Tags, Work};
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(EditionId of "approval_flow_editions");

/// How a flow decides: its condition and its steps. What is under way keeps the edition that it began with.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "approval_flow_editions")]
#[resource(label = "Edition of a flow", plural = "Editions of flows", title = "name", group = "", icon = "branches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Flow", follows)]
    pub flow_id: FlowId,
    #[field(label = "Name", list, read_only)]
    pub name: Option<String>,
    #[field(label = "Edition", list, read_only)]
    pub edition: Option<i64>,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// It asks only where this is true of the row as it would be; form. and before. stand before fields of the verb's
    /// form and of the row as it was. Empty: always.
    #[field(label = "Condition")]
    pub condition: Option<Json>,
    /// It asks only where one of these fields changes. Empty: any.
    #[field(label = "Fields it watches", list)]
    pub fields: Option<Tags>,
    /// Since when it is, or was, in force.
    #[field(label = "In force since", list, read_only)]
    pub since: Option<DateTimeUtc>,
    /// What is new in it.
    #[field(label = "Note", kind = "LongText")]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    #[choice(label = "In force", tone = "green")]
    Active,
    #[choice(label = "Retired", tone = "default")]
    Retired,
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        let flow = work.fetch::<flow::Entity>(after.flow_id.0).await?;
        if let Some(before) = change.before {
            if before.flow_id != after.flow_id {
                return Err(rules::OTHER_FLOW.into());
            }
            let said = |edition: &Model| (edition.condition.clone(), edition.fields.clone(), edition.note.clone());
            if before.state != State::Draft && said(before) != said(after) {
                return Err(rules::EDITION_KEPT.into());
            }
        } else {
            let others = of(work, after.flow_id).await?;
            if others.iter().any(|edition| edition.state == State::Draft) {
                return Err(rules::DRAFT_EXISTS.into());
            }
            let edition = others.iter().filter_map(|other| other.edition).max().unwrap_or_default() + 1;
            after.edition = Some(edition);
            after.name = Some(format!("{} · {edition}", flow.name));
        }
        let house = work.house.clone();
        rules::condition(&house, &flow.noun, &flow.act, after.condition.as_ref(), "condition")?;
        rules::fields(&house.registry, &flow.noun, after.fields.as_ref())?;
        Ok(())
    })
}

/// An edition that was in force goes only with its flow, and a flow that was used stays.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(before), None) if before.state != State::Draft && !work.takes_back() => {
                Err(rules::EDITION_KEPT.into())
            }
            _ => Ok(()),
        }
    })
}

/// The editions of a flow, oldest first.
pub(crate) async fn of(work: &Work, flow: FlowId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::FlowId.eq(flow)).order_by_asc(Column::Edition);
    Ok(select.all(work.conn()).await?)
}

/// Its steps, in order.
pub(crate) async fn steps(work: &Work, edition: EditionId) -> Result<Vec<step::Model>> {
    let select = work.every::<step::Entity>().filter(step::Column::EditionId.eq(edition));
    Ok(select.order_by_asc(step::Column::Place).order_by_asc(step::Column::Id).all(work.conn()).await?)
}
