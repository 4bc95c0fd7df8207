//! The steps of an import: check, dry run, run, undo.

use crate::import::{Import, State};
use crate::leftover::{self, Leftover};
use crate::plan::{Given, Plan};
use crate::problem::Problem;
use crate::report::{Counts, Report};
use crate::running::{self, Course, Follow, Heed, Outcome, Position, Undone};
use indexmap::IndexMap;
use kernel::{Actor, BoxFuture, Error, House, Origin, Refusal, Result, Work};
use sea_orm::prelude::Uuid;
use std::sync::Arc;

pub const RUNS: Refusal = Refusal::new("imports.runs", "this import is running or has run already");
pub const FAULTY: Refusal =
    Refusal::new("imports.faulty", "this import has problems: mend them, or leave those rows out");
pub const NOTHING_TO_UNDO: Refusal =
    Refusal::new("imports.nothing_to_undo", "nothing of this import is there to be taken back");

pub const HALF_UNDONE: Refusal =
    Refusal::new("imports.half_undone", "this import is taken back in part: take back the rest of it");

/// History is told by an import, not lived: the journal and the nouns' rules know it by this origin.
pub fn importing(actor: &Actor) -> Actor {
    actor.clone().through(Origin::Import)
}

/// Opens and judges the files.
///
/// # Errors
/// Only if the reading thread dies.
pub async fn planned(house: &Arc<House>, actor: &Actor, import: &Import, given: &[Given]) -> Result<(Plan, Report)> {
    let (house, actor) = (house.clone(), importing(actor));
    let (profile, options, given) = (import.profile.clone(), import.options.clone(), given.to_vec());
    let plan = move || Plan::of(&house, &actor, profile, &given, &options);
    tokio::task::spawn_blocking(plan).await.map_err(Error::internal)
}

/// Reads everything and says what is wrong and what would become of the rows; writes nothing but the report.
///
/// # Errors
/// What the database says; problems of the files are in the report.
pub async fn check(house: &Arc<House>, actor: &Actor, import: &mut Import, given: &[Given]) -> Result<Plan> {
    if !import.state.is_open() {
        return Err(RUNS.into());
    }
    let (plan, mut report) = planned(house, actor, import, given).await?;
    let leave_out = import.options.leave_out;
    // Asked before the rows are gone through: what is wrong with one of them only concerns that one.
    let unreadable = report.unreadable();
    if !unreadable {
        running::dry_run(house, &importing(actor), &plan, &mut report).await?;
        let expected = report.expected();
        running::rehearse(house, &importing(actor), &plan, expected, &mut report).await?;
    }
    let readable = !report.refused() || (leave_out && !unreadable);
    import.total = i64::try_from(report.expected()).unwrap_or(i64::MAX);
    import.state = if readable { State::Checked } else { State::Faulty };
    import.report = report;
    import.kept(house).await?;
    Ok(plan)
}

