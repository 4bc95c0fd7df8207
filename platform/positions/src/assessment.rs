//! How well somebody masters a competency, as somebody else saw it on a day.

use crate::{
    competency::{self, CompetencyId},
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Resource, Result, Work};
use org::person::PersonId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(AssessmentId of "assessments");

/// How well somebody masters a competency, as their manager or HR saw it on a day. Seen by themselves, their line and HR.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "assessments")]
#[resource(label = "Assessment", plural = "Assessments", title = "name", group = "organization", icon = "form")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssessmentId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, owner)]
    pub person_id: PersonId,
    #[field(label = "Competency", list)]
    pub competency_id: CompetencyId,
    /// The competency's.
    #[field(label = "Name", read_only)]
    pub name: Option<String>,
    /// From 1 (knows of it) to 5 (others learn it from them).
    #[field(label = "Level", list, personal, range = "1..=5")]
    pub level: i64,
    /// Today where nothing is said.
    #[field(label = "Assessed on", list)]
    pub assessed_on: Option<NaiveDate>,
    /// Whoever wrote it.
    #[field(label = "By", list, read_only)]
    pub assessor_id: Option<PersonId>,
    /// What was seen that says so.
    #[field(label = "Evidence", personal, kind = "LongText")]
    pub evidence: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Change { before, after } = change;
        let actor = work.actor.person.map(PersonId);
        rules::assessed(after.person_id, actor, after.assessed_on, work.today)?;
        if before.is_none() {
            after.assessed_on = after.assessed_on.or(Some(work.today));
            after.assessor_id = after.assessor_id.or(actor);
        }
        if before.is_none_or(|before| before.competency_id != after.competency_id) {
            after.name = Some(work.fetch::<competency::Entity>(after.competency_id.0).await?.name);
        }
        Ok(())
    })
}
