//! A policy: what is to be kept to, whoever reads it and whatever its words are today.

use crate::{checkup, edition, rules};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(PolicyId of "policies");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[choice(label = "Policy", tone = "blue")]
    Policy,
    #[choice(label = "Operating rule", tone = "cyan")]
    OperatingRule,
    #[choice(label = "Standard", tone = "purple")]
    Standard,
    #[choice(label = "Guideline", tone = "default")]
    Guideline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing of it was ever published.
    #[choice(label = "Draft", tone = "blue")]
    Draft,
    #[choice(label = "Published", tone = "cyan")]
    Published,
    #[choice(label = "In force", tone = "green")]
    InForce,
    #[choice(label = "Withdrawn", tone = "default")]
    Withdrawn,
}

/// A policy, operating rule or standard: written in editions, addressed to units and positions, read and confirmed.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policies")]
#[resource(label = "Policy", plural = "Policies", title = "title", group = "organization", icon = "book")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PolicyId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Title", list, search)]
    pub title: String,
    /// What the company and other systems call it.
    #[field(label = "Code", list, search, unique)]
    pub code: Option<String>,
    #[field(label = "Kind", list, default = "policy")]
    pub kind: Kind,
    #[field(label = "State", list, read_only, default = "draft")]
    pub state: State,
    /// Who answers for it: keeps it up to date and answers questions.
    #[field(label = "Owner", list, owner)]
    pub owner_id: PersonId,
    /// The unit that issues it.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    /// What it is about, in two or three sentences.
    #[field(label = "Summary", search, kind = "LongText")]
    pub summary: Option<String>,
    /// The number of the edition in force.
    #[field(label = "Edition", list, read_only)]
    pub edition: Option<i64>,
    /// Since when that edition counts.
    #[field(label = "In force since", list, read_only)]
    pub since: Option<NaiveDate>,
    /// Whoever it is addressed to reads it and says so.
    #[field(label = "To be confirmed", group = "reading", default = true)]
    pub confirm: bool,
    /// Days that people have to read it and say so; left empty, 14.
    #[field(label = "Days to read", group = "reading", range = "1..=365")]
    pub read_within: Option<i64>,
    /// Months after which somebody looks whether it still fits.
    #[field(label = "Review every (months)", group = "upkeep", range = "1..=120")]
    pub review_every: Option<i64>,
    /// The day by which it is to be reviewed.
    #[field(label = "Review on", group = "upkeep", list)]
    pub review_on: Option<NaiveDate>,
    #[field(label = "Reviewed on", group = "upkeep", read_only)]
    pub reviewed_on: Option<NaiveDate>,
    /// Months after which somebody checks whether it is kept to.
    #[field(label = "Check up every (months)", group = "upkeep", range = "1..=120")]
    pub check_every: Option<i64>,
    /// Who checks; empty means the owner.
    #[field(label = "Checked by", group = "upkeep")]
    pub checker_id: Option<PersonId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Days to read where the policy does not say.
const READ_WITHIN: u64 = 14;

impl Model {
    /// Days that people have to read it.
    pub fn days_to_read(&self) -> u64 {
        self.read_within.and_then(|days| u64::try_from(days).ok()).unwrap_or(READ_WITHIN)
    }

    pub fn checker(&self) -> PersonId {
        self.checker_id.unwrap_or(self.owner_id)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, _: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        after.title = after.title.trim().to_owned();
        rules::soundly_reviewed(after.review_on, after.reviewed_on)?;
        Ok(())
    })
}

/// Editions are seen by whoever answers for the policy, and what was asked for follows what the policy says now.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
        if work.takes_back() {
            return Ok(());
        }
        if before.owner_id != after.owner_id {
            for edition in edition::of(work, after.id).await? {
                work.update::<edition::Entity>(edition, |edition| edition.keeper_id = Some(after.owner_id)).await?;
            }
        }
        if before.review_on != after.review_on {
            crate::reminding::reviewed(work, &before).await?;
        }
        let asked = |policy: &Model| (policy.confirm, policy.state);
        if asked(&before) != asked(&after) {
            crate::asking::bring_up(work, after.id).await?;
        }
        let checked = |policy: &Model| (policy.check_every, policy.checker_id, policy.owner_id, policy.state);
        if checked(&before) != checked(&after) {
            checkup::plan_next(work, &after).await?;
        }
        Ok(())
    })
}

/// The policy, and whoever else writes about it waits until this work ends.
pub(crate) async fn locked(work: &Work, id: PolicyId) -> Result<Model> {
    let found = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive().one(work.conn()).await?;
    found.ok_or_else(|| kernel::Error::NotFound(Entity::NAME.into()))
}
