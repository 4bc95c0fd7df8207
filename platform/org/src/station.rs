//! Where people stand today, worked out from memberships, reporting lines and the tree, and kept on their rows.

use crate::{
    membership,
    person::{self, PersonId},
    reporting_line, span,
    tree::Tree,
    unit::UnitId,
};
use kernel::{Batch, Result, Work, record};
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::HashMap;

/// A person's main unit and manager of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Station {
    pub unit: Option<UnitId>,
    pub manager: Option<PersonId>,
}

const DERIVING: &str = "org.deriving";

/// Whether rows are written because they follow from others, or are put back: what they follow from is then not written
/// again.
pub(crate) fn deriving(work: &Work) -> bool {
    work.takes_back() || work.kept::<bool>(DERIVING).copied().unwrap_or(false)
}

pub(crate) fn begin_deriving(work: &mut Work) -> bool {
    let was = deriving(work);
    work.keep(DERIVING, true);
    was
}

pub(crate) fn end_deriving(work: &mut Work, was: bool) {
    work.keep(DERIVING, was);
}

/// Where these people stand today.
pub(crate) async fn stations(work: &mut Work, people: &[PersonId]) -> Result<HashMap<PersonId, Station>> {
    let tree = Tree::of(work).await?;
    let today = work.today;
    let mut mains: HashMap<PersonId, Vec<_>> = HashMap::new();
    for row in membership::of(work, people).await?.into_iter().filter(|row| row.main) {
        mains.entry(row.person_id).or_default().push((row.span(), row.unit_id));
    }
    let mut lines: HashMap<PersonId, PersonId> = HashMap::new();
    for line in reporting_line::of(work, people).await?.into_iter().filter(|line| line.span().holds(today)) {
        lines.insert(line.person_id, line.manager_id);
    }
    let station = |person: &PersonId| {
        let unit = mains.get(person).and_then(|mains| span::standing(mains.iter().copied(), today));
        let led = || unit.and_then(|unit| tree.manager(*person, unit));
        (*person, Station { unit, manager: lines.get(person).copied().or_else(led) })
    };
    Ok(people.iter().map(station).collect())
}

/// Brings the rows of these people up to where they stand.
pub(crate) async fn of_people(work: &mut Work, people: &[PersonId]) -> Result<()> {
    let mut rows = Vec::with_capacity(people.len());
    for chunk in people.chunks(1000) {
        let select = work.every::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
        rows.extend(select.all(work.conn()).await?);
    }
    bring_up(work, rows).await
}

/// The same for everybody in a unit and below it: its place or its leader changed.
pub(crate) async fn of_branch(work: &mut Work, unit: UnitId) -> Result<()> {
    let units: Vec<UnitId> = Tree::of(work).await?.branch(unit).into_iter().map(|(unit, _)| unit).collect();
    let mut rows = Vec::new();
    for chunk in units.chunks(1000) {
        let select = work.every::<person::Entity>().filter(person::Column::UnitId.is_in(chunk.iter().copied()));
        rows.extend(select.all(work.conn()).await?);
    }
    bring_up(work, rows).await
}

async fn bring_up(work: &mut Work, rows: Vec<person::Model>) -> Result<()> {
    let people: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
    let stations = stations(work, &people).await?;
    let today = work.today;
    let mut changed = Vec::new();
    for row in rows {
        let station = stations.get(&row.id).copied().unwrap_or_default();
        let mut next = row.clone();
        // Somebody of whom no membership is left stays where they were last seen.
        next.unit_id = station.unit.or(row.unit_id);
        next.manager_id = station.manager;
        next.active = person::is_active(row.left_on, today);
        if next != row {
            changed.push((row, next));
        }
    }
    let was = begin_deriving(work);
    let done = write(work, changed).await;
    end_deriving(work, was);
    done
}

async fn write(work: &mut Work, mut changed: Vec<(person::Model, person::Model)>) -> Result<()> {
    if changed.len() == 1 {
        let (row, next) = changed.remove(0);
        work.update::<person::Entity>(row, |person| *person = next).await?;
    } else if !changed.is_empty() {
        let pairs = changed
            .iter()
            .map(|(row, next)| Ok((record::of_row::<person::Entity>(row)?, record::of_row::<person::Entity>(next)?)));
        let changed = pairs.collect::<Result<_>>()?;
        work.write_batch("people", Batch { created: Vec::new(), changed }).await?;
    }
    Ok(())
}
