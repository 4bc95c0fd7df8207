//! The database: many readers; on SQLite one writer that commits several requests at once, on PostgreSQL plain
//! concurrent transactions.
//!
//! A write is acknowledged only when it is on the disk. Start-up refuses a connection whose settings would lose
//! acknowledged writes.

mod open;
mod queue;
mod together;
mod transaction;

pub use open::durable;
pub use transaction::Transaction;

use crate::{BoxFuture, Error, Result};
use queue::Queue;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, TransactionTrait,
    sea_query::{Alias, Expr, InsertStatement, Query},
};
use sea_orm_migration::SchemaManager;
use together::Together;

/// What a write does: it is given a transaction (on SQLite a savepoint, with its number in the journal; PostgreSQL numbers
/// its transactions itself), and commits it before it answers well.
pub type Task<T> = Box<dyn FnOnce(DatabaseTransaction, Option<i64>) -> BoxFuture<'static, Result<T>> + Send + 'static>;

#[derive(Clone)]
pub struct Store {
    url: String,
    reader: DatabaseConnection,
    writer: Writer,
}

#[derive(Clone)]
enum Writer {
    /// SQLite: one connection, one task.
    Queue { queue: Queue, connection: DatabaseConnection },
    /// PostgreSQL: each work has a transaction of its own, but for those that only add rows.
    Pool { pool: DatabaseConnection, together: Together },
}

/// A row about to be added to a table.
pub(crate) struct Insert {
    pub table: &'static str,
    pub columns: Vec<&'static str>,
    /// One a column.
    pub values: Vec<Expr>,
}

impl Insert {
    /// One statement for rows of one table.
    pub fn statement<'a>(rows: impl IntoIterator<Item = &'a Self>) -> InsertStatement {
        let mut insert = Query::insert();
        for (at, row) in rows.into_iter().enumerate() {
            if at == 0 {
                insert.into_table(row.table).columns(row.columns.iter().map(|name| Alias::new(*name)));
            }
            insert.values_panic(row.values.iter().cloned());
        }
        insert
    }
}

impl Store {
    /// Opens `sqlite://path` or `postgres://…`; makes a SQLite file that is not there.
    pub async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            let (reader, writer) = open::sqlite(path).await?;
            let writer = Writer::Queue { queue: Queue::start(writer.clone()), connection: writer };
            Ok(Self { url: url.to_owned(), reader, writer })
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let (pool, writers) = open::postgres(url, together::WRITERS).await?;
            let together = Together::start(writers);
            Ok(Self { url: url.to_owned(), reader: pool.clone(), writer: Writer::Pool { pool, together } })
        } else {
            Err(Error::malformed(
                "store.unknown_database",
                format!("a database is sqlite://path or postgres://…, not {url}"),
            ))
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    /// For reads. Rows of nouns are read through `Reader`, which scopes them.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The settings that keep acknowledged writes, read back from the connection that writes: (name, value).
    pub async fn settings(&self) -> Result<Vec<(&'static str, String)>> {
        durable(self.schema()).await
    }

    /// Whether a schema was built there already.
    pub async fn is_built(&self) -> Result<bool> {
        Ok(SchemaManager::new(self.schema()).has_table(crate::journal::TABLE).await?)
    }

    /// For migrations, which run before anything else does.
    pub(crate) fn schema(&self) -> &DatabaseConnection {
        match &self.writer {
            Writer::Queue { connection, .. } => connection,
            Writer::Pool { pool, .. } => pool,
        }
    }

    /// Where works need not take turns: connections for their transactions, and where the rows go that are only added.
    fn together(&self) -> Option<(DatabaseConnection, Together)> {
        match &self.writer {
            Writer::Queue { .. } => None,
            Writer::Pool { pool, together } => Some((pool.clone(), together.clone())),
        }
    }

    /// Runs a task in a transaction of its own; answers when it is durable. A task that fails leaves nothing behind.
    pub async fn write<T: Send + 'static>(&self, task: Task<T>) -> Result<T> {
        match &self.writer {
            Writer::Queue { queue, .. } => queue.write(task).await,
            Writer::Pool { pool, .. } => {
                let tx = pool.begin().await?;
                task(tx, None).await
            }
        }
    }
}
