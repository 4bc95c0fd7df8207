//! How much of full time somebody works, from a day to a day.

use crate::{apart, rules};
use chrono::NaiveDate;
use kernel::{BasisPoints, BoxFuture, Change, Resource, Result, Work, Wrote};
use org::{Span, person::PersonId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(WorkingTimeId of "working_times");

/// Part time as agreed with somebody. Where nothing is agreed, they work full time.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "working_times")]
#[resource(label = "Working time", plural = "Working times", title = "name", group = "", icon = "history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WorkingTimeId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, owner)]
    pub person_id: PersonId,
    /// The share of full time.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// Of full time.
    #[field(label = "Share", list, range = "1..=100")]
    pub share: BasisPoints,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    #[field(label = "Note", list)]
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

pub(crate) fn settle<'a>(change: Change<'a, Model>, _: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { after, .. } = change;
        if !after.span().is_sound() {
            return Err(rules::ENDS_BEFORE_IT_BEGINS.into());
        }
        after.name = Some(format!("{} %", after.share));
        Ok(())
    })
}

/// One agreement counts at a time.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        apart::hold::<Entity>(
            wrote,
            work,
            |row| row.person_id,
            |people| Column::PersonId.is_in(people.iter().copied()),
            |one, other| one.id != other.id && one.span().overlaps(other.span()),
            rules::TWO_WORKING_TIMES,
        )
        .await
    })
}
