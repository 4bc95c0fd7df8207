//! Noun: what somebody wants of the reports of a template: of a further unit as well, in another form, or not at all.

use crate::{choices::Enclose, report_template::ReportTemplateId, rules};
use kernel::{BoxFuture, Change, Resource, Result, Work};
use org::{person::PersonId, unit::UnitId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

kernel::id!(ReportSubscriptionId of "report_subscriptions");

/// What somebody wants of the reports of a template. Without one they get what the template says.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "report_subscriptions")]
#[resource(label = "Report subscription", plural = "Report subscriptions", title = "name", group = "", icon = "bell")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportSubscriptionId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,

    /// The template, and the unit where there is one.
    #[field(label = "Name", list, read_only, default = "Reports")]
    pub name: String,
    #[field(label = "Template", list)]
    pub template_id: ReportTemplateId,
    /// The reports of this unit; nothing: those that come to them by the template.
    #[field(label = "Unit", list)]
    pub unit_id: Option<UnitId>,
    #[field(label = "Reader", list, owner)]
    pub reader_id: Option<PersonId>,
    /// Whether they hear of them.
    #[field(label = "Wanted", list, default = true)]
    pub wanted: bool,
    /// What goes along with the letter; nothing said: what the template says.
    #[field(label = "Enclosed", list)]
    pub enclose: Option<Enclose>,
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
        if before.is_none() {
            after.reader_id = after.reader_id.or(work.actor.person.map(PersonId));
        }
        let reader = after.reader_id.ok_or(rules::NOBODY)?;
        let same = work.every::<Entity>().filter(Column::TemplateId.eq(after.template_id));
        let same = same.filter(Column::ReaderId.eq(reader)).filter(Column::Id.ne(after.id));
        let same = match after.unit_id {
            Some(unit) => same.filter(Column::UnitId.eq(unit)),
            None => same.filter(Column::UnitId.is_null()),
        };
        if same.one(work.conn()).await?.is_some() {
            return Err(rules::TWICE.into());
        }
        let template = work.fetch::<crate::report_template::Entity>(after.template_id.0).await?;
        after.name = match after.unit_id {
            Some(unit) => format!("{} · {}", template.name, work.fetch::<org::unit::Entity>(unit.0).await?.name),
            None => template.name,
        };
        Ok(())
    })
}
