//! An edition of a list: changed while it is a draft, kept as it was once it came into force.

use crate::{
    freely,
    list::{self, ListId},
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::Span;
use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(EditionId of "named_account_editions");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    #[choice(label = "Planned", tone = "cyan")]
    Planned,
    #[choice(label = "In force", tone = "green")]
    InForce,
    /// Replaced by another edition, or the list's term is over.
    #[choice(label = "No longer in force", tone = "default")]
    Over,
}

/// The accounts of a list as they were agreed on, from a day on.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "named_account_editions")]
#[resource(label = "Edition of a list", plural = "Editions of lists", title = "name", group = "", icon = "branches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "List", follows)]
    pub list_id: ListId,
    /// What the list was called when it was drafted, and the edition's number.
    #[field(label = "Name", list, read_only)]
    pub name: Option<String>,
    #[field(label = "Edition", list, read_only)]
    pub edition: Option<i64>,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// The first day on which it counts.
    #[field(label = "From", list, read_only)]
    pub from: Option<NaiveDate>,
    /// The last day on which it counts; empty means until further notice.
    #[field(label = "To", list, read_only)]
    pub to: Option<NaiveDate>,
    /// How many accounts stand on it.
    #[field(label = "Accounts", list, read_only, default = 0)]
    pub accounts: i64,
    /// How often its accounts were changed. What was sent for approval is what is approved: a change makes it void.
    #[field(label = "Changes", read_only, default = 0)]
    pub changes: i64,
    /// What is new in it, and why.
    #[field(label = "Note", kind = "LongText")]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if let Some(before) = before {
            if before.list_id != after.list_id {
                return Err(rules::OTHER_LIST.into());
            }
            let same = before.note == after.note && before.custom == after.custom;
            if before.state != State::Draft && !same && !work.takes_back() {
                return Err(rules::EDITION_KEPT.into());
            }
            return Ok(());
        }
        let list = work.fetch::<list::Entity>(after.list_id.0).await?;
        let others = of(work, after.list_id).await?;
        if !freely::is(work) && !work.takes_back() {
            // Another way into force than the verb there is not.
            after.state = State::Draft;
            (after.from, after.to, after.accounts, after.changes) = (None, None, 0, 0);
        }
        if after.state == State::Draft && others.iter().any(|edition| edition.state == State::Draft) {
            return Err(rules::DRAFT_EXISTS.into());
        }
        if work.takes_back() {
            return Ok(());
        }
        let number = others.iter().filter_map(|edition| edition.edition).max().unwrap_or_default() + 1;
        after.edition = Some(number);
        after.name = Some(format!("{} · {number}", list.name));
        Ok(())
    })
}

/// An edition that was in force stays, also when its list goes.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(gone), None) if gone.state != State::Draft && !work.takes_back() => Err(rules::EDITION_KEPT.into()),
            (Some(_) | None, Some(_) | None) => Ok(()),
        }
    })
}

/// The editions of a list, oldest first.
pub(crate) async fn of(work: &Work, list: ListId) -> Result<Vec<Model>> {
    let select = work.every::<Entity>().filter(Column::ListId.eq(list)).order_by_asc(Column::Edition);
    Ok(select.all(work.conn()).await?)
}
