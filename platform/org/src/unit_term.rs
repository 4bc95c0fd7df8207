//! Where a unit stood and who led it, from a day to a day: numbers of a past period go by the terms of that time.

use crate::{
    person::PersonId,
    rules,
    span::{Span, eve},
    tree::Node,
    unit,
    unit::UnitId,
};
use chrono::NaiveDate;
use kernel::{Batch, BoxFuture, Change, Resource, Result, Work, Wrote, record};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

kernel::id!(UnitTermId of "unit_terms");

/// Under which unit a unit stood and who led it, from a day to a day. Numbers of the past go by it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "unit_terms")]
#[resource(label = "Unit term", plural = "Unit history", title = "reason", group = "", icon = "history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitTermId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Unit", list, follows)]
    pub unit_id: UnitId,
    #[field(label = "Belonged to", list)]
    pub parent_id: Option<UnitId>,
    #[field(label = "Leader", list)]
    pub leader_id: Option<PersonId>,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    /// Why it changed.
    #[field(label = "Reason", search)]
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    fn new(work: &Work, unit: UnitId, parent: Option<UnitId>, leader: Option<PersonId>, span: Span) -> Self {
        Self {
            id: UnitTermId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            unit_id: unit,
            parent_id: parent,
            leader_id: leader,
            from: span.from,
            to: span.to,
            reason: None,
        }
    }

    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        rules::sound(change.after.span())?;
        if let Some(parent) = change.after.parent_id
            && unit::tree(work).await?.would_circle(change.after.unit_id, parent)
            && change.after.span().holds(work.today)
        {
            return Err(rules::CIRCLE.into());
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let rows = wrote.iter().flat_map(|row| [row.before, row.after]).flatten();
        let units: BTreeSet<UnitId> =
            rows.map(|row| Ok(record::to_row::<Entity>(row)?.unit_id)).collect::<Result<_>>()?;
        if crate::station::deriving(work) {
            // They were made with their units, or are put back as they were.
            return Ok(());
        }
        for unit in units {
            let terms = of(work, unit).await?;
            rules::apart(terms.iter().map(Model::span), rules::TWO_TERMS)?;
            unit::follow_terms(work, unit).await?;
        }
        Ok(())
    })
}

/// A unit's terms, oldest first.
pub(crate) async fn of(work: &Work, unit: UnitId) -> Result<Vec<Model>> {
    let mut terms = work
        .every::<Entity>()
        .filter(Column::UnitId.eq(unit))
        .order_by_asc(Column::Id)
        .limit(10_000)
        .all(work.conn())
        .await?;
    terms.sort_by_key(|term| term.from);
    Ok(terms)
}

/// New units begin their first term.
pub(crate) async fn begin(work: &mut Work, units: &[unit::Model]) -> Result<()> {
    let mut created = Vec::with_capacity(units.len());
    for unit in units {
        // It says where the unit stood even after its last day: what was sold then is still counted.
        let term = Model::new(work, unit.id, unit.parent_id, unit.leader_id, Span::new(unit.from, None));
        created.push(record::of_row::<Entity>(&term)?);
    }
    if created.is_empty() {
        return Ok(());
    }
    let was = crate::station::begin_deriving(work);
    let done = work.write_batch("unit_terms", Batch { created, changed: Vec::new() }).await;
    crate::station::end_deriving(work, was);
    done.map(|_| ())
}

/// From that day (`None`: from today) the unit stands and is led as `change` says of the term that holds the day. That
/// term ends the day before; the new one ends where the old one would have. What was not known so far (no parent, no
/// leader) is filled in for the whole term: it is no change.
pub(crate) async fn turn(
    work: &mut Work,
    unit: &unit::Model,
    on: Option<NaiveDate>,
    change: impl FnOnce(&mut Node),
) -> Result<()> {
    let day = on.unwrap_or(work.today);
    let terms = of(work, unit.id).await?;
    let next = terms.iter().filter_map(|term| term.from).filter(|from| *from > day).min();
    let Some(holding) = terms.into_iter().find(|term| term.span().holds(day)) else {
        let mut node = unit.node();
        change(&mut node);
        let term = Model::new(work, unit.id, node.parent, node.leader, Span::new(Some(day), next.map(eve)));
        work.create::<Entity>(term).await?;
        return Ok(());
    };
    // Of that day, not of today: another change may be planned for it already.
    let was = Node { parent: holding.parent_id, leader: holding.leader_id };
    let mut node = was;
    change(&mut node);
    let filled = |was: bool, same: bool| same || !was;
    let fills = on.is_none()
        && filled(was.parent.is_some(), was.parent == node.parent)
        && filled(was.leader.is_some(), was.leader == node.leader);
    if fills || holding.from == Some(day) {
        work.update::<Entity>(holding, |term| (term.parent_id, term.leader_id) = (node.parent, node.leader)).await?;
        return Ok(());
    }
    let to = holding.to;
    work.update::<Entity>(holding, |term| term.to = Some(eve(day))).await?;
    let term = Model::new(work, unit.id, node.parent, node.leader, Span::new(Some(day), to));
    work.create::<Entity>(term).await?;
    Ok(())
}
