//! SQLite's one writer: takes the requests that wait, gives each a savepoint, commits them with one sync.

use super::Task;
use crate::{BoxFuture, Error, Result, journal};
use futures::FutureExt;
use sea_orm::{DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// At most so many requests share one commit,
const TOGETHER: usize = 256;
/// and a commit waits no longer than this for those still running.
const PATIENCE: Duration = Duration::from_millis(20);

#[derive(Clone)]
pub struct Queue {
    waiting: mpsc::Sender<Box<dyn Request>>,
}

impl Queue {
    pub fn start(connection: DatabaseConnection) -> Self {
        let (waiting, requests) = mpsc::channel(1024);
        tokio::spawn(serve(connection, requests));
        Self { waiting }
    }

    pub async fn write<T: Send + 'static>(&self, task: Task<T>) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let request = Box::new(Write { task: Some(task), done: None, answer });
        let gone = |_| Error::internal("the writer has stopped");
        self.waiting.send(request).await.map_err(|_| Error::internal("the writer has stopped"))?;
        answered.await.map_err(gone)?
    }
}

/// A write whose type of answer the queue need not know.
trait Request: Send {
    /// Runs in a savepoint, which it keeps or rolls back itself.
    fn run(&mut self, savepoint: DatabaseTransaction, number: i64) -> BoxFuture<'_, ()>;
    /// Tells the caller, now that the commit is durable or has failed.
    fn finish(self: Box<Self>, failed: Option<String>);
}

struct Write<T> {
    task: Option<Task<T>>,
    done: Option<Result<T>>,
    answer: oneshot::Sender<Result<T>>,
}

impl<T: Send + 'static> Request for Write<T> {
    fn run(&mut self, savepoint: DatabaseTransaction, number: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if let Some(task) = self.task.take() {
                let run = AssertUnwindSafe(async move { task(savepoint, Some(number)).await });
                // A mistake in one piece of work: its savepoint is rolled back as it unwinds, and the writer lives on.
                self.done =
                    Some(run.catch_unwind().await.unwrap_or_else(|_| Err(Error::internal("the write panicked"))));
            }
        })
    }

    fn finish(self: Box<Self>, failed: Option<String>) {
        let answer = match (self.done, failed) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(why)) => Err(Error::internal(why)),
            (Some(done), None) => done,
            (None, None) => Err(Error::internal("the write did not run")),
        };
        // A caller that went away has no use for the answer; the write stands.
        let _ = self.answer.send(answer);
    }
}

async fn serve(connection: DatabaseConnection, mut requests: mpsc::Receiver<Box<dyn Request>>) {
    while let Some(first) = requests.recv().await {
        let mut finished = Vec::new();
        let failed = match commit(&connection, first, &mut requests, &mut finished).await {
            Ok(()) => None,
            Err(error) => {
                tracing::error!(%error, "a commit failed");
                Some(format!("the commit failed: {error}"))
            }
        };
        for request in finished {
            request.finish(failed.clone());
        }
    }
}

async fn commit(
    connection: &DatabaseConnection,
    first: Box<dyn Request>,
    requests: &mut mpsc::Receiver<Box<dyn Request>>,
    finished: &mut Vec<Box<dyn Request>>,
) -> Result<()> {
    let mut next = Some(first);
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let begun = connection.begin_with_options(immediate).await;
    let outer = match begun {
        Ok(outer) => outer,
        Err(error) => {
            finished.extend(next.take());
            return Err(error.into());
        }
    };
    let started = Instant::now();
    let mut number = match journal::next(&outer).await {
        Ok(number) => number,
        Err(error) => {
            finished.extend(next.take());
            return Err(error);
        }
    };
    while let Some(mut request) = next.take() {
        match outer.begin().await {
            Ok(savepoint) => {
                request.run(savepoint, number).await;
                finished.push(request);
            }
            Err(error) => {
                finished.push(request);
                return Err(error.into());
            }
        }
        number += 1;
        if finished.len() < TOGETHER && started.elapsed() < PATIENCE {
            next = requests.try_recv().ok();
        }
    }
    outer.commit().await?;
    Ok(())
}
