//! Who changed what, when: written in the transaction of the change, never edited.
//!
//! The journal is the single source of timelines, undo, "as of", the search index, the mirror and webhooks. A reader keeps
//! a [`Position`] and asks for the lines [`after`] it.

mod numbering;
mod story;

pub(crate) use numbering::{catch_up, ended, finished, migration, next};

pub use story::{Told, imported, of_row, story};

use crate::{Origin, Record, Result};
use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, FromQueryResult, QueryResult, Value as Bound,
    prelude::Uuid,
    sea_query::{CommonTableExpression, Expr, ExprTrait, InsertStatement, Query, SelectStatement, WithClause},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{fmt, str::FromStr};

pub const TABLE: &str = "journal";

/// How far a reader has come: transaction, then line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    pub tx: i64,
    pub line: i64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.tx, self.line)
    }
}

impl FromStr for Position {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (tx, line) = text.split_once('-').ok_or(())?;
        Ok(Self { tx: tx.parse().map_err(|_| ())?, line: line.parse().map_err(|_| ())? })
    }
}

/// What a line records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// One row made; `changes` is empty, for the row itself says what it holds.
    Created,
    /// One row changed; `changes` is field → [before, after].
    Changed,
    /// One row removed; `changes` is field → [before, null], the whole row.
    Deleted,
    /// One chunk of an import; `changes` is `{"created": [ids], "changed": {id: {field: [before, after]}}, "digest": …}`.
    /// Where one is taken back, `{"deleted": {id: {field: [before, null]}}}`.
    Imported,
    /// News: `verb` is the event, `changes` what it says.
    News,
    /// Nothing was written to a row: a sign-in, an export, an erasure.
    Noted,
}

impl LineKind {
    pub fn word(self) -> &'static str {
        match self {
            LineKind::Created => "created",
            LineKind::Changed => "changed",
            LineKind::Deleted => "deleted",
            LineKind::Imported => "imported",
            LineKind::News => "news",
            LineKind::Noted => "noted",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "created" => LineKind::Created,
            "changed" => LineKind::Changed,
            "deleted" => LineKind::Deleted,
            "imported" => LineKind::Imported,
            "news" => LineKind::News,
            _ => LineKind::Noted,
        }
    }
}

/// One line. Personal values inside `changes` are encrypted; readers open them through `secrecy`.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub id: i64,
    pub tx: i64,
    pub at: DateTime<Utc>,
    pub user_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    /// The actor's name as it was then.
    pub actor: String,
    pub origin: String,
    pub request: Option<String>,
    pub kind: LineKind,
    pub noun: String,
    pub row_id: Option<Uuid>,
    pub verb: String,
    pub changes: Value,
    /// What made the system write it: `{"import": id}`, `{"job": id}`.
    pub cause: Option<Value>,
}

impl Line {
    pub fn position(&self) -> Position {
        Position { tx: self.tx, line: self.id }
    }

    /// The rows that were made, changed or removed.
    pub fn rows(&self) -> Vec<Uuid> {
        let uuid = |text: &str| Uuid::parse_str(text).ok();
        match self.kind {
            LineKind::Created | LineKind::Changed | LineKind::Deleted => self.row_id.into_iter().collect(),
            LineKind::Imported => {
                let created = self.changes.get("created").and_then(Value::as_array).into_iter().flatten();
                let named = |part| self.changes.get(part).and_then(Value::as_object).into_iter().flat_map(Record::keys);
                let created = created.filter_map(|id| id.as_str().and_then(uuid));
                created.chain(named("changed").chain(named("deleted")).filter_map(|id| uuid(id))).collect()
            }
            LineKind::News | LineKind::Noted => Vec::new(),
        }
    }
}

impl FromQueryResult for Line {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, sea_orm::DbErr> {
        Ok(Self {
            id: row.try_get_by("id")?,
            tx: row.try_get_by("tx")?,
            at: row.try_get_by("at")?,
            user_id: row.try_get_by("user_id")?,
            person_id: row.try_get_by("person_id")?,
            actor: row.try_get_by("actor")?,
            origin: row.try_get_by("origin")?,
            request: row.try_get_by("request")?,
            kind: LineKind::of(&row.try_get_by::<String, _>("kind")?),
            noun: row.try_get_by("noun")?,
            row_id: row.try_get_by("row_id")?,
            verb: row.try_get_by("verb")?,
            changes: row.try_get_by("changes")?,
            cause: row.try_get_by("cause")?,
        })
    }
}

/// A line about to be written.
pub(crate) struct NewLine<'a> {
    /// The transaction's number where it is known before it is over; PostgreSQL tells it as it writes.
    pub tx: Option<i64>,
    pub at: DateTime<Utc>,
    pub user_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub actor: &'a str,
    pub origin: Origin,
    pub request: Option<&'a str>,
    pub kind: LineKind,
    pub noun: &'a str,
    pub row_id: Option<Uuid>,
    /// Least and greatest id among the rows of a chunk, so that a row finds its chunks.
    pub rows: Option<(Uuid, Uuid)>,
    pub verb: &'a str,
    pub changes: Value,
    pub cause: Option<&'a Value>,
}

/// What a line holds in each column, in the order in which [`write`] names them.
pub(crate) type Held = [Expr; 15];

