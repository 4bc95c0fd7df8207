//! Journal lines as the seal sees them: every column as it lies in the database, nothing interpreted.

use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult};

use super::block::{Entry, SealKey};
use crate::Result;
use crate::journal::{Position, TABLE};

/// Lines read at a time: a line of an import names a thousand rows.
const PAGE: u64 = 500;

fn position_of() -> Expr {
    Expr::tuple([Expr::col("tx"), Expr::col("id")])
}

fn at(position: Position) -> Expr {
    Expr::tuple([Expr::val(position.tx), Expr::val(position.line)])
}

fn lines() -> SelectStatement {
    Query::select()
        .columns(["tx", "id", "at", "user_id", "person_id", "row_id", "row_from", "row_to"])
        .columns(["actor", "origin", "request", "kind", "noun", "verb"])
        // As text: what the database holds, whatever a parser would make of it.
        .expr_as(Expr::col("changes").cast_as(Alias::new("text")), "changes")
        .expr_as(Expr::col("cause").cast_as(Alias::new("text")), "cause")
        .from(TABLE)
        .order_by("tx", Order::Asc)
        .order_by("id", Order::Asc)
        .take()
}

/// Entries for the lines of finished transactions after a position, so many at most.
pub async fn finished_after(
    conn: &DatabaseConnection,
    key: &SealKey,
    mut after: Position,
    most: usize,
) -> Result<Vec<Entry>> {
    let ended = crate::journal::ended(conn).await?;
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let mut page = lines();
        page.and_where(position_of().gt(at(after))).limit(PAGE);
        crate::journal::finished(&mut page, ended);
        let rows = read(conn, key, &page).await?;
        let full = rows.len() as u64 == PAGE;
        entries.extend(rows);
        match entries.last() {
            Some(last) if full && entries.len() < most => after = last.position,
            _ => return Ok(entries),
        }
    }
}

/// Entries for all the lines after a position up to another, included, as they are now.
pub async fn between(
    conn: &impl ConnectionTrait,
    key: &SealKey,
    mut after: Position,
    to: Position,
) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let mut page = lines();
        page.and_where(position_of().gt(at(after))).and_where(position_of().lte(at(to))).limit(PAGE);
        let rows = read(conn, key, &page).await?;
        let full = rows.len() as u64 == PAGE;
        entries.extend(rows);
        match entries.last() {
            Some(last) if full => after = last.position,
            _ => return Ok(entries),
        }
    }
}

/// How many lines come after a position, and the instant of the oldest.
pub async fn tail(
    conn: &impl ConnectionTrait,
    after: Position,
) -> Result<Option<(i64, Position, Position, DateTime<Utc>)>> {
    let beyond = |order: Order| {
        Query::select()
            .columns(["tx", "id", "at"])
            .from(TABLE)
            .and_where(position_of().gt(at(after)))
            .order_by("tx", order.clone())
            .order_by("id", order)
            .limit(1)
            .take()
    };
    let count = Query::select().expr(Expr::cust("count(*)")).from(TABLE).and_where(position_of().gt(at(after))).take();
    let lines = match conn.query_one(&count).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    let (Some(first), Some(last)) =
        (conn.query_one(&beyond(Order::Asc)).await?, conn.query_one(&beyond(Order::Desc)).await?)
    else {
        return Ok(None);
    };
    let position = |row: &QueryResult| -> Result<Position, DbErr> {
        Ok(Position { tx: row.try_get_by_index(0)?, line: row.try_get_by_index(1)? })
    };
    Ok(Some((lines, position(&first)?, position(&last)?, first.try_get_by_index(2)?)))
}

async fn read(conn: &impl ConnectionTrait, key: &SealKey, select: &SelectStatement) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for row in conn.query_all(select).await? {
        let position = Position { tx: row.try_get_by("tx")?, line: row.try_get_by("id")? };
        // A line that cannot even be read (somebody wrote a word where a date belongs) must neither stop the sealer nor
        // the verification; it gets the code of what it is.
        let content = content(&row).unwrap_or_else(|_| b"unreadable".to_vec());
        entries.push(Entry { position, code: key.line(&content) });
    }
    Ok(entries)
}

/// All columns but the position, each with its length, so that no text moves from one into the next unseen.
fn content(row: &QueryResult) -> Result<Vec<u8>, DbErr> {
    let mut bytes = Vec::with_capacity(256);
    let mut part = |value: Option<&[u8]>| match value {
        Some(value) => {
            bytes.extend_from_slice(&(value.len() as u64).to_be_bytes());
            bytes.extend_from_slice(value);
        }
        None => bytes.extend_from_slice(&u64::MAX.to_be_bytes()),
    };
    let instant: DateTime<Utc> = row.try_get_by("at")?;
    part(Some(&instant.timestamp().to_be_bytes()));
    part(Some(&instant.timestamp_subsec_nanos().to_be_bytes()));
    for column in ["user_id", "person_id", "row_id", "row_from", "row_to"] {
        let id: Option<Uuid> = row.try_get_by(column)?;
        part(id.as_ref().map(|id| id.as_bytes().as_slice()));
    }
    for column in ["actor", "origin", "request", "kind", "noun", "verb", "changes", "cause"] {
        let text: Option<String> = row.try_get_by(column)?;
        part(text.as_ref().map(|text| text.as_bytes()));
    }
    Ok(bytes)
}
