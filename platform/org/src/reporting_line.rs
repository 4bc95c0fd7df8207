//! Who reports to whom where it is not the leader of their unit.

use crate::{
    person::{self, PersonId},
    rules,
    span::Span,
    station,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Record, Resource, Result, Work, Wrote, record};
use sea_orm::{Condition, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

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

pub(crate) fn settle<'a>(change: Change<'a, Model>, _: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move { Ok(rules::sound(change.after.span())?) })
}

/// The rules are asked behind the write: lines of one chunk do not see each other before it, and thousands that get
/// another manager are asked about together.
pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let read = |row: &Record| record::to_row::<Entity>(row);
        let before: Vec<Model> = wrote.iter().filter_map(|row| row.before).map(read).collect::<Result<_>>()?;
        let after: Vec<Model> = wrote.iter().filter_map(|row| row.after).map(read).collect::<Result<_>>()?;
        let people: BTreeSet<PersonId> = before.iter().chain(&after).map(|line| line.person_id).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        if !after.is_empty() {
            person::lock(work, &people).await?;
            let lines = upwards(work, &people).await?;
            for person in &people {
                rules::apart(lines[person].iter().map(Model::span), rules::TWO_LINES)?;
            }
            if after.iter().any(|line| comes_back(line, &lines)) {
                return Err(rules::OWN_MANAGER.into());
            }
        }
        station::of_people(work, &people).await
    })
}

/// The lines of these people, of their managers, and so on up.
async fn upwards(work: &Work, people: &[PersonId]) -> Result<HashMap<PersonId, Vec<Model>>> {
    let mut known: HashMap<PersonId, Vec<Model>> = HashMap::new();
    let mut next = people.to_vec();
    while !next.is_empty() {
        known.extend(next.iter().map(|person| (*person, Vec::new())));
        let lines = of(work, &next).await?;
        let above: BTreeSet<PersonId> = lines.iter().map(|line| line.manager_id).collect();
        for line in lines {
            known.entry(line.person_id).or_default().push(line);
        }
        next = above.into_iter().filter(|manager| !known.contains_key(manager)).collect();
    }
    Ok(known)
}

/// Whether somebody is their own manager by way of lines that share a day with this one.
fn comes_back(line: &Model, lines: &HashMap<PersonId, Vec<Model>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut above = vec![line.manager_id];
    while let Some(manager) = above.pop() {
        if manager == line.person_id {
            return true;
        }
        if seen.insert(manager) {
            let theirs = lines.get(&manager).into_iter().flatten();
            above.extend(theirs.filter(|other| other.span().overlaps(line.span())).map(|other| other.manager_id));
        }
    }
    false
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
