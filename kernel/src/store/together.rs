//! PostgreSQL's shared commit: rows that several works only add go in one transaction; where the works are alike, in one
//! statement.
//!
//! A statement's way to the database and back costs more than the rows do, so what waits while one transaction is written
//! goes together with the next. Where the rows of one work are refused, all of them are written again, each work by
//! itself, so that a work never fails for what another one did.

use super::Insert;
use crate::{Error, Position, Result, journal};
use futures::FutureExt;
use indexmap::IndexMap;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, TransactionTrait};
use std::{panic::AssertUnwindSafe, sync::Arc};
use tokio::sync::{Mutex, mpsc, oneshot};

/// At most so many works share one commit,
const MOST: usize = 64;
/// and so many transactions are under way at once: while one waits for the disk, the next is written.
pub const WRITERS: usize = 2;

/// A work by itself with at most so many rows is written like several; with more, row by row.
const FEW: usize = 8;

/// The rows of one work that could not be added, by their place in it, and why.
pub struct Refused {
    pub at: usize,
    pub error: DbErr,
}

type Outcome = Result<Option<Position>, Refused>;

#[derive(Clone)]
pub struct Together {
    waiting: mpsc::Sender<Unit>,
}

/// What one work adds.
struct Unit {
    rows: Vec<Insert>,
    lines: Vec<journal::Held>,
    answer: oneshot::Sender<Result<Outcome>>,
}

impl Together {
    /// One writer on each connection.
    pub fn start(connections: Vec<DatabaseConnection>) -> Self {
        let (waiting, units) = mpsc::channel(1024);
        let units = Arc::new(Mutex::new(units));
        for connection in connections {
            tokio::spawn(serve(connection, units.clone()));
        }
        Self { waiting }
    }

    /// Answers when the rows are durable, with the position of the work's last line.
    pub async fn write(&self, rows: Vec<Insert>, lines: Vec<journal::Held>) -> Result<Outcome> {
        let (answer, answered) = oneshot::channel();
        let stopped = || Error::internal("the writer has stopped");
        self.waiting.send(Unit { rows, lines, answer }).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

async fn serve(connection: DatabaseConnection, units: Arc<Mutex<mpsc::Receiver<Unit>>>) {
    loop {
        let together = {
            let mut units = units.lock().await;
            let Some(first) = units.recv().await else { return };
            // A power of two: statements of so many rows are few, and the database has prepared them already.
            let wanted = 1 << (units.len() + 1).min(MOST).ilog2();
            let mut together = Vec::with_capacity(wanted);
            together.push(first);
            while together.len() < wanted
                && let Ok(unit) = units.try_recv()
            {
                together.push(unit);
            }
            together
        };
        // Those whose rows these were are told that nobody knows; the next ones are written.
        if AssertUnwindSafe(write(&connection, together)).catch_unwind().await.is_err() {
            tracing::error!("a shared commit panicked");
        }
    }
}

async fn write(connection: &DatabaseConnection, units: Vec<Unit>) {
    // A large work by itself is written row by row, so that the one that is refused is known at once.
    if units.len() > 1 || units.iter().all(|unit| unit.rows.len() <= FEW) {
        match all(connection, &units).await {
            Ok(positions) => {
                for (unit, position) in units.into_iter().zip(positions) {
                    unit.tell(Ok(Ok(position)));
                }
                return;
            }
            // Nobody knows whether a commit that failed was kept: it is not tried again.
            Err(Failed::Commit(error)) => {
                tracing::error!(%error, "a commit failed");
                for unit in units {
                    unit.tell(Err(Error::internal(format!("the commit failed: {error}"))));
                }
                return;
            }
            Err(Failed::Before(error)) => tracing::debug!(%error, "works are written one by one"),
        }
    }
    for unit in units {
        let outcome = alone(connection, &unit).await;
        unit.tell(outcome);
    }
}

impl Unit {
    fn tell(self, outcome: Result<Outcome>) {
        // A caller that went away has no use for the answer; the rows stand.
        let _ = self.answer.send(outcome);
    }
}

enum Failed {
    /// Nothing was kept, for sure.
    Before(Error),
    Commit(DbErr),
}

impl<E: Into<Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self::Before(error.into())
    }
}

