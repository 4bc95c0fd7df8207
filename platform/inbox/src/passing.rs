//! Entries on their way out of the house: each is passed on once to whoever carries them further.

use crate::{
    entry::{Kind, Part, TABLE},
    reading::{self, Shown},
};
use chrono::{DateTime, Utc};
use kernel::{Actor, House, Result, Work};
use sea_orm::{
    ConnectionTrait, Order,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};

/// One that nobody has passed on yet. Nothing of what it tells: that is read when it is told, as its reader may see it.
#[derive(Clone, Debug)]
pub struct Fresh {
    pub id: Uuid,
    pub reader: Uuid,
    pub kind: Kind,
    pub noun: String,
    pub row: Uuid,
    pub by: Option<Uuid>,
    /// What is told as one has one fold.
    pub fold: Uuid,
    pub key: String,
    pub at: DateTime<Utc>,
}

/// The oldest of those that nobody has passed on.
///
/// # Errors
/// What the database says.
pub async fn fresh(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<Fresh>> {
    let select = Query::select()
        .columns(["id", "reader_id", "kind", "noun", "row_id", "by_id", "fold", "key", "at"])
        .from(TABLE)
        .and_where(Expr::col("passed").eq(false))
        .order_by("id", Order::Asc)
        .limit(limit)
        .take();
    let mut all = Vec::new();
    for row in conn.query_all(&select).await? {
        // A kind of a later release is left to the servers that know it.
        let Some(kind) = Kind::of(&row.try_get_by_index::<String>(2)?) else { continue };
        all.push(Fresh {
            id: row.try_get_by_index(0)?,
            reader: row.try_get_by_index(1)?,
            kind,
            noun: row.try_get_by_index(3)?,
            row: row.try_get_by_index(4)?,
            by: row.try_get_by_index(5)?,
            fold: row.try_get_by_index(6)?,
            key: row.try_get_by_index(7)?,
            at: row.try_get_by_index(8)?,
        });
    }
    Ok(all)
}

/// Whether there are any.
///
/// # Errors
/// What the database says.
pub async fn any_fresh(conn: &impl ConnectionTrait) -> Result<bool> {
    let select = Query::select().column("id").from(TABLE).and_where(Expr::col("passed").eq(false)).limit(1).take();
    Ok(conn.query_one(&select).await?.is_some())
}

/// They are passed on, or nobody is to carry them.
///
/// # Errors
/// What the database says.
pub async fn mark_passed(work: &Work, ids: Vec<Uuid>) -> Result<()> {
    for ids in ids.chunks(1000) {
        let mut update = Query::update();
        update.table(TABLE).value("passed", true).and_where(Expr::col("id").is_in(ids.iter().copied()));
        work.conn().execute(&update).await?;
    }
    Ok(())
}

/// The line with this id as its reader would see it now; `None` when it is no news any more: read, put away, put off,
/// done, gone or out of reach.
///
/// # Errors
/// What the database says.
pub async fn shown(house: &House, reader: &Actor, id: Uuid) -> Result<Option<Shown>> {
    let part = Part { unread: true, fold: Some(id), ..Part::default() };
    Ok(reading::page(house, reader, part, 1).await?.entries.into_iter().next())
}

/// The reader's unread lines of these kinds since a moment, newest first, at most so many.
///
/// # Errors
/// What the database says.
pub async fn unread_since(
    house: &House,
    reader: &Actor,
    kinds: Vec<Kind>,
    since: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Shown>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let part = Part { unread: true, kinds, ..Part::default() };
    let page = reading::page(house, reader, part, limit).await?;
    Ok(page.entries.into_iter().filter(|entry| entry.at > since).collect())
}
