//! The one scheduler of a server: asks the database what is due, takes it, runs it, keeps its lease.

use crate::{
    events::Finished,
    progress::{Running, was_stopped},
    schedule,
    store::{self, Held, State, leased},
};
use chrono::Duration as Span;
use futures::FutureExt;
use kernel::{Actor, Error, House, Job, Result};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use serde_json::Value;
use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::{JoinHandle, JoinSet};

/// How often the scheduler looks, and how long a job is its own.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two looks at the table; what this server asks for is seen at once.
    pub look: Duration,
    /// Renewed after a third of it. A server that dies keeps a job from the others for so long.
    pub lease: Duration,
    /// Jobs that run beside each other on this server.
    pub together: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { look: Duration::from_secs(2), lease: Duration::from_secs(30), together: 2 }
    }
}

const BREATH: Duration = Duration::from_millis(100);
/// Waits before another try; after the last the job has failed.
const AGAIN: [i64; 3] = [10, 60, 300];
/// A job whose servers keep dying is not taken over for ever.
const MOST_ATTEMPTS: i64 = 20;

/// Starts this server's scheduler, which runs as long as the server does.
pub fn start(house: &Arc<House>) {
    tokio::spawn(run(house.clone(), Pace::default()));
}

/// A scheduler that stops where it is when it is dropped, as a server that dies does.
pub struct Scheduler(JoinHandle<()>);

