//! The transaction of one piece of work.
//!
//! On SQLite it is a savepoint that the writer hands out. On PostgreSQL it begins with the first statement that needs it:
//! rows that are only added are held back until something else is asked of the database, and a work that adds rows and
//! does nothing more leaves them to the [`Together`](super::together::Together), which writes those of many works with one
//! commit. Reads before the first write stand in no transaction; at the isolation we use each of them would see the
//! newest committed rows anyway. One that locks rows begins it.

use super::{Store, together::Together};
use crate::{Error, House, Position, Record, Result, journal, work};
use parking_lot::Mutex;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionTrait,
};
use sea_orm_migration::prelude::async_trait;
use std::sync::Arc;
use tokio::sync::OnceCell;

pub struct Transaction {
    begun: OnceCell<DatabaseTransaction>,
    later: Option<Later>,
}

/// What is needed to begin, and what waits for it.
struct Later {
    house: Arc<House>,
    pool: DatabaseConnection,
    together: Together,
    held: Mutex<Vec<Held>>,
    /// Why rows that were held back could not be written. The statement they stood before has failed with them.
    failed: Mutex<Option<Error>>,
}

type Held = (&'static str, Record);

impl From<DatabaseTransaction> for Transaction {
    fn from(begun: DatabaseTransaction) -> Self {
        Self { begun: OnceCell::new_with(Some(begun)), later: None }
    }
}

impl Transaction {
    /// One that begins when it must, where the database lets many write at once.
    pub(crate) fn later(house: &Arc<House>) -> Option<Self> {
        let (pool, together) = Store::together(&house.store)?;
        let later = Later { house: house.clone(), pool, together, held: Mutex::default(), failed: Mutex::default() };
        Some(Self { begun: OnceCell::new(), later: Some(later) })
    }

    /// Adds a row: now, or with the next statement, or when the work ends.
    pub(crate) async fn insert(&self, noun: &crate::Noun, row: &Record) -> Result<()> {
        if let (None, Some(later)) = (self.begun.get(), &self.later) {
            later.held.lock().push((noun.name, row.clone()));
            return Ok(());
        }
        let insert = work::insertion(noun, std::slice::from_ref(row))?;
        self.begun().await?.execute(&insert).await.map(|_| ()).map_err(|error| work::taken(noun, row, error))
    }

    /// The database's transaction, with everything that was held back in it.
    pub(crate) async fn begun(&self) -> Result<&DatabaseTransaction, DbErr> {
        self.begun
            .get_or_try_init(|| async {
                let later = self.later.as_ref().ok_or_else(|| DbErr::Custom("a work without a transaction".into()))?;
                let tx = later.pool.begin().await?;
                let held = std::mem::take(&mut *later.held.lock());
                for (name, row) in &held {
                    if let Err(error) = write(&later.house, name, row, &tx).await {
                        *later.failed.lock() = Some(error);
                        return Err(DbErr::Custom(format!("rows of {name} could not be written")));
                    }
                }
                Ok(tx)
            })
            .await
    }

    /// Why rows that were held back could not be written.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.later.as_ref().and_then(|later| later.failed.lock().take())
    }

    /// Keeps what was written, the journal's lines with it; answers with the position of the last of them.
    pub(crate) async fn commit(self, lines: Vec<journal::Held>) -> Result<Option<Position>> {
        if let Some(error) = self.failure() {
            return Err(error);
        }
        if let Some(tx) = self.begun.into_inner() {
            let position = if lines.is_empty() { None } else { Some(journal::write(&tx, lines).await?) };
            tx.commit().await?;
            return Ok(position);
        }
        let Some(later) = self.later else { return Ok(None) };
        let rows = later.held.into_inner();
        if rows.is_empty() && lines.is_empty() {
            return Ok(None);
        }
        let mut inserts = Vec::with_capacity(rows.len());
        for (name, row) in &rows {
            inserts.push(work::addition(later.house.registry.known(name)?, row)?);
        }
        match later.together.write(inserts, lines).await? {
            Ok(position) => Ok(position),
            Err(refused) => Err(match rows.get(refused.at) {
                Some((name, row)) => work::taken(later.house.registry.known(name)?, row, refused.error),
                None => refused.error.into(),
            }),
        }
    }

    pub(crate) async fn rollback(self) -> Result<()> {
        match self.begun.into_inner() {
            Some(tx) => Ok(tx.rollback().await?),
            None => Ok(()),
        }
    }

    /// Whether the statement may run outside of a transaction: nothing was written yet, and it neither writes nor locks.
    fn outside(&self, statement: &Statement) -> Option<&DatabaseConnection> {
        const LOCKS: [&str; 2] = [" FOR UPDATE", " FOR SHARE"];
        let later = self.later.as_ref().filter(|_| !self.begun.initialized())?;
        let reads = statement.sql.starts_with("SELECT ");
        let free = reads && later.held.lock().is_empty() && !LOCKS.iter().any(|lock| statement.sql.contains(lock));
        free.then_some(&later.pool)
    }
}

async fn write(house: &House, name: &str, row: &Record, tx: &DatabaseTransaction) -> Result<()> {
    let noun = house.registry.known(name)?;
    let insert = work::insertion(noun, std::slice::from_ref(row))?;
    tx.execute(&insert).await.map(|_| ()).map_err(|error| work::taken(noun, row, error))
}

#[async_trait::async_trait]
#[expect(clippy::disallowed_methods, reason = "hands statements on to the transaction")]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match (self.begun.get(), &self.later) {
            (Some(begun), _) => begun.get_database_backend(),
            (None, _) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.begun().await?.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.begun().await?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self.outside(&statement) {
            Some(pool) => pool.query_one_raw(statement).await,
            None => self.begun().await?.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.outside(&statement) {
            Some(pool) => pool.query_all_raw(statement).await,
            None => self.begun().await?.query_all_raw(statement).await,
        }
    }
}
