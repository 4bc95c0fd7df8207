//! A unit: company, region, team. Today's shape of the tree; what was and will be stands in its terms.

use crate::{
    person::PersonId,
    places, rules,
    span::Span,
    station,
    tree::{Node, Tree},
    unit_term,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Choice, Resource, Result, Work, Wrote, record};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

kernel::id!(UnitId of "units");

/// A part of the organization: units stand in a tree of any depth.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "units")]
#[resource(label = "Unit", plural = "Units", title = "name", group = "organization", icon = "apartment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list, search)]
    pub name: String,
    /// What the unit is to the others. Numbers by region go by the unit of this kind above a team.
    #[field(label = "Kind", list, default = "team")]
    pub kind: UnitKind,
    /// The unit it belongs to. A change counts from today; use Move for another day.
    #[field(label = "Belongs to", list)]
    pub parent_id: Option<UnitId>,
    /// Who leads it. A change counts from today.
    #[field(label = "Leader", list)]
    pub leader_id: Option<PersonId>,
    /// What other systems call it.
    #[field(label = "Code", list, search, unique)]
    pub code: Option<String>,
    /// Where it stands among its siblings: smaller numbers first.
    #[field(label = "Position", default = 0)]
    pub position: i64,
    /// Its first day; empty means from the beginning.
    #[field(label = "From")]
    pub from: Option<NaiveDate>,
    /// Its last day; empty means until further notice.
    #[field(label = "To")]
    pub to: Option<NaiveDate>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    #[choice(label = "Company", tone = "purple")]
    Company,
    #[choice(label = "Division", tone = "cyan")]
    Division,
    #[choice(label = "Region", tone = "blue")]
    Region,
    #[choice(label = "Department", tone = "gold")]
    Department,
    #[choice(label = "Team", tone = "green")]
    Team,
}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }

    pub(crate) fn node(&self) -> Node {
        Node { parent: self.parent_id, leader: self.leader_id }
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        rules::sound(after.span())?;
        if let Some(parent) = after.parent_id
            && change.before.is_none_or(|before| before.parent_id != after.parent_id)
        {
            crate::company::lock(work).await?;
            if Tree::of(work).await?.would_circle(after.id, parent) {
                return Err(rules::CIRCLE.into());
            }
        }
        Ok(())
    })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let mut made = Vec::new();
        let mut moved = Vec::new();
        let mut changed = Vec::new();
        for row in wrote {
            let before = row.before.map(record::to_row::<Entity>).transpose()?;
            let after = row.after.map(record::to_row::<Entity>).transpose()?;
            match (before, after) {
                (None, Some(after)) => made.push(after),
                (Some(before), Some(after)) if before.node() != after.node() => {
                    if before.parent_id != after.parent_id {
                        moved.push(after.id);
                    }
                    changed.push((before, after));
                }
                (Some(before), None) => places::remove(work, before.id).await?,
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        if !made.is_empty() || !changed.is_empty() {
            crate::company::lock(work).await?;
            let tree = Tree::read(work).await?;
            let shaped = made.iter().map(|unit| unit.id).chain(moved.iter().copied());
            if shaped.into_iter().any(|unit| tree.circles(unit)) {
                return Err(rules::CIRCLE.into());
            }
            let new: Vec<UnitId> = made.iter().map(|unit| unit.id).collect();
            places::place(work, &tree, &new).await?;
            for unit in &moved {
                places::relocate(work, &tree, *unit).await?;
            }
            if !station::deriving(work) {
                unit_term::begin(work, &made).await?;
                for (_, after) in &changed {
                    unit_term::turn(work, after, None, |node| *node = after.node()).await?;
                }
            }
            for (_, after) in &changed {
                station::of_branch(work, after.id).await?;
            }
        } else {
            // What was read before rows went away is not today's tree any more.
            Tree::forget(work);
        }
        Ok(())
    })
}

/// The unit's row follows from the term that holds today.
pub(crate) async fn follow_terms(work: &mut Work, unit: UnitId) -> Result<()> {
    let Some(row) = work.every::<Entity>().filter(Column::Id.eq(unit)).one(work.conn()).await? else { return Ok(()) };
    let today = work.today;
    let terms = unit_term::of(work, unit).await?;
    if let Some(term) = terms.into_iter().find(|term| term.span().holds(today)) {
        let was = station::begin_deriving(work);
        let done = work
            .update::<Entity>(row, |unit| {
                unit.parent_id = term.parent_id;
                unit.leader_id = term.leader_id;
            })
            .await;
        station::end_deriving(work, was);
        done?;
    }
    Ok(())
}

pub(crate) async fn tree(work: &mut Work) -> Result<Arc<Tree>> {
    Tree::of(work).await
}