impl Scheduler {
    pub fn start(house: &Arc<House>, pace: Pace) -> Self {
        Self(tokio::spawn(run(house.clone(), pace)))
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn run(house: Arc<House>, pace: Pace) {
    let mut written = house.written();
    // Its tasks are dropped with it.
    let mut running = JoinSet::new();
    let mut asked: Option<Instant> = None;
    loop {
        if asked.is_none_or(|asked| asked.elapsed() >= pace.look) {
            asked = Some(Instant::now());
            if let Err(error) = schedule::ask_due(&house).await {
                tracing::error!(%error, "the scheduler could not ask for periodic jobs");
            }
        }
        if let Err(error) = look(&house, pace, &mut running).await {
            tracing::error!(%error, "the scheduler could not look for jobs");
        }
        tokio::select! {
            () = tokio::time::sleep(pace.look) => {}
            // A busy server writes hundreds of times a second; jobs need not be looked for as often.
            _ = written.changed() => tokio::time::sleep(BREATH.min(pace.look)).await,
            Some(_) = running.join_next(), if !running.is_empty() => {}
        }
    }
}

async fn look(house: &Arc<House>, pace: Pace, running: &mut JoinSet<()>) -> Result<()> {
    while running.try_join_next().is_some() {}
    let kinds: Vec<&'static str> = house.registry.jobs.keys().copied().collect();
    while running.len() < pace.together && store::any_due(house.store.reader(), &kinds).await? {
        let long = Span::from_std(pace.lease).unwrap_or(Span::seconds(30));
        let lease = kernel::new_id();
        let Some(held) = store::claim(house, kinds.clone(), lease, long).await? else { break };
        let Some(job) = house.registry.jobs.get(held.kind.as_str()).cloned() else { break };
        running.spawn(one(house.clone(), job, held, lease, pace));
    }
    Ok(())
}

/// How a run ended.
enum End {
    Done(Value),
    Failed {
        why: String,
        again: bool,
    },
    /// Told to stop, or no longer ours; the table knows which.
    Stopped,
}

async fn one(house: Arc<House>, job: Job, held: Held, lease: Uuid, pace: Pace) {
    let long = Span::from_std(pace.lease).unwrap_or(Span::seconds(30));
    let progress = Running::new(house.clone(), &held, lease, long);
    let end = if held.attempts > MOST_ATTEMPTS {
        End::Failed { why: "it was tried too often".to_owned(), again: false }
    } else {
        let run = AssertUnwindSafe((job.run)(&house, &progress)).catch_unwind();
        tokio::select! {
            ended = run => match ended {
                Ok(Ok(result)) => End::Done(result),
                Ok(Err(error)) if was_stopped(&error) => End::Stopped,
                Ok(Err(error)) => End::Failed { why: error.to_string(), again: passing(&error) },
                Err(_) => End::Failed { why: "it panicked".to_owned(), again: true },
            },
            () = keep_lease(&progress, pace.lease / 3) => End::Stopped,
        }
    };
    if let End::Failed { why, .. } = &end {
        tracing::error!(job = %held.id, kind = held.kind, attempt = held.attempts, why, "a job failed");
    }
    if let Err(error) = finish(&house, &held, lease, end).await {
        tracing::error!(%error, job = %held.id, "the end of a job was not kept; its lease will lapse");
    }
}

/// Returns when the job is to stop. A job that is cancelled gets until its next note to stop by itself.
async fn keep_lease(progress: &Running, every: Duration) {
    let mut failures = 0;
    loop {
        tokio::time::sleep(every).await;
        match progress.renew().await {
            Ok(true) => failures = 0,
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(%error, job = %progress.id, "a lease was not renewed");
                failures += 1;
                if failures == 3 {
                    return;
                }
            }
        }
    }
}

/// Whether trying again may help.
fn passing(error: &Error) -> bool {
    match error {
        Error::Database(_) | Error::Internal(_) | Error::Conflict { .. } | Error::Throttled(_) => true,
        Error::NotFound(_)
        | Error::Forbidden(_)
        | Error::Refused(_)
        | Error::Invalid(_)
        | Error::Malformed { .. }
        | Error::Unauthenticated => false,
    }
}

/// Writes down how it ended, if it is still ours to say.
async fn finish(house: &Arc<House>, held: &Held, lease: Uuid, end: End) -> Result<()> {
    let (id, attempts, asker) = (held.id, held.attempts, held.user_id);
    house
        .write(Actor::system(), None, move |work| {
            Box::pin(async move {
                let cancelled = Expr::col("cancel");
                let state_unless_cancelled = |state: State| -> Expr {
                    sea_orm::sea_query::CaseStatement::new()
                        .case(cancelled.clone().eq(true), State::Cancelled.word())
                        .finally(state.word())
                        .into()
                };
                let mut update = leased(id, lease);
                update.value("lease", Option::<Uuid>::None);
                match end {
                    End::Done(result) => {
                        update
                            .value("state", state_unless_cancelled(State::Done))
                            .value("result", result)
                            .value("failure", Option::<String>::None)
                            .value("finished_at", work.now);
                    }
                    End::Failed { why, again } => {
                        let wait = usize::try_from(attempts - 1).ok().and_then(|at| AGAIN.get(at)).filter(|_| again);
                        update.value("failure", why);
                        match wait {
                            Some(seconds) => {
                                update
                                    .value("state", state_unless_cancelled(State::Waiting))
                                    .value("run_at", work.now + Span::seconds(*seconds));
                            }
                            None => {
                                update
                                    .value("state", state_unless_cancelled(State::Failed))
                                    .value("finished_at", work.now);
                            }
                        }
                    }
                    End::Stopped => {
                        // Where the lease could not be renewed the job is not over: it goes on when the lease lapses.
                        update
                            .value("state", State::Cancelled.word())
                            .value("finished_at", work.now)
                            .and_where(cancelled.eq(true));
                    }
                }
                work.conn().execute(&update).await?;
                let Some(user) = asker else { return Ok(()) };
                let now = store::find(work.conn(), id).await?;
                match now.map(|held| held.state) {
                    Some(State::Done | State::Failed) => {
                        work.announce(store::TABLE, id, Finished { job: id, user }).await
                    }
                    Some(State::Waiting | State::Running | State::Cancelled) | None => Ok(()),
                }
            })
        })
        .await?;
    Ok(())
}