/// The rows with an error, whole, however many there are: the files are read once more. None where they are not kept.
///
/// # Errors
/// What the database says, or a file that cannot be read.
pub async fn leftovers(house: &Arc<House>, actor: &Actor, import: &Import, called: &str) -> Result<Vec<Leftover>> {
    if import.files.is_empty() {
        return Ok(Vec::new());
    }
    let spooled = crate::upload::spool(house, import).await?;
    let (plan, mut report) = planned(house, actor, import, &spooled.given).await?;
    if !report.unreadable() {
        report.unabridged = true;
        running::dry_run(house, &importing(actor), &plan, &mut report).await?;
    }
    let (called, locale, known) = (called.to_owned(), actor.locale, import.report.problems.clone());
    let read = move || {
        // What only the nouns' rules knew stands in the import's own report.
        let problems: Vec<Problem> = report.problems.into_iter().chain(known).collect();
        leftover::of(&plan.tables, &problems, &called, locale)
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    read.map_err(|problem| Error::malformed("imports.file_unreadable", problem.what(actor.locale)))
}

/// Writes the rows, from where it stopped if it did. A refused row takes everything back, unless rows with problems are
/// to be left out.
///
/// # Errors
/// What the database says; the import can then be gone on with.
pub async fn run(
    house: &Arc<House>,
    actor: &Actor,
    import: &mut Import,
    plan: &Plan,
    watch: Arc<dyn Watch>,
) -> Result<Outcome> {
    if import.state == State::Faulty {
        return Err(FAULTY.into());
    }
    if import.half_undone() {
        return Err(HALF_UNDONE.into());
    }
    // One that was cut short, or stopped by somebody, goes on behind the last chunk that it wrote.
    if !matches!(import.state, State::Running | State::Cancelled | State::Failed) {
        import.since = kernel::journal::head(house.store.reader()).await?;
        import.position = Position::default();
        import.done = 0;
        import.tally.clear();
        import.undone = None;
    }
    if import.state != State::Running {
        import.state = State::Running;
        import.finished_at = None;
        import.kept(house).await?;
    }
    let actor = importing(actor);
    // What the check found is said already; a run adds only what the check could not know.
    let mut report =
        Report { profile: import.report.profile.clone(), nouns: import.tally.clone(), ..Report::default() };
    let follow = Arc::new(Kept { id: import.id, watch: watch.clone() });
    let course = Course { leave_out: import.options.leave_out, cause: import.cause(), from: import.position, follow };
    let ran = running::run(house, &actor, plan, &mut report, course).await;
    import.report.nouns.clone_from(&report.nouns);
    let known = import.report.problems.clone();
    import.report.extend(report.problems.into_iter().filter(|problem| !known.contains(problem)));
    let outcome = match ran {
        Ok(outcome) => outcome,
        // Whoever stopped it knows what becomes of the import: it may be running elsewhere by now.
        Err(error) if watch.stopped() => return Err(error),
        Err(error) => {
            import.state = State::Failed;
            import.kept(house).await?;
            return Err(error);
        }
    };
    import.state = match outcome {
        Outcome::Done => State::Done,
        Outcome::Refused => {
            // The run ended with the first chunk that had a refused row; whoever mends the file wants to know of all.
            let mut rest = Report::default();
            import.undone = Some(running::undo(house, &actor, &import.cause(), import.since).await?);
            running::rehearse(house, &actor, plan, import.total.unsigned_abs(), &mut rest).await?;
            let known = import.report.problems.clone();
            let same = |one: &Problem, other: &Problem| {
                (&one.file, one.row, &one.column) == (&other.file, other.row, &other.column)
            };
            import.report.extend(rest.problems.into_iter().filter(|one| !known.iter().any(|other| same(one, other))));
            State::Refused
        }
    };
    import.done = if outcome == Outcome::Done { import.total } else { import.done };
    import.finished_at = Some(kernel::record::now());
    import.kept(house).await?;
    Ok(outcome)
}

/// Takes back what the import wrote, where nobody has changed it since; from where it stopped if it did.
///
/// # Errors
/// A refusal if there is nothing to take back; what the database says.
pub async fn undo(house: &Arc<House>, actor: &Actor, import: &mut Import, watch: Arc<dyn Watch>) -> Result<()> {
    if !matches!(import.state, State::Done | State::Cancelled | State::Failed | State::Undoing) {
        return Err(NOTHING_TO_UNDO.into());
    }
    import.state = State::Undoing;
    import.finished_at = None;
    import.kept(house).await?;
    let so_far = import.undone.clone().filter(|undone| undone.lines > 0).unwrap_or_default();
    let (actor, cause) = (importing(actor), import.cause());
    let heed = Arc::new(Kept { id: import.id, watch });
    let undone = running::go_on_undoing(house, &actor, &cause, import.since, so_far, heed).await?;
    import.undone = Some(undone);
    import.state = State::Undone;
    import.finished_at = Some(kernel::record::now());
    import.kept(house).await
}

/// Who watches a run, or an undoing, and may end it.
pub trait Watch: Send + Sync {
    /// Called in the transaction of each chunk, with the rows that are through so far; an error takes the chunk back and
    /// ends the run.
    fn keep<'a>(&'a self, work: &'a mut Work, done: u64) -> BoxFuture<'a, Result<()>>;
    /// Whether it was the watch that ended the run.
    fn stopped(&self) -> bool;
}

/// Nobody watches.
pub struct Unwatched;

impl Watch for Unwatched {
    fn keep<'a>(&'a self, _: &'a mut Work, _: u64) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(()) })
    }

    fn stopped(&self) -> bool {
        false
    }
}

struct Kept {
    id: Uuid,
    watch: Arc<dyn Watch>,
}

impl Heed for Kept {
    fn keep<'a>(&'a self, work: &'a mut Work, undone: &'a Undone) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            Import::keep_undone(work, self.id, undone).await?;
            self.watch.keep(work, undone.removed + undone.restored + undone.left).await
        })
    }
}

impl Follow for Kept {
    fn keep<'a>(
        &'a self,
        work: &'a mut Work,
        position: Position,
        nouns: &'a IndexMap<String, Counts>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let done =
                nouns.values().map(|counts| counts.created + counts.updated + counts.skipped + counts.failed).sum();
            Import::keep_position(work, self.id, position, nouns, done).await?;
            self.watch.keep(work, done).await
        })
    }
}
