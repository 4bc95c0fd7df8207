//! A reorganization: moves that take effect together, on one day.

use crate::rules;
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(ReorganizationId of "reorganizations");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    /// Adopted; its day lies ahead.
    #[choice(label = "Scheduled", tone = "gold")]
    Scheduled,
    #[choice(label = "In effect", tone = "green")]
    InEffect,
    /// On its day something stood in its way; nothing of it was done.
    #[choice(label = "Failed", tone = "red")]
    Failed,
}

impl State {
    /// Whether it may still be changed.
    pub fn open(self) -> bool {
        match self {
            State::Draft | State::Failed => true,
            State::Scheduled | State::InEffect => false,
        }
    }
}

/// Moves of people, units, leaders and rows that take effect together, on one day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "reorganizations")]
#[resource(
    label = "Reorganization",
    plural = "Reorganizations",
    title = "name",
    group = "organization",
    icon = "partition"
)]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReorganizationId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// The first day on which it holds.
    #[field(label = "Takes effect on", list)]
    pub effective_on: NaiveDate,
    /// Whoever plans it; whoever made it, where nothing is said.
    #[field(label = "Planned by", list, owner)]
    pub owner_id: Option<PersonId>,
    /// Why, for those who approve it.
    #[field(label = "Reason", search, kind = "LongText")]
    pub reason: Option<String>,
    /// How many moves it holds.
    #[field(label = "Moves", list, read_only, default = 0)]
    pub moves: i64,
    /// How often its moves were changed: who approved it approved this many.
    #[field(label = "Revision", read_only, default = 0)]
    pub revision: i64,
    #[field(label = "Adopted by", group = "decision", list, read_only)]
    pub adopted_by_id: Option<PersonId>,
    #[field(label = "Adopted at", group = "decision", read_only)]
    pub adopted_at: Option<DateTimeUtc>,
    #[field(label = "In effect since", group = "decision", read_only)]
    pub in_effect_since: Option<NaiveDate>,
    /// What stood in its way.
    #[field(label = "Outcome", group = "decision", read_only, kind = "LongText")]
    pub outcome: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if work.takes_back() {
            return Ok(());
        }
        let Some(before) = before else {
            after.owner_id = after.owner_id.or(work.actor.person.map(PersonId));
            return Ok(());
        };
        // Whoever plans may change; the rest was approved as it stands.
        let said = |row: &Model| (row.name.clone(), row.effective_on, row.reason.clone());
        if !before.state.open() && said(before) != said(after) {
            return Err(rules::DECIDED.into());
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            // It says who moved where, and why.
            (Some(before), None) if !before.state.open() && !work.takes_back() => Err(rules::STAYS.into()),
            (Some(_) | None, _) => Ok(()),
        }
    })
}

/// The row, and whoever else writes about it waits.
pub(crate) async fn locked(work: &Work, id: ReorganizationId) -> Result<Model> {
    let select = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive();
    select.one(work.conn()).await?.ok_or_else(|| kernel::Error::NotFound(Entity::NAME.into()))
}
