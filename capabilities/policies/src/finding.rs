//! What a check-up found.

use crate::{
    checkup::{self, CheckupId},
    rules,
};
use chrono::NaiveDate;
use inbox::{Kind, News};
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work};
use org::{
    person::{self, PersonId},
    unit::UnitId,
};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(FindingId of "policy_findings");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    #[choice(label = "Remark", tone = "default")]
    Remark,
    #[choice(label = "Minor", tone = "gold")]
    Minor,
    #[choice(label = "Major", tone = "orange")]
    Major,
    #[choice(label = "Critical", tone = "red")]
    Critical,
}

/// Something that is not as the policy wants it: how bad it is, who mends it, and by when.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "policy_findings")]
#[resource(label = "Finding", plural = "Findings", title = "title", group = "", icon = "flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Check-up", list, follows)]
    pub checkup_id: CheckupId,
    #[field(label = "Finding", list, search)]
    pub title: String,
    #[field(label = "Details", search, kind = "LongText")]
    pub details: Option<String>,
    #[field(label = "Severity", list, default = "minor")]
    pub severity: Severity,
    /// Where it was found; left empty, the unit of whoever mends it.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    /// Who sees to it that it is mended.
    #[field(label = "Responsible", list, owner)]
    pub responsible_id: PersonId,
    #[field(label = "Found on", read_only)]
    pub found_on: Option<NaiveDate>,
    #[field(label = "Due on", list)]
    pub due_on: Option<NaiveDate>,
    #[field(label = "Mended", list, read_only, default = false)]
    pub done: bool,
    #[field(label = "Mended on", list, read_only)]
    pub done_on: Option<NaiveDate>,
    /// What was done about it.
    #[field(label = "Remedy", read_only, kind = "LongText")]
    pub remedy: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        if before.is_some_and(|before| before.checkup_id != after.checkup_id) {
            return Err(rules::OTHER_CHECKUP.into());
        }
        if before.is_none() {
            let checkup = work.fetch::<checkup::Entity>(after.checkup_id.0).await?;
            if checkup.state == checkup::State::Cancelled {
                return Err(rules::CALLED_OFF.into());
            }
            after.found_on = after.found_on.or(checkup.done_on).or(Some(work.today));
        }
        rules::mended_after(after.found_on, after.due_on)?;
        if after.unit_id.is_none() {
            after.unit_id = work.fetch::<person::Entity>(after.responsible_id.0).await?.unit_id;
        }
        Ok(())
    })
}

/// Whoever has to mend it is told.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Some(after) = after.filter(|row| !row.done) else { return Ok(()) };
        if before.is_some_and(|before| before.responsible_id == after.responsible_id) || !crate::is_news(work) {
            return Ok(());
        }
        let news = News {
            reader: after.responsible_id.0,
            kind: Kind::HandedOver,
            noun: Entity::NAME.to_owned(),
            row: after.id.0,
            about: None,
            by: work.actor.person,
            key: format!("finding:{}:{}", after.id, after.version),
        };
        inbox::tell(work, news).await
    })
}
