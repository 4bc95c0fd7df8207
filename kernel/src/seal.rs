//! The sealed journal: within a second of their commit, finished lines are chained into blocks that only the holder of
//! the master key can make, and the head of the chain is published outside the database.
//!
//! A block holds for each of its lines the position and a keyed code of the content, and its own code covers the codes
//! of its lines and of the block before. So a line that was changed, removed, put in or moved is found and named; a
//! chain cut short or rolled back differs from the published head. What is not sealed yet is named as the tail.

mod block;
mod head;
mod rows;
mod schema;
mod verify;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use tokio::sync::watch;

use crate::secrecy::{REPLACED, Secrets};
use crate::store::Store;
use crate::{Error, Position, Result};
use block::{Block, SealKey};

pub(crate) use schema::last_key;
pub use schema::{SEALER, SEALS, migration};
pub use verify::{Finding, Report, Tail, verify};

/// Lines in one block at most.
const BLOCK: usize = 20_000;
/// How often the sealer looks for lines that another server wrote, and how long a server may hold the lease unheard.
const ROUND: Duration = Duration::from_millis(500);
const LEASE: TimeDelta = TimeDelta::seconds(5);

/// Chains the journal of one database. Every server runs one; a lease lets one of them work at a time.
pub struct Sealer {
    store: Store,
    secrets: Secrets,
    key: SealKey,
    head: PathBuf,
    holder: Uuid,
    /// Nothing sealed waits to be published.
    published: AtomicBool,
}

impl Sealer {
    /// `head` is the file the head of the chain is published in. It belongs outside the database and outside what
    /// somebody who can write the database can write.
    pub fn new(store: Store, secrets: &Secrets, head: PathBuf) -> Sealer {
        let (key, secrets) = (SealKey::of(secrets), secrets.clone());
        Sealer { store, secrets, key, head, holder: Uuid::now_v7(), published: AtomicBool::new(false) }
    }

    /// Seals until the task is dropped, or until another master key has taken the place of this one: then the server
    /// has to begin again. `written` wakes it when this server has written.
    pub async fn run(self, mut written: watch::Receiver<Position>) -> Error {
        loop {
            match self.round().await {
                Ok(sealed) if sealed >= BLOCK as u64 => continue,
                Ok(_) => {}
                Err(replaced @ Error::Malformed { code: REPLACED, .. }) => return replaced,
                Err(error) => tracing::error!(%error, "the journal could not be sealed"),
            }
            // The pause gathers what comes together into one block; the wait ends early for nobody's lines but ours.
            tokio::time::sleep(ROUND / 2).await;
            match tokio::time::timeout(ROUND / 2, written.changed()).await {
                Ok(Ok(())) | Err(_) => {}
                // Nobody here writes any more; others may.
                Ok(Err(_)) => tokio::time::sleep(ROUND / 2).await,
            }
        }
    }

    /// Seals what is finished, up to one block, and publishes the head. Answers with the number of lines sealed: 0 when
    /// there is nothing to seal or another server holds the lease.
    ///
    /// # Errors
    /// [`REPLACED`] when the master key does not count any more; what the database or the disk says.
    pub async fn round(&self) -> Result<u64> {
        let now = crate::record::now();
        let reader = self.store.reader();
        self.secrets.still_counts(reader).await?;
        if schema::held_by_another(reader, self.holder, now).await? {
            return Ok(0);
        }
        let last = schema::last(reader).await?;
        let rows = rows::finished_after(reader, &self.key, last.position, BLOCK).await?;
        let sealed = rows.len() as u64;
        if !rows.is_empty() {
            let block = Block::after(&self.key, &last, rows, now);
            let holder = self.holder;
            let kept = self.store.write(Box::new(move |tx, _| Box::pin(keep(tx, holder, block, now)))).await?;
            if !kept {
                return Ok(0);
            }
        }
        if sealed > 0 || !self.published.load(Ordering::Relaxed) {
            self.published.store(false, Ordering::Relaxed);
            head::publish(reader, &self.head).await?;
            self.published.store(true, Ordering::Relaxed);
        }
        Ok(sealed)
    }

    /// Seals what is left and lets go of the lease, for a program that ends.
    pub async fn finish(self) -> Result<()> {
        while self.round().await? > 0 {}
        let holder = self.holder;
        self.store.write(Box::new(move |tx, _| Box::pin(release(tx, holder)))).await
    }
}

/// Takes or renews the lease and adds the block, unless somebody else was quicker.
async fn keep(tx: DatabaseTransaction, holder: Uuid, block: Block, now: DateTime<Utc>) -> Result<bool> {
    let lease = Query::update()
        .table(SEALER)
        .value("holder", holder)
        .value("until", now + LEASE)
        .and_where(Expr::col("holder").eq(holder).or(Expr::col("until").lt(now)))
        .take();
    // The lease row is now locked by this transaction, so nobody adds a block between the look and the insert.
    let leased = tx.execute(&lease).await?.rows_affected() == 1;
    if !leased || schema::last(&tx).await?.number + 1 != block.number {
        tx.rollback().await?;
        return Ok(false);
    }
    tx.execute(&schema::insertion(&block)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn release(tx: DatabaseTransaction, holder: Uuid) -> Result<()> {
    let release = Query::update()
        .table(SEALER)
        .value("until", DateTime::UNIX_EPOCH)
        .and_where(Expr::col("holder").eq(holder))
        .take();
    tx.execute(&release).await?;
    Ok(tx.commit().await?)
}
