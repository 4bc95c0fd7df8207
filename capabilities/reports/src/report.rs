//! Noun: a report, as it was written. What it says is kept beside it and does not change.

use crate::{choices::Rhythm, keeping, report_template::ReportTemplateId, rules};
use chrono::NaiveDate;
use kernel::{BoxFuture, Choice, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

kernel::id!(ReportId of "reports");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Time for a remark.
    #[choice(label = "Before it goes out", tone = "gold")]
    Waiting,
    #[choice(label = "Out", tone = "green")]
    Out,
    /// Another edition was written.
    #[choice(label = "Replaced", tone = "default")]
    Replaced,
}

/// How a unit, or somebody's own work, stood at the close of a period. Seen by whoever it is about, whoever leads the unit
/// today, and their lines.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "reports")]
#[resource(label = "Report", plural = "Reports", title = "name", group = "sell", icon = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// The unit or the person, the period and the template.
    #[field(label = "Name", list, search)]
    pub name: String,
    #[field(label = "State", list)]
    pub state: State,
    #[field(label = "Template", list)]
    pub template_id: ReportTemplateId,
    #[field(label = "Rhythm", list)]
    pub rhythm: Rhythm,
    /// Such as `2026-W47`.
    #[field(label = "Period", list)]
    pub period: String,
    #[field(label = "From", group = "about")]
    pub from: NaiveDate,
    #[field(label = "To", list, group = "about")]
    pub to: NaiveDate,
    /// The unit that it is about; of an own page nothing.
    #[field(label = "Unit", list, group = "about")]
    pub unit_id: Option<UnitId>,
    /// Whoever led the unit when it was written, with whose reach its facts were counted; of an own page whoever it is about.
    // Not called `owner_id`: whoever has that hears of each row that becomes theirs, and of reports they hear otherwise.
    #[field(label = "Whose", list, owner, group = "about")]
    pub whose_id: Option<PersonId>,
    /// Whoever leads the unit since then.
    #[field(label = "Leads the unit now", owner, group = "about")]
    pub leader_id: Option<PersonId>,

    /// When its facts were gathered.
    #[field(label = "Written at", list, group = "course")]
    pub written_at: DateTimeUtc,
    /// When it goes out, unless somebody sends it earlier.
    #[field(label = "Goes out at", group = "course")]
    pub goes_out_at: DateTimeUtc,
    #[field(label = "Went out at", group = "course")]
    pub went_out_at: Option<DateTimeUtc>,
    /// 1 as it was first written.
    #[field(label = "Edition", list, group = "course")]
    pub edition: i64,
    #[field(label = "Edition before", group = "course")]
    pub replaces_id: Option<ReportId>,
    /// The day on which it was seen that what it counts has changed since.
    #[field(label = "Late data since", list, group = "course")]
    pub late_on: Option<NaiveDate>,
    /// Of its facts: whether they still are those that were written.
    #[field(label = "Digest", group = "course")]
    pub digest: String,

    #[field(label = "Remark", kind = "LongText", search, group = "remark")]
    pub remark: Option<String>,
    #[field(label = "Remark by", group = "remark")]
    pub remark_by_id: Option<PersonId>,
    #[field(label = "Remark at", group = "remark")]
    pub remark_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it is about, whichever that is.
    pub fn about(&self) -> Option<Uuid> {
        self.unit_id.map(|unit| unit.0).or(self.whose_id.map(|person| person.0))
    }
}

/// The report, held against others who write about it at the same moment.
pub(crate) async fn locked(work: &Work, id: ReportId) -> Result<Model> {
    let select = work.every::<Entity>().filter(Column::Id.eq(id)).lock_exclusive();
    select.one(work.conn()).await?.ok_or_else(|| kernel::Error::NotFound(Entity::NAME.into()))
}

/// A report is replaced, not deleted; where the making of one is taken back, its facts go with it.
pub(crate) fn settled<'a>(
    before: Option<Model>,
    after: Option<Model>,
    work: &'a mut Work,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match (before, after) {
            (Some(gone), None) if work.takes_back() => keeping::remove(work, gone.id).await,
            (Some(_), None) => Err(rules::KEPT.into()),
            (Some(_) | None, Some(_)) | (None, None) => Ok(()),
        }
    })
}
