//! What changes the shape of the organization on a day: for the verbs here, and for whoever plans several changes at once.
//! A day behind or ahead will do; numbers of the days before stay as they are.

use crate::{
    events::{PersonMoved, UnitClosed, UnitMoved},
    membership,
    person::{self, PersonId},
    rules,
    tree::Tree,
    unit::{self, UnitId},
    unit_term,
};
use chrono::NaiveDate;
use kernel::{Result, Work};
use sea_orm::{ColumnTrait, QueryFilter};

/// How many names a refusal lists.
const NAMES: usize = 5;

/// Somebody's main unit is that one from `day` on.
///
/// # Errors
/// [`rules::CLOSED_UNIT`], and what memberships refuse.
pub async fn move_person(work: &mut Work, on: &person::Model, unit: UnitId, day: NaiveDate) -> Result<()> {
    let to = work.fetch::<unit::Entity>(unit.0).await?;
    if !to.span().holds(day) {
        return Err(rules::CLOSED_UNIT.into());
    }
    let (person, from) = (on.id, on.unit_id);
    membership::turn(work, person, unit, day).await?;
    work.announce("people", person.0, PersonMoved { person, from, to: unit, on: day }).await
}

/// The unit stands below that parent (`None`: at the top) from `day` on, with all below it.
///
/// # Errors
/// [`rules::CIRCLE`] where it would stand below itself.
pub async fn move_unit(work: &mut Work, on: &unit::Model, parent: Option<UnitId>, day: NaiveDate) -> Result<()> {
    crate::company::lock(work).await?;
    if let Some(parent) = parent
        && Tree::of(work).await?.would_circle(on.id, parent)
    {
        return Err(rules::CIRCLE.into());
    }
    unit_term::turn(work, on, Some(day), |node| node.parent = parent).await?;
    let moved = UnitMoved { unit: on.id, from: on.parent_id, to: parent, on: day };
    work.announce("units", on.id.0, moved).await
}

/// The unit is led by somebody else (`None`: by nobody) from `day` on.
///
/// # Errors
/// [`rules::LEADER_LEFT`] where they are not here on that day.
pub async fn change_leader(work: &mut Work, on: &unit::Model, leader: Option<PersonId>, day: NaiveDate) -> Result<()> {
    if let Some(leader) = leader {
        let leader = work.fetch::<person::Entity>(leader.0).await?;
        if leader.left_on.is_some_and(|last| last < day) {
            return Err(rules::LEADER_LEFT.into());
        }
    }
    unit_term::turn(work, on, Some(day), |node| node.leader = leader).await
}

/// The unit ends with `last`. Its people and the units below it must have gone elsewhere by then.
///
/// # Errors
/// [`rules::IS_CLOSED`]; [`rules::UNIT_IN_USE`] with the first names of who and what is left.
pub async fn close_unit(work: &mut Work, on: unit::Model, last: NaiveDate) -> Result<unit::Model> {
    if on.to.is_some() {
        return Err(rules::IS_CLOSED.into());
    }
    let after = last.succ_opt().unwrap_or(last);
    let below = work.every::<unit::Entity>().filter(unit::Column::ParentId.eq(on.id));
    let below = below.all(work.conn()).await?.into_iter().filter(|unit| !unit.span().over(after));
    let mut names: Vec<String> = below.map(|unit| unit.name).collect();
    let members = work.every::<membership::Entity>().filter(membership::Column::UnitId.eq(on.id));
    for membership in members.all(work.conn()).await? {
        if !membership.span().over(after) && names.len() < NAMES {
            names.push(work.fetch::<person::Entity>(membership.person_id.0).await?.name);
        }
    }
    names.truncate(NAMES);
    if !names.is_empty() {
        return Err(rules::UNIT_IN_USE.with("names", names.join(", ")).into());
    }
    let id = on.id;
    let closed = work.update::<unit::Entity>(on, |unit| unit.to = Some(last)).await?;
    work.announce("units", id.0, UnitClosed { unit: id, on: last }).await?;
    Ok(closed)
}

/// A unit that begins on `day`.
///
/// # Errors
/// What units refuse, such as a code that is taken.
pub async fn new_unit(work: &mut Work, new: NewUnit, day: NaiveDate) -> Result<UnitId> {
    let unit = unit::Model {
        id: UnitId::new(),
        version: 1,
        created_at: work.now,
        updated_at: work.now,
        custom: serde_json::json!({}),
        name: new.name,
        kind: new.kind,
        parent_id: new.parent,
        leader_id: new.leader,
        code: None,
        position: 0,
        from: Some(day),
        to: None,
    };
    Ok(work.create::<unit::Entity>(unit).await?.id)
}

/// What a new unit is made of.
pub struct NewUnit {
    pub name: String,
    pub kind: unit::UnitKind,
    pub parent: Option<UnitId>,
    pub leader: Option<PersonId>,
}
