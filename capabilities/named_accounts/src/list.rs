//! A list of named accounts: of a unit, for a term, in editions.

use crate::{
    edition::{self, State},
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::{Span, person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ListId of "named_account_lists");

/// What accounts are named as. An account stands on one list of a kind at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Key accounts", tone = "gold")]
    KeyAccount,
    #[choice(label = "Strategic accounts", tone = "purple")]
    Strategic,
    #[choice(label = "Protected accounts", tone = "cyan")]
    Protected,
}

/// The accounts that a unit looks after by name, for a term. Which they are is said by its editions.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "named_account_lists")]
#[resource(label = "Named-account list", plural = "Named-account lists", title = "name", group = "sell", icon = "list")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ListId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// Whose accounts they are; its head approves what comes into force.
    #[field(label = "Unit", list)]
    pub unit_id: UnitId,
    /// What the accounts are named as. An account stands on one list of a kind at a time.
    #[field(label = "Kind", list, default = "key_account")]
    pub kind: Kind,
    /// First day of its term.
    #[field(label = "From", list)]
    pub from: NaiveDate,
    /// Last day of its term; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// Whoever keeps it up.
    #[field(label = "Owner", list, owner)]
    pub owner_id: Option<PersonId>,
    /// What an account has to be to stand on it.
    #[field(label = "Criteria", kind = "LongText", search)]
    pub criteria: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(Some(self.from), self.to)
    }

    /// What editions were approved under.
    fn ground(&self) -> (UnitId, Kind, NaiveDate, Option<NaiveDate>) {
        (self.unit_id, self.kind, self.from, self.to)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if !after.span().is_sound() {
            return Err(rules::ENDS_BEFORE_IT_BEGINS.into());
        }
        let Some(before) = before else { return Ok(()) };
        if before.ground() == after.ground() || work.takes_back() || crate::freely::is(work) {
            return Ok(());
        }
        if kept(work, before.id).await? { Err(rules::LIST_KEPT.into()) } else { Ok(()) }
    })
}

/// What a draft is part of is part of what is approved. A list that was in force does not go: its editions do not.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
        if before.ground() == after.ground() || work.takes_back() || crate::freely::is(work) {
            return Ok(());
        }
        // A draft that waits for approval was looked at as one of this unit and term: it is sent again.
        let drafts = work.every::<edition::Entity>().filter(edition::Column::ListId.eq(after.id));
        for draft in drafts.filter(edition::Column::State.eq(State::Draft)).all(work.conn()).await? {
            work.update::<edition::Entity>(draft, |draft| draft.changes += 1).await?;
        }
        Ok(())
    })
}

/// Whether an edition of it is, was or will be in force.
async fn kept(work: &Work, list: ListId) -> Result<bool> {
    let select = work.every::<edition::Entity>().filter(edition::Column::ListId.eq(list));
    Ok(select.filter(edition::Column::State.ne(State::Draft)).one(work.conn()).await?.is_some())
}
