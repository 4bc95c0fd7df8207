//! Running and undoing while nobody waits.

use crate::import::{Import, State};
use crate::steps::{self, Watch};
use crate::upload;
use kernel::{Actor, BoxFuture, Error, House, Job, Keep, Progress, Refusal, Result, Work};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The job's name.
pub const JOB: &str = "imports";

pub const MAKER_GONE: Refusal =
    Refusal::new("imports.maker_gone", "whoever began this import may not sign in any more");

/// What is to be done with an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Run,
    Undo,
}

/// What the job notes: which import, what for, and on whose behalf.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    pub import: Uuid,
    pub act: Act,
    pub user: Option<Uuid>,
}

pub fn job() -> Job {
    Job::new(JOB, |house, progress| Box::pin(perform(house, progress)))
}

/// Does what the task says; a job that was cut short is simply done again, for an import knows how far it came.
async fn perform(house: &Arc<House>, progress: &dyn Progress) -> Result<Json> {
    let task: Task = serde_json::from_value(progress.state())?;
    let actor = actor(house, &task).await?;
    let mut import = Import::find(house, &Actor::system(), task.import).await?;
    let watch = Arc::new(Leased {
        keep: progress.within(),
        total: import.total,
        notes: progress.state(),
        stopped: AtomicBool::new(false),
    });
    match task.act {
        Act::Undo if import.state == State::Undone => {}
        Act::Undo => steps::undo(house, &actor, &mut import, watch).await?,
        Act::Run => run(house, &actor, &mut import, watch).await?,
    }
    Ok(json!({ "import": import.id, "state": import.state, "nouns": import.report.nouns, "undone": import.undone }))
}

/// As whom: with today's rights, which may be fewer than when it was asked for.
async fn actor(house: &House, task: &Task) -> Result<Actor> {
    match task.user {
        Some(user) => Ok(access::actor_of_user(house, user).await?.ok_or(MAKER_GONE)?),
        None => Ok(Actor::operator()),
    }
}

async fn run(house: &Arc<House>, actor: &Actor, import: &mut Import, watch: Arc<Leased>) -> Result<()> {
    if matches!(import.state, State::Done | State::Refused | State::Undone) {
        return Ok(());
    }
    let spooled = upload::spool(house, import).await?;
    let (plan, report) = steps::planned(house, actor, import, &spooled.given).await?;
    if report.unreadable() {
        return Err(Error::from(steps::FAULTY));
    }
    steps::run(house, actor, import, &plan, watch).await.map(|_| ())
}

/// The import as it stands, in whoever's reach it is: one whose job ended without a word, because somebody stopped it or
/// its server did not come back, is not running any more.
///
/// # Errors
/// Not found; what the database says.
pub async fn current(house: &Arc<House>, actor: &Actor, id: Uuid) -> Result<Import> {
    let mut import = Import::find(house, actor, id).await?;
    notice(house, &mut import).await?;
    Ok(import)
}

/// The chunk that was under way was taken back; what stands of the import can be undone or gone on with.
pub(crate) async fn notice(house: &Arc<House>, import: &mut Import) -> Result<()> {
    let Some(job) = import.job_id.filter(|_| matches!(import.state, State::Running | State::Undoing)) else {
        return Ok(());
    };
    let ended = match jobs::find(house.store.reader(), job).await?.map(|held| held.state) {
        Some(jobs::State::Cancelled) => State::Cancelled,
        Some(jobs::State::Failed) => State::Failed,
        Some(jobs::State::Waiting | jobs::State::Running | jobs::State::Done) | None => return Ok(()),
    };
    // Read again: its last chunk may have been written between the two looks.
    *import = Import::find(house, &Actor::system(), import.id).await?;
    if matches!(import.state, State::Running | State::Undoing) {
        import.state = ended;
        import.report.nouns.clone_from(&import.tally);
        import.finished_at = Some(kernel::record::now());
        import.kept(house).await?;
    }
    Ok(())
}

/// Keeps the job's progress in the chunk's own transaction: whoever has lost the lease writes nothing more.
struct Leased {
    keep: Keep,
    total: i64,
    notes: Json,
    stopped: AtomicBool,
}

impl Watch for Leased {
    fn keep<'a>(&'a self, work: &'a mut Work, done: u64) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let done = i64::try_from(done).unwrap_or(i64::MAX);
            let kept = (self.keep)(work, done, self.total.max(done), self.notes.clone()).await;
            self.stopped.store(kept.is_err(), Ordering::Relaxed);
            kept
        })
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// Asks for it; answers with the job's id.
///
/// # Errors
/// What the database says.
pub async fn ask(house: &Arc<House>, actor: &Actor, import: &Import, act: Act) -> Result<Uuid> {
    let task = Task { import: import.id, act, user: actor.user };
    let (notes, mut import) = (serde_json::to_value(task)?, import.clone());
    let write = house.write(actor.clone(), None, move |work| {
        Box::pin(async move {
            let job = jobs::enqueue(work, JOB, notes).await?;
            import.job_id = Some(job);
            import.keep(work).await?;
            Ok(job)
        })
    });
    Ok(write.await?.0)
}
