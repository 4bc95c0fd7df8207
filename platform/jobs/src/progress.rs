//! What a running job is given: its notes, and a way to keep new ones under its lease.

use crate::store::{Held, goes_on, leased};
use chrono::Duration;
use kernel::{Actor, BoxFuture, Error, House, Keep, Progress, Result, Work};
use parking_lot::Mutex;
use sea_orm::{ConnectionTrait, prelude::Uuid};
use serde_json::Value;
use std::sync::Arc;

pub(crate) struct Running {
    pub house: Arc<House>,
    pub id: Uuid,
    pub lease: Uuid,
    pub long: Duration,
    user: Option<Uuid>,
    notes: Mutex<Value>,
}

impl Running {
    pub fn new(house: Arc<House>, held: &Held, lease: Uuid, long: Duration) -> Self {
        Self { house, id: held.id, lease, long, user: held.user_id, notes: Mutex::new(held.notes.clone()) }
    }

    /// Keeps the lease for another while; `false` when it is lost or the job was cancelled.
    pub async fn renew(&self) -> Result<bool> {
        let (id, lease, long) = (self.id, self.lease, self.long);
        let (kept, _) = self
            .house
            .write(Actor::system(), None, move |work| {
                Box::pin(async move {
                    let mut renew = leased(id, lease);
                    renew.value("lease_until", work.now + long);
                    work.conn().execute(&renew).await?;
                    goes_on(work.conn(), id, lease).await
                })
            })
            .await?;
        Ok(kept)
    }
}

/// The notes, the count and the lease together; `false` when the lease is lost or the job was cancelled.
async fn keep(work: &Work, id: Uuid, lease: Uuid, long: Duration, done: i64, total: i64, notes: Value) -> Result<bool> {
    let mut update = leased(id, lease);
    update.value("done", done).value("total", total).value("lease_until", work.now + long);
    if !notes.is_null() {
        update.value("notes", notes);
    }
    work.conn().execute(&update).await?;
    goes_on(work.conn(), id, lease).await
}

impl Progress for Running {
    fn id(&self) -> Uuid {
        self.id
    }

    fn asked_by(&self) -> Option<Uuid> {
        self.user
    }

    fn state(&self) -> Value {
        self.notes.lock().clone()
    }

    fn keep<'a>(&'a self, done: i64, total: i64, notes: Value) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            if !notes.is_null() {
                *self.notes.lock() = notes.clone();
            }
            let (id, lease, long) = (self.id, self.lease, self.long);
            let (kept, _) = self
                .house
                .write(Actor::system(), None, move |work| {
                    Box::pin(async move { keep(work, id, lease, long, done, total, notes).await })
                })
                .await?;
            Ok(kept)
        })
    }

    fn within(&self) -> Keep {
        let (id, lease, long) = (self.id, self.lease, self.long);
        Arc::new(move |work, done, total, notes| {
            Box::pin(async move {
                if keep(work, id, lease, long, done, total, notes).await? { Ok(()) } else { Err(stopped()) }
            })
        })
    }
}

const STOPPED: &str = "the job was cancelled or taken over";

fn stopped() -> Error {
    Error::internal(STOPPED)
}

/// Whether a job ended because it was told to, and not because something is wrong.
pub(crate) fn was_stopped(error: &Error) -> bool {
    matches!(error, Error::Internal(why) if why == STOPPED)
}