impl NewLine<'_> {
    pub(crate) fn held(self) -> Held {
        [
            self.tx.map_or_else(numbering::own, Expr::val),
            self.at.into(),
            self.user_id.into(),
            self.person_id.into(),
            self.actor.to_owned().into(),
            self.origin.word().into(),
            self.request.map(str::to_owned).into(),
            self.kind.word().into(),
            self.noun.to_owned().into(),
            self.row_id.into(),
            self.rows.map(|rows| rows.0).into(),
            self.rows.map(|rows| rows.1).into(),
            self.verb.to_owned().into(),
            Expr::val(Bound::Json(Some(Box::new(self.changes)))),
            Expr::val(Bound::Json(self.cause.map(|cause| Box::new(cause.clone())))),
        ]
    }
}

/// Writes lines in their order; answers with the position of the last.
pub(crate) async fn write(conn: &impl ConnectionTrait, lines: Vec<Held>) -> Result<Position> {
    let last = write_all(conn, lines).await?.into_iter().max();
    last.ok_or_else(|| crate::Error::internal("the journal did not answer with the lines' numbers"))
}

/// The same; answers with the position of each.
pub(crate) async fn write_all(
    conn: &impl ConnectionTrait,
    lines: impl IntoIterator<Item = Held>,
) -> Result<Vec<Position>, DbErr> {
    positions(conn, &insert(lines)).await
}

/// The same in one statement with other rows. It is a transaction by itself where none was begun.
pub(crate) async fn write_with(
    conn: &impl ConnectionTrait,
    lines: impl IntoIterator<Item = Held>,
    rows: Vec<InsertStatement>,
) -> Result<Vec<Position>, DbErr> {
    let mut lines = insert(lines);
    if !rows.is_empty() {
        let mut with = WithClause::new();
        for (at, rows) in rows.into_iter().enumerate() {
            let mut added = CommonTableExpression::new();
            added.table_name(format!("added_{at}")).query(rows);
            with.cte(added);
        }
        lines.with_cte(with);
    }
    positions(conn, &lines).await
}

fn insert(lines: impl IntoIterator<Item = Held>) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns([
        "tx",
        "at",
        "user_id",
        "person_id",
        "actor",
        "origin",
        "request",
        "kind",
        "noun",
        "row_id",
        "row_from",
        "row_to",
        "verb",
        "changes",
        "cause",
    ]);
    for line in lines {
        insert.values_panic(line);
    }
    insert.returning(Query::returning().columns(["tx", "id"])).take()
}

async fn positions(conn: &impl ConnectionTrait, lines: &InsertStatement) -> Result<Vec<Position>, DbErr> {
    let mut positions = Vec::new();
    for row in conn.query_all(lines).await? {
        positions.push(Position { tx: row.try_get_by_index(0)?, line: row.try_get_by_index(1)? });
    }
    // The lines have taken their numbers in their order; the answer need not keep it.
    positions.sort_unstable();
    Ok(positions)
}

pub fn select() -> SelectStatement {
    Query::select()
        .columns([
            "id",
            "tx",
            "at",
            "user_id",
            "person_id",
            "actor",
            "origin",
            "request",
            "kind",
            "noun",
            "row_id",
            "verb",
            "changes",
            "cause",
        ])
        .from(TABLE)
        .take()
}

/// The lines after a position, oldest first, of finished transactions only: nothing that commits later can come before
/// the last of them, so a reader that goes on from there skips none.
pub async fn after(conn: &DatabaseConnection, position: Position, limit: u64) -> Result<Vec<Line>> {
    let ended = ended(conn).await?;
    let mut lines = select()
        .and_where(
            Expr::tuple([Expr::col("tx"), Expr::col("id")])
                .gt(Expr::tuple([Expr::val(position.tx), Expr::val(position.line)])),
        )
        .order_by("tx", sea_orm::Order::Asc)
        .order_by("id", sea_orm::Order::Asc)
        .limit(limit)
        .take();
    finished(&mut lines, ended);
    fetch(conn, &lines).await
}

/// The last line of finished transactions.
pub async fn head(conn: &DatabaseConnection) -> Result<Position> {
    let ended = ended(conn).await?;
    let mut last = Query::select()
        .columns(["tx", "id"])
        .from(TABLE)
        .order_by("tx", sea_orm::Order::Desc)
        .order_by("id", sea_orm::Order::Desc)
        .limit(1)
        .take();
    finished(&mut last, ended);
    Ok(match conn.query_one(&last).await? {
        Some(row) => Position { tx: row.try_get_by_index(0)?, line: row.try_get_by_index(1)? },
        None => Position::default(),
    })
}

/// Which kinds of line were written about which nouns after one position and up to another.
pub(crate) async fn written_between(
    conn: &impl ConnectionTrait,
    after: Position,
    to: Position,
) -> Result<Vec<(String, LineKind)>> {
    let place = || Expr::tuple([Expr::col("tx"), Expr::col("id")]);
    let at = |position: Position| Expr::tuple([Expr::val(position.tx), Expr::val(position.line)]);
    let lines = Query::select()
        .distinct()
        .columns(["noun", "kind"])
        .from(TABLE)
        .and_where(place().gt(at(after)))
        .and_where(place().lte(at(to)))
        .take();
    let rows = conn.query_all(&lines).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, LineKind::of(&row.try_get_by_index::<String>(1)?)))).collect()
}

pub async fn fetch(conn: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<Line>> {
    let rows = conn.query_all(select).await?;
    rows.iter().map(|row| Ok(Line::from_query_result(row, "")?)).collect()
}
