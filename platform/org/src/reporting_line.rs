//! Who reports to whom where it is not the leader of their unit.

use crate::{person::PersonId, rules, span::Span, station};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Resource, Result, Work, Wrote, record};
use sea_orm::{Condition, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

kernel::id!(ReportingLineId of "reporting_lines");

/// A person reports to a manager who does not lead their unit, from a day to a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "reporting_lines")]
#[resource(label = "Reporting line", plural = "Reporting lines", title = "reason", group = "", icon = "partition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportingLineId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, follows)]
    pub person_id: PersonId,
    #[field(label = "Manager", list)]
    pub manager_id: PersonId,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// Why it is not the leader of the unit.
    #[field(label = "Reason", list, search)]
    pub reason: Option<String>,
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
        let after = change.after;
        rules::sound(after.span())?;
        crate::person::lock(work, after.person_id).await?;
        let others = of(work, &[after.person_id]).await?.into_iter().filter(|other| other.id != after.id);
        rules::apart(others.map(|other| other.span()).chain([after.span()]), rules::TWO_LINES)?;
        // Up the lines that share a day with this one; a line of many people is no longer than there are people.
        let mut seen = BTreeSet::new();
        let mut above = vec![after.manager_id];
        while let Some(manager) = above.pop() {
            if manager == after.person_id {
                return Err(rules::OWN_MANAGER.into());
            }
            if seen.insert(manager) {
                let lines = of(work, &[manager]).await?;
                let shared = lines.into_iter().filter(|line| line.span().overlaps(after.span()));
                above.extend(shared.map(|line| line.manager_id));
            }
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let rows = wrote.iter().flat_map(|row| [row.before, row.after]).flatten();
        let people: BTreeSet<PersonId> =
            rows.map(|row| Ok(record::to_row::<Entity>(row)?.person_id)).collect::<Result<_>>()?;
        for person in people.iter().filter(|_| wrote.len() > 1) {
            let lines = of(work, &[*person]).await?;
            rules::apart(lines.iter().map(Model::span), rules::TWO_LINES)?;
        }
        station::of_people(work, &people.into_iter().collect::<Vec<_>>()).await
    })
}

pub(crate) async fn of(work: &Work, people: &[PersonId]) -> Result<Vec<Model>> {
    let mut found = Vec::new();
    for chunk in people.chunks(1000) {
        let select = work.every::<Entity>().filter(Column::PersonId.is_in(chunk.iter().copied()));
        found.extend(select.all(work.conn()).await?);
    }
    Ok(found)
}

/// Lines from and to somebody who leaves end with their last day.
pub(crate) async fn end(work: &mut Work, person: PersonId, on: NaiveDate) -> Result<()> {
    let select = work.every::<Entity>();
    let either = Condition::any().add(Column::PersonId.eq(person)).add(Column::ManagerId.eq(person));
    for line in select.filter(either).all(work.conn()).await? {
        if !line.span().begun(on) {
            work.delete::<Entity>(line).await?;
        } else if !line.span().over(on) && line.to != Some(on) {
            work.update::<Entity>(line, |row| row.to = Some(on)).await?;
        }
    }
    Ok(())
}
