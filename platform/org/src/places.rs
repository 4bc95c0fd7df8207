//! Keeps the kernel's `places` (where each person stands in today's tree) and the ranges of units they come from.
//!
//! Neither holds rows of a noun: they follow from units and people, and are worked out again at any time.

use crate::{
    numbering::{ALL, Range},
    person::PersonId,
    tree::Tree,
    unit::UnitId,
};
use kernel::{Error, Result, Work, scope::PLACES};
use sea_orm::{
    ConnectionTrait, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use std::{collections::HashMap, sync::Arc};

/// `unit_places(unit_id, low, high)`.
pub const UNIT_PLACES: &str = "unit_places";

/// The ids of a unit and of all units below it today.
pub fn below(unit: UnitId) -> SelectStatement {
    let of = |column: &'static str| {
        let select = Query::select().column(column).from(UNIT_PLACES).and_where(Expr::col("unit_id").eq(unit)).take();
        Expr::SubQuery(None, Box::new(select.into()))
    };
    Query::select()
        .column("unit_id")
        .from(UNIT_PLACES)
        .and_where(Expr::col("low").gte(of("low")))
        .and_where(Expr::col("high").lte(of("high")))
        .take()
}

/// From so many new units on it is quicker to number all of them.
const MANY: usize = 50;

/// Gives new units their ranges; the tree has them already.
pub async fn place(work: &mut Work, tree: &Arc<Tree>, units: &[UnitId]) -> Result<()> {
    if units.len() >= MANY {
        return renumber(work, tree).await;
    }
    for unit in units {
        // Those above may be as new as this one and come later in the same write.
        let above: Vec<UnitId> = tree.up(*unit).collect();
        for unit in above.into_iter().rev() {
            if range(work, unit).await?.is_none() && tree.0.contains_key(&unit) && !settle(work, tree, unit).await? {
                return renumber(work, tree).await;
            }
        }
    }
    Ok(())
}

/// A unit stands below another one now, with all that is below it.
pub async fn relocate(work: &mut Work, tree: &Arc<Tree>, unit: UnitId) -> Result<()> {
    let Some(was) = range(work, unit).await? else { return renumber(work, tree).await };
    let branch = tree.branch(unit);
    // Its old numbers stay taken until it has new ones, so that the two cannot meet.
    let Some(ranges) = room_below_parent(work, tree, unit).await?.and_then(|room| fit(room, &branch)) else {
        return renumber(work, tree).await;
    };
    write(work, &ranges).await?;
    follow_units(work, Some(was)).await
}

pub async fn remove(work: &Work, unit: UnitId) -> Result<()> {
    let mut delete = Query::delete();
    delete.from_table(UNIT_PLACES).and_where(Expr::col("unit_id").eq(unit));
    work.conn().execute(&delete).await?;
    Ok(())
}

