//! Rule after rule, chunk after chunk: written, and gone on with where it stopped.

use super::chunk::Chunk;
use super::matching::{Matched, Matcher};
use super::seen::Seen;
use super::stream::{Drafts, drafts};
use crate::plan::{Plan, Rule};
use crate::problem::Problem;
use crate::report::{Counts, Report};
use indexmap::IndexMap;
use kernel::{Actor, BoxFuture, House, Result, Work};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::sync::Arc;
use tokio::sync::mpsc::Receiver;

/// How far an import has come: everything up to this row of this rule is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub rule: usize,
    pub row: u64,
}

/// Who follows a running import.
pub trait Follow: Send + Sync {
    /// Called in the transaction of each chunk, with what was done so far; an error takes the chunk back and ends the run.
    fn keep<'a>(
        &'a self,
        work: &'a mut Work,
        position: Position,
        nouns: &'a IndexMap<String, Counts>,
    ) -> BoxFuture<'a, Result<()>>;
}

/// Nobody follows.
pub struct Quiet;

impl Follow for Quiet {
    fn keep<'a>(&'a self, _: &'a mut Work, _: Position, _: &'a IndexMap<String, Counts>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(()) })
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// A row was refused and rows with problems are not left out: what was written has to be undone.
    Refused,
}

/// How to run: what the journal says was the cause, where to begin, whom to tell.
pub struct Course {
    /// Rows with problems are left out instead of ending the run.
    pub leave_out: bool,
    /// Stands on every journal line.
    pub cause: Json,
    /// Everything up to here is written already.
    pub from: Position,
    pub follow: Arc<dyn Follow>,
}

/// Writes every row, a chunk in each transaction.
///
/// # Errors
/// What the database says. A refused row is an [`Outcome`] and stands in the report.
pub async fn run(
    house: &Arc<House>,
    actor: &Actor,
    plan: &Plan,
    report: &mut Report,
    course: Course,
) -> Result<Outcome> {
    let Course { leave_out, cause, from, follow } = course;
    let rules: Vec<Arc<Rule>> = plan.rules.iter().cloned().map(Arc::new).collect();
    let tables = Arc::new(plan.tables.clone());
    let mut matcher = Matcher::new(house.clone(), actor.clone(), &rules, false).await?;
    for (index, rule) in rules.iter().enumerate().skip(from.rule) {
        if !matcher.begin(rule).await? {
            continue;
        }
        let after = if index == from.rule { from.row } else { 0 };
        let mut rows =
            Ahead { rule, index, after, seen: Seen::default(), pieces: drafts(rule.clone(), tables.clone(), after) };
        // Where every row is a new one, the next chunk is matched while this one is written.
        let ahead = matcher.only_makes(rule);
        let mut coming = rows.next(&mut matcher).await?;
        while let Some(Ready { here, problems, failed, matched }) = coming {
            let found_errors = problems.iter().any(Problem::is_error);
            report.extend(problems);
            if (found_errors || failed > 0) && !leave_out {
                return Ok(Outcome::Refused);
            }
            let chunk = Chunk { house, actor, rule, cause: &cause, here, follow: &follow, leave_out };
            let writing = chunk.write(matched, failed, report);
            let (written, then) = if ahead {
                let (written, then) = tokio::join!(writing, rows.next(&mut matcher));
                (written?, Some(then?))
            } else {
                (writing.await?, None)
            };
            let Some((noun, made)) = written else { return Ok(Outcome::Refused) };
            matcher.made(noun, &made);
            coming = match then {
                Some(then) => then,
                None => rows.next(&mut matcher).await?,
            };
        }
    }
    Ok(Outcome::Done)
}

/// A rule's rows, matched chunk by chunk.
struct Ahead<'a> {
    rule: &'a Arc<Rule>,
    index: usize,
    /// Everything up to this row is written already.
    after: u64,
    seen: Seen,
    pieces: Receiver<Drafts>,
}

/// A chunk that may be written.
struct Ready {
    here: Position,
    problems: Vec<Problem>,
    failed: u64,
    matched: Matched,
}

impl Ahead<'_> {
    async fn next(&mut self, matcher: &mut Matcher) -> Result<Option<Ready>> {
        while let Some(piece) = self.pieces.recv().await {
            let Drafts { drafts, earlier, mut problems, failed, last_row, end, .. } = piece;
            if !earlier.is_empty() {
                // What they came to is written and counted; that their keys are taken has to be known again.
                matcher.matched(self.rule, earlier, &mut self.seen).await?;
                if drafts.is_empty() && failed == 0 && !end {
                    continue;
                }
            }
            let here = if end {
                Position { rule: self.index + 1, row: 0 }
            } else {
                Position { rule: self.index, row: last_row.max(self.after) }
            };
            let mut matched = matcher.matched(self.rule, drafts, &mut self.seen).await?;
            problems.append(&mut matched.problems);
            return Ok(Some(Ready { here, problems, failed: failed + matched.failed, matched }));
        }
        Ok(None)
    }
}
