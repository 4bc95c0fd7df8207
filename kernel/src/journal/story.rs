//! What the journal says about one row.

use super::{Line, LineKind, Position, fetch, select};
use crate::{Record, Result};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use serde_json::Value;

/// What was written about one row, newest first; `before` is the line to go on from.
pub async fn of_row(
    conn: &impl ConnectionTrait,
    noun: &str,
    row: Uuid,
    before: Option<Position>,
    limit: u64,
) -> Result<Vec<Line>> {
    story(conn, noun, row, Told { before, ..Told::default() }, limit).await
}

/// Which part of a row's story is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// The line to go on from.
    pub before: Option<Position>,
    /// What this person wrote only.
    pub by: Option<Uuid>,
    /// Without the news: it follows from changes, which have lines of their own.
    pub deeds: bool,
}

/// The same, as much of it as is wanted.
pub async fn story(conn: &impl ConnectionTrait, noun: &str, row: Uuid, told: Told, limit: u64) -> Result<Vec<Line>> {
    let mut all = Vec::new();
    let mut before = told.before;
    loop {
        let wanted = limit - all.len() as u64;
        let mut found = fetch(conn, &part(noun, row, Told { before, ..told }, wanted)).await?;
        let full = found.len() as u64 == wanted;
        before = found.last().map(Line::position);
        // An import's chunk may span the row without having written it.
        found.retain(|line| line.kind != LineKind::Imported || imported(&line.changes, row).is_some());
        all.extend(found);
        if !full || all.len() as u64 == limit {
            return Ok(all);
        }
    }
}

fn part(noun: &str, row: Uuid, told: Told, limit: u64) -> SelectStatement {
    let about = Expr::col("row_id")
        .eq(row)
        .or(Expr::col("kind").eq("imported").and(Expr::col("row_from").lte(row)).and(Expr::col("row_to").gte(row)));
    let mut lines = select()
        .and_where(Expr::col("noun").eq(noun.to_owned()))
        .and_where(about)
        .order_by("tx", sea_orm::Order::Desc)
        .order_by("id", sea_orm::Order::Desc)
        .limit(limit)
        .take();
    if let Some(by) = told.by {
        lines.and_where(Expr::col("person_id").eq(by));
    }
    if told.deeds {
        lines.and_where(Expr::col("kind").ne(LineKind::News.word()));
    }
    if let Some(before) = told.before {
        lines.and_where(
            Expr::tuple([Expr::col("tx"), Expr::col("id")])
                .lt(Expr::tuple([Expr::val(before.tx), Expr::val(before.line)])),
        );
    }
    lines
}

/// What an import's chunk says about one row: `Some(empty)` when it made or removed it, the changed fields when it
/// changed it.
pub fn imported(changes: &Value, row: Uuid) -> Option<Record> {
    let id = row.to_string();
    if let Some(changed) = changes.get("changed").and_then(|changed| changed.get(&id)) {
        return changed.as_object().cloned();
    }
    if changes.get("deleted").is_some_and(|deleted| deleted.get(&id).is_some()) {
        return Some(Record::new());
    }
    let created = changes.get("created")?.as_array()?;
    created.iter().any(|made| made.as_str() == Some(&id)).then(Record::new)
}