/// A statement takes no more bound values than this; the database's own limit is 65,535.
const MOST_VALUES: usize = 32_000;

/// Everything in one transaction; the position of each work's last line.
async fn all(connection: &DatabaseConnection, units: &[Unit]) -> Result<Vec<Option<Position>>, Failed> {
    let mut tables: IndexMap<&'static str, Vec<&Insert>> = IndexMap::new();
    for row in units.iter().flat_map(|unit| &unit.rows) {
        tables.entry(row.table).or_default().push(row);
    }
    let lines: Vec<&journal::Held> = units.iter().flat_map(|unit| &unit.lines).collect();
    let written = if alike(units) {
        let rows = tables.into_values().map(|rows| Insert::statement(rows.iter().copied())).collect();
        journal::write_with(connection, lines.into_iter().cloned(), rows).await.map_err(of_one_statement)?
    } else {
        in_parts(connection, tables, &lines).await?
    };
    let mut written = written.into_iter();
    Ok(units.iter().map(|unit| written.by_ref().take(unit.lines.len()).last()).collect())
}

/// Whether the works add the same numbers of rows to the same tables, few enough for one statement: then so many works
/// make a statement that the database has prepared already, and it is on its way once instead of once for each table,
/// for the beginning and for the end.
fn alike(units: &[Unit]) -> bool {
    let Some((first, others)) = units.split_first() else { return false };
    let tables = |unit: &Unit| unit.rows.iter().map(|row| row.table).collect::<Vec<_>>();
    let values = |unit: &Unit| {
        unit.rows.iter().map(|row| row.values.len()).sum::<usize>()
            + unit.lines.iter().map(|line| line.len()).sum::<usize>()
    };
    !first.lines.is_empty()
        && units.iter().map(values).sum::<usize>() <= MOST_VALUES
        && others.iter().all(|unit| unit.lines.len() == first.lines.len() && tables(unit) == tables(first))
}

/// Nothing was kept of a statement that the database refused; of one without an answer nobody knows.
fn of_one_statement(error: DbErr) -> Failed {
    let refused = match &error {
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            cause.as_database_error().is_some()
        }
        _ => false,
    };
    if refused { Failed::Before(error.into()) } else { Failed::Commit(error) }
}

async fn in_parts(
    connection: &DatabaseConnection,
    tables: IndexMap<&'static str, Vec<&Insert>>,
    lines: &[&journal::Held],
) -> Result<Vec<Position>, Failed> {
    let tx = connection.begin().await?;
    for rows in tables.into_values() {
        for rows in powers(&rows) {
            tx.execute(&Insert::statement(rows.iter().copied())).await?;
        }
    }
    let mut written = Vec::with_capacity(lines.len());
    for lines in powers(lines) {
        written.extend(journal::write_all(&tx, lines.iter().copied().cloned()).await?);
    }
    tx.commit().await.map_err(Failed::Commit)?;
    Ok(written)
}

/// Parts whose lengths are powers of two, longest first.
fn powers<T>(mut all: &[T]) -> Vec<&[T]> {
    let mut parts = Vec::new();
    while !all.is_empty() {
        let (part, rest) = all.split_at(1 << all.len().ilog2());
        parts.push(part);
        all = rest;
    }
    parts
}

/// One work in a transaction of its own; the first row that is refused is named.
async fn alone(connection: &DatabaseConnection, unit: &Unit) -> Result<Outcome> {
    let tx = connection.begin().await?;
    for (at, row) in unit.rows.iter().enumerate() {
        if let Err(error) = tx.execute(&Insert::statement([row])).await {
            tx.rollback().await?;
            return Ok(Err(Refused { at, error }));
        }
    }
    let mut position = None;
    for lines in powers(&unit.lines) {
        position = journal::write_all(&tx, lines.iter().cloned()).await?.pop();
    }
    tx.commit().await?;
    Ok(Ok(position))
}
