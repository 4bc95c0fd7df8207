//! Who belongs to which unit, from a day to a day.

use crate::{
    person::PersonId,
    rules,
    span::{Span, eve},
    station,
    unit::UnitId,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Resource, Result, Work, Wrote, record};
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

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        rules::sound(after.span())?;
        // Whoever has just arrived has no other membership.
        if !after.main || station::deriving(work) {
            return Ok(());
        }
        // Two who write for the same person at once wait for each other here.
        crate::person::lock(work, after.person_id).await?;
        let others = of(work, &[after.person_id]).await?.into_iter().filter(|other| other.main && other.id != after.id);
        let spans = others.map(|other| other.span()).chain([after.span()]);
        Ok(rules::apart(spans, rules::TWO_MAIN_MEMBERSHIPS)?)
    })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let rows = wrote.iter().flat_map(|row| [row.before, row.after]).flatten();
        let people: BTreeSet<PersonId> =
            rows.map(|row| Ok(record::to_row::<Entity>(row)?.person_id)).collect::<Result<_>>()?;
        let people: Vec<PersonId> = people.into_iter().collect();
        if wrote.len() > 1 {
            // Rows of one chunk do not see each other before they are written.
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
pub(crate) async fn turn(work: &mut Work, person: PersonId, unit: UnitId, on: Option<NaiveDate>) -> Result<()> {
    let mut mains = of(work, &[person]).await?;
    mains.retain(|membership| membership.main);
    let Some(day) = on else {
        work.create::<Entity>(Model::new(work, person, unit, Span::default())).await?;
        return Ok(());
    };
    let next = mains.iter().filter_map(|main| main.from).filter(|from| *from > day).min();
    let mut to = next.map(eve);
    if let Some(holding) = mains.into_iter().find(|main| main.span().holds(day)) {
        if holding.from == Some(day) {
            work.update::<Entity>(holding, |main| main.unit_id = unit).await?;
            return Ok(());
        }
        to = holding.to;
        work.update::<Entity>(holding, |main| main.to = Some(eve(day))).await?;
    }
    work.create::<Entity>(Model::new(work, person, unit, Span::new(Some(day), to))).await?;
    Ok(())
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
