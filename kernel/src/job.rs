//! Work that nobody waits for: run by one of many servers, again after a crash, on a schedule or when asked.

use crate::{BoxFuture, House, Result, Work};
use sea_orm::prelude::Uuid;
use std::{sync::Arc, time::Duration};

/// Keeps progress inside a write: what was done and the note of it are durable together or not at all. Fails, and so
/// takes the write back, when the job was cancelled or another server has taken it over.
pub type Keep =
    Arc<dyn for<'a> Fn(&'a mut Work, i64, i64, serde_json::Value) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// How a job is told what to do and tells how far it has come. The scheduler gives it.
pub trait Progress: Send + Sync {
    fn id(&self) -> Uuid;
    /// The user who asked for it; `None`: the system, or the command line.
    fn asked_by(&self) -> Option<Uuid>;
    /// The job's own notes: what it was asked, and where it had got to when the last server died.
    fn state(&self) -> serde_json::Value;
    /// Keeps `done` of `total`, the notes to go on from (null: as they are), and the lease; answers whether to go on
    /// (false: cancelled).
    fn keep<'a>(&'a self, done: i64, total: i64, state: serde_json::Value) -> BoxFuture<'a, Result<bool>>;
    /// The same for use inside [`House::write`].
    fn within(&self) -> Keep;
}

type Run =
    Arc<dyn for<'a> Fn(&'a Arc<House>, &'a dyn Progress) -> BoxFuture<'a, Result<serde_json::Value>> + Send + Sync>;

/// A kind of job. What it does is idempotent: a server may die after the deed and before the note of it.
#[derive(Clone)]
pub struct Job {
    pub name: &'static str,
    /// Runs by itself so often; `None`: when asked.
    pub every: Option<Duration>,
    pub run: Run,
}

impl Job {
    pub fn new<F>(name: &'static str, run: F) -> Self
    where
        F: for<'a> Fn(&'a Arc<House>, &'a dyn Progress) -> BoxFuture<'a, Result<serde_json::Value>>
            + Send
            + Sync
            + 'static,
    {
        Self { name, every: None, run: Arc::new(run) }
    }

    pub fn every(mut self, period: Duration) -> Self {
        self.every = Some(period);
        self
    }
}
