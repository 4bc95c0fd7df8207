//! Who belongs to which unit, from a day to a day.

use crate::{
    person::PersonId,
    rules,
    span::{Span, eve},
    station,
    unit::UnitId,
};
use chrono::NaiveDate;
use kernel::{Batch, BoxFuture, Change, Resource, Result, Work, Wrote, record};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

kernel::id!(MembershipId of "memberships");

/// A person belongs to a unit, from a day to a day. Somebody may be in several; one of them is the main one.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "memberships")]
#[resource(label = "Membership", plural = "Memberships", title = "role", group = "", icon = "idcard")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Person", list, follows)]
    pub person_id: PersonId,
    #[field(label = "Unit", list)]
    pub unit_id: UnitId,
    /// The unit that what they sell counts for. One at a time.
    #[field(label = "Main unit", list, default = true)]
    pub main: bool,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// What they do there.
    #[field(label = "Role", list, search)]
    pub role: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// A main membership.
    pub fn new(work: &Work, person: PersonId, unit: UnitId, span: Span) -> Self {
        Self {
            id: MembershipId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            person_id: person,
            unit_id: unit,
            main: true,
            from: span.from,
            to: span.to,
            role: None,
        }
    }

    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, _: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move { Ok(rules::sound(change.after.span())?) })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let rows = wrote.iter().flat_map(|row| [row.before, row.after]).flatten();
        let people: BTreeSet<PersonId> =
            rows.map(|row| Ok(record::to_row::<Entity>(row)?.person_id)).collect::<Result<_>>()?;
        let people: Vec<PersonId> = people.into_iter().collect();
        // Whoever has just arrived has no other membership. Asked behind the write, because rows of one chunk do not see
        // each other before it, and thousands are asked about together.
        if wrote.len() > 1 || !station::deriving(work) {
            // Two who write for the same person at once wait for each other here.
            crate::person::lock(work, &people).await?;
            let mut spans: BTreeMap<PersonId, Vec<Span>> = BTreeMap::new();
            for membership in of(work, &people).await?.iter().filter(|membership| membership.main) {
                spans.entry(membership.person_id).or_default().push(membership.span());
            }
            for spans in spans.into_values() {
                rules::apart(spans, rules::TWO_MAIN_MEMBERSHIPS)?;
            }
        }
        station::of_people(work, &people).await
    })
}

/// All memberships of these people.
pub(crate) async fn of(work: &Work, people: &[PersonId]) -> Result<Vec<Model>> {
    let mut found = Vec::new();
    for chunk in people.chunks(1000) {
        let select = work.every::<Entity>().filter(Column::PersonId.is_in(chunk.iter().copied()));
        found.extend(select.all(work.conn()).await?);
    }
    Ok(found)
}

/// From that day on, the person's main unit is that one. What was planned for later stays; the membership that holds
/// the day ends the day before.
pub(crate) async fn turn(work: &mut Work, person: PersonId, unit: UnitId, on: NaiveDate) -> Result<()> {
    let theirs = of(work, &[person]).await?;
    let Turn { ends, begins } = Turn::of(work, &theirs, person, unit, Some(on));
    if let Some((row, next)) = ends {
        work.update::<Entity>(row, |membership| *membership = next).await?;
    }
    if let Some(row) = begins {
        work.create::<Entity>(row).await?;
    }
    Ok(())
}

/// These people are in those units from today; who is in one for the first time, from the day they were hired.
pub(crate) async fn turn_today(work: &mut Work, moved: Vec<(PersonId, UnitId, Option<NaiveDate>)>) -> Result<()> {
    if let [(person, unit, _)] = moved[..]
        && !of(work, &[person]).await?.is_empty()
    {
        return turn(work, person, unit, work.today).await;
    }
    let people: Vec<PersonId> = moved.iter().map(|(person, ..)| *person).collect();
    let mut theirs: BTreeMap<PersonId, Vec<Model>> = BTreeMap::new();
    for row in of(work, &people).await? {
        theirs.entry(row.person_id).or_default().push(row);
    }
    let mut batch = Batch::default();
    for (person, unit, hired_on) in moved {
        let theirs = theirs.remove(&person).unwrap_or_default();
        let on = if theirs.is_empty() { hired_on } else { Some(work.today) };
        let Turn { ends, begins } = Turn::of(work, &theirs, person, unit, on);
        if let Some((row, next)) = ends {
            batch.changed.push((record::of_row::<Entity>(&row)?, record::of_row::<Entity>(&next)?));
        }
        if let Some(row) = begins {
            batch.created.push(record::of_row::<Entity>(&row)?);
        }
    }
    if !batch.created.is_empty() || !batch.changed.is_empty() {
        work.write_batch("memberships", batch).await?;
    }
    Ok(())
}

/// What a move does to somebody's memberships.
struct Turn {
    /// The one that holds the day, as it was and as it is then.
    ends: Option<(Model, Model)>,
    begins: Option<Model>,
}

impl Turn {
    fn of(work: &Work, theirs: &[Model], person: PersonId, unit: UnitId, on: Option<NaiveDate>) -> Self {
        let Some(day) = on else {
            return Self { ends: None, begins: Some(Model::new(work, person, unit, Span::default())) };
        };
        let mains = || theirs.iter().filter(|membership| membership.main);
        let next = mains().filter_map(|main| main.from).filter(|from| *from > day).min();
        let Some(holding) = mains().find(|main| main.span().holds(day)) else {
            let span = Span::new(Some(day), next.map(eve));
            return Self { ends: None, begins: Some(Model::new(work, person, unit, span)) };
        };
        let mut then = holding.clone();
        if holding.from == Some(day) {
            then.unit_id = unit;
            return Self { ends: Some((holding.clone(), then)), begins: None };
        }
        then.to = Some(eve(day));
        let begins = Model::new(work, person, unit, Span::new(Some(day), holding.to));
        Self { ends: Some((holding.clone(), then)), begins: Some(begins) }
    }
}

/// The last day of all that a person still belongs to; what would only have begun falls away.
pub(crate) async fn end(work: &mut Work, person: PersonId, on: NaiveDate) -> Result<()> {
    for membership in of(work, &[person]).await? {
        if membership.span().begun(on) {
            if !membership.span().over(on) && membership.to != Some(on) {
                work.update::<Entity>(membership, |row| row.to = Some(on)).await?;
            }
        } else {
            work.delete::<Entity>(membership).await?;
        }
    }
    Ok(())
}