/// These people stand in the units that their rows say.
pub async fn stand(work: &Work, people: &[PersonId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    crate::company::lock_shared(work).await?;
    forget(work, people.iter().copied()).await?;
    for chunk in people.chunks(1000) {
        let mut insert = Query::insert();
        let places = places_of_people().and_where(Expr::col(("people", "id")).is_in(chunk.iter().copied())).take();
        insert.into_table(PLACES).columns(["person_id", "place"]).select_from(places).map_err(Error::internal)?;
        work.conn().execute(&insert).await?;
    }
    Ok(())
}

pub async fn forget(work: &Work, people: impl IntoIterator<Item = PersonId>) -> Result<()> {
    let people: Vec<PersonId> = people.into_iter().collect();
    for chunk in people.chunks(1000) {
        let mut delete = Query::delete();
        delete.from_table(PLACES).and_where(Expr::col("person_id").is_in(chunk.iter().copied()));
        work.conn().execute(&delete).await?;
    }
    Ok(())
}

/// The range of a unit, if it has one.
pub async fn range(work: &Work, unit: UnitId) -> Result<Option<Range>> {
    let select =
        Query::select().columns(["low", "high"]).from(UNIT_PLACES).and_where(Expr::col("unit_id").eq(unit)).take();
    let Some(row) = work.conn().query_one(&select).await? else { return Ok(None) };
    Ok(Some(Range { low: row.try_get_by_index(0)?, high: row.try_get_by_index(1)? }))
}

/// Gives one unit without anything below it a range in its parent's; false: there is no room.
async fn settle(work: &Work, tree: &Tree, unit: UnitId) -> Result<bool> {
    let Some(ranges) = room_below_parent(work, tree, unit).await?.and_then(|room| fit(room, &[(unit, 1)])) else {
        return Ok(false);
    };
    write(work, &ranges).await?;
    Ok(true)
}

async fn room_below_parent(work: &Work, tree: &Tree, unit: UnitId) -> Result<Option<Range>> {
    let parent = tree.0.get(&unit).and_then(|node| node.parent).filter(|parent| tree.0.contains_key(parent));
    let within = match parent {
        Some(parent) => range(work, parent).await?,
        None => Some(ALL),
    };
    let Some(within) = within else { return Ok(None) };
    let first = Query::select()
        .expr(Expr::col("low").min())
        .from(UNIT_PLACES)
        .and_where(Expr::col("low").gt(within.low))
        .and_where(Expr::col("low").lte(within.high))
        .take();
    let row = work.conn().query_one(&first).await?;
    let first: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(within.room(first))
}

fn fit(room: Range, branch: &[(UnitId, usize)]) -> Option<Vec<(UnitId, Range)>> {
    let sizes: Vec<usize> = branch.iter().map(|(_, size)| *size).collect();
    let ranges = room.take(branch.len())?.spread(&sizes)?;
    Some(branch.iter().map(|(unit, _)| *unit).zip(ranges).collect())
}

/// Spreads all units over all numbers; writes only what changes.
async fn renumber(work: &Work, tree: &Tree) -> Result<()> {
    let order = tree.preorder();
    // The whole stands first, so that there is room beside the roots.
    let sizes: Vec<usize> = std::iter::once(order.len() + 1).chain(order.iter().map(|(_, size)| *size)).collect();
    let ranges = ALL.spread(&sizes).ok_or_else(|| Error::internal("more units than numbers"))?;
    let mut known: HashMap<UnitId, Range> = HashMap::new();
    let select = Query::select().columns(["unit_id", "low", "high"]).from(UNIT_PLACES).take();
    for row in work.conn().query_all(&select).await? {
        let range = Range { low: row.try_get_by_index(1)?, high: row.try_get_by_index(2)? };
        known.insert(UnitId(row.try_get_by_index(0)?), range);
    }
    let new = order.iter().map(|(unit, _)| *unit).zip(ranges.into_iter().skip(1));
    let changed: Vec<(UnitId, Range)> = new.filter(|(unit, range)| known.get(unit) != Some(range)).collect();
    write(work, &changed).await?;
    follow_units(work, None).await
}

async fn write(work: &Work, ranges: &[(UnitId, Range)]) -> Result<()> {
    for chunk in ranges.chunks(1000) {
        let mut delete = Query::delete();
        delete.from_table(UNIT_PLACES).and_where(Expr::col("unit_id").is_in(chunk.iter().map(|(unit, _)| *unit)));
        work.conn().execute(&delete).await?;
        let mut insert = Query::insert();
        insert.into_table(UNIT_PLACES).columns(["unit_id", "low", "high"]);
        for (unit, range) in chunk {
            insert.values_panic([Expr::val(Value::from(*unit)), Expr::val(range.low), Expr::val(range.high)]);
        }
        work.conn().execute(&insert).await?;
    }
    Ok(())
}

/// Everybody whose unit got another number gets it too.
async fn follow_units(work: &Work, was: Option<Range>) -> Result<()> {
    let theirs = places_of_people().and_where(Expr::col(("people", "id")).equals((PLACES, "person_id"))).take();
    let mut place = theirs;
    place.clear_selects().column((UNIT_PLACES, "low"));
    let mut update = Query::update();
    update.table(PLACES).value("place", place);
    if let Some(was) = was {
        update.and_where(Expr::col("place").between(was.low, was.high));
    }
    work.conn().execute(&update).await?;
    Ok(())
}

/// (person, place) of everybody who stands in a unit.
fn places_of_people() -> SelectStatement {
    Query::select()
        .column(("people", "id"))
        .column((UNIT_PLACES, "low"))
        .from("people")
        .inner_join(UNIT_PLACES, Expr::col((UNIT_PLACES, "unit_id")).equals(("people", "unit_id")))
        .take()
}
