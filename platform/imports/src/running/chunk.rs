//! Rule after rule, chunk after chunk: tried out, or written.

use super::matching::{Matched, Matcher};
use super::seen::Seen;
use super::stream::{Drafts, drafts};
use crate::plan::{Plan, Rule};
use crate::problem::{Code, Problem};
use crate::report::{Counts, Report};
use indexmap::IndexMap;
use kernel::{Actor, Batch, BoxFuture, Error, FieldError, House, Reach, Record, Result, Work};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;

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

/// Goes through every row as a run would, and writes nothing: what would be created, updated, skipped, and what is wrong.
///
/// # Errors
/// Only what the database says; problems of rows go into the report.
pub async fn dry_run(house: &Arc<House>, actor: &Actor, plan: &Plan, report: &mut Report) -> Result<()> {
    let rules: Vec<Arc<Rule>> = plan.rules.iter().cloned().map(Arc::new).collect();
    let tables = Arc::new(plan.tables.clone());
    let mut matcher = Matcher::new(house.clone(), actor.clone(), &rules, true).await?;
    for (index, rule) in rules.iter().enumerate() {
        if !matcher.begin(rule).await? {
            continue;
        }
        let keeps = rules.iter().enumerate().any(|(other, rule)| other > index && rule.noun == rules[index].noun);
        let mut seen = Seen::default();
        let mut pieces = drafts(rule.clone(), tables.clone(), 0);
        while let Some(piece) = pieces.recv().await {
            let Drafts { drafts, problems, failed, dates, .. } = piece;
            report.extend(problems);
            dates.iter().for_each(|(table, column, first, last)| {
                report.dated(table, column, first);
                report.dated(table, column, last);
            });
            let matched = matcher.matched(rule, drafts, &mut seen).await?;
            count(&mut report.nouns, rule, &Sizes::of(&matched), failed + matched.failed);
            report.extend(matched.problems);
            let created: Vec<Record> = matched.created.into_iter().map(|(_, row)| row).collect();
            matcher.made(rule.noun, &created);
            if keeps {
                let changed = matched.changed.into_iter().map(|(_, _, after)| after);
                matcher.pretend(rule, created.into_iter().chain(changed));
            }
        }
    }
    Ok(())
}

/// Adds what a piece came to. Rows that a later rule completes count once.
fn count(nouns: &mut IndexMap<String, Counts>, rule: &Rule, matched: &Sizes, failed: u64) {
    for (noun, rows) in &matched.asked {
        nouns.entry((*noun).to_owned()).or_default().created += *rows;
    }
    let counts = nouns.entry(rule.noun.to_owned()).or_default();
    counts.created += matched.created;
    counts.failed += failed;
    if !rule.completes {
        counts.updated += matched.changed;
        counts.skipped += matched.same;
    }
}

/// How many rows a piece has of each kind.
#[derive(Clone, Debug, Default)]
struct Sizes {
    asked: Vec<(&'static str, u64)>,
    created: u64,
    changed: u64,
    same: u64,
}

impl Sizes {
    fn of(matched: &Matched) -> Self {
        Self {
            asked: matched.asked.iter().map(|(noun, rows)| (*noun, rows.len() as u64)).collect(),
            created: matched.created.len() as u64,
            changed: matched.changed.len() as u64,
            same: matched.same,
        }
    }
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
        let mut seen = Seen::default();
        let mut pieces = drafts(rule.clone(), tables.clone(), after);
        while let Some(piece) = pieces.recv().await {
            let Drafts { drafts, problems, failed, last_row, end, .. } = piece;
            let here = if end { Position { rule: index + 1, row: 0 } } else { Position { rule: index, row: last_row } };
            let found_errors = problems.iter().any(Problem::is_error);
            report.extend(problems);
            let mut matched = matcher.matched(rule, drafts, &mut seen).await?;
            let failed = failed + matched.failed;
            report.extend(std::mem::take(&mut matched.problems));
            if (found_errors || failed > 0) && !leave_out {
                return Ok(Outcome::Refused);
            }
            let chunk = Chunk { house, actor, rule, cause: &cause, here, follow: &follow };
            let Some(made) = chunk.write(matched, leave_out, failed, report).await? else {
                return Ok(Outcome::Refused);
            };
            for (noun, rows) in made {
                matcher.made(noun, &rows);
            }
        }
    }
    Ok(Outcome::Done)
}

struct Chunk<'a> {
    house: &'a Arc<House>,
    actor: &'a Actor,
    rule: &'a Arc<Rule>,
    cause: &'a Json,
    here: Position,
    follow: &'a Arc<dyn Follow>,
}

type Made = Vec<(&'static str, Vec<Record>)>;

impl Chunk<'_> {
    /// Writes the chunk; rows that the noun's own rules refuse are reported, and left out where that is wanted. `None`
    /// when the import has to end.
    async fn write(
        &self,
        mut matched: Matched,
        leave_out: bool,
        mut failed: u64,
        report: &mut Report,
    ) -> Result<Option<Made>> {
        loop {
            let kept = leave_out.then(|| (matched.asked.clone(), matched.created.clone(), matched.changed.clone()));
            let same = matched.same;
            let created = matched.created.iter().map(|(row, _)| *row);
            let rows: Vec<u64> = created.chain(matched.changed.iter().map(|(row, ..)| *row)).collect();
            match self.attempt(matched, failed, report.nouns.clone()).await {
                Ok((made, nouns)) => {
                    report.nouns = nouns;
                    return Ok(Some(made));
                }
                Err(Error::Invalid(errors)) => {
                    let bad: BTreeSet<u64> = errors.iter().filter_map(|error| rows.get(error.row?).copied()).collect();
                    for error in errors {
                        report.add(self.problem(error, &rows));
                    }
                    let Some((asked, mut created, mut changed)) = kept.filter(|_| !bad.is_empty()) else {
                        return Ok(None);
                    };
                    failed += bad.len() as u64;
                    created.retain(|(row, _)| !bad.contains(row));
                    changed.retain(|(row, ..)| !bad.contains(row));
                    matched = Matched { asked, created, changed, same, ..Matched::default() };
                }
                Err(Error::Refused(refusal)) => {
                    let words = &self.house.registry.words;
                    let text = words.fill(self.actor.locale, refusal.code, refusal.text, &refusal.arguments);
                    report.add(Problem::new(Code::Refused).file(&self.rule.table).with("detail", text));
                    return Ok(None);
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// One try, in one transaction: rows, journal, and how far the import has come.
    async fn attempt(
        &self,
        matched: Matched,
        failed: u64,
        mut nouns: IndexMap<String, Counts>,
    ) -> Result<(Made, IndexMap<String, Counts>)> {
        let (rule, cause, here, follow) = (self.rule.clone(), self.cause.clone(), self.here, self.follow.clone());
        let limited = self.actor.reach(rule.noun, "create") != Some(Reach::All);
        let write = self.house.write(self.actor.clone(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(cause);
                let mut sizes = Sizes::of(&matched);
                let created: Vec<Record> = matched.created.into_iter().map(|(_, row)| row).collect();
                let changed = matched.changed.into_iter().map(|(_, before, after)| (before, after)).collect::<Vec<_>>();
                let mut made = Vec::new();
                for (noun, rows) in matched.asked {
                    let batch = Batch { created: rows, changed: Vec::new() };
                    made.push((noun, work.write_batch(noun, batch).await?.created));
                }
                if !created.is_empty() || !changed.is_empty() {
                    let written = work.write_batch(rule.noun, Batch { created, changed }).await?;
                    if limited {
                        within_reach(work, rule.noun, &written).await?;
                    }
                    sizes.changed -= written.same as u64;
                    sizes.same += written.same as u64;
                    made.push((rule.noun, written.created));
                }
                count(&mut nouns, &rule, &sizes, failed);
                follow.keep(work, here, &nouns).await?;
                Ok((made, nouns))
            })
        });
        Ok(write.await?.0)
    }

    fn problem(&self, error: FieldError, rows: &[u64]) -> Problem {
        let words = &self.house.registry.words;
        let noun = self.house.registry.noun(self.rule.noun);
        let field = noun.and_then(|noun| noun.field(&error.field));
        let label = field.map_or_else(
            || error.field.to_string(),
            |field| {
                words
                    .say(self.actor.locale, &format!("{}.fields.{}", self.rule.noun, field.name), &field.label)
                    .to_owned()
            },
        );
        let text = words.fill(self.actor.locale, error.code, error.text, &error.arguments);
        let filling = self.rule.fillings.iter().find(|filling| filling.field == error.field);
        let column = filling.map_or_else(
            || error.field.to_string(),
            |filling| match &filling.from {
                crate::plan::From::Column(at) => at.name.clone(),
                crate::plan::From::Constant(_) | crate::plan::From::Text(_) => error.field.to_string(),
            },
        );
        let mut problem = Problem::new(Code::Refused).file(&self.rule.table).column(&column);
        problem.row = error.row.and_then(|row| rows.get(row).copied());
        problem.value = error.value;
        problem.with("detail", format!("{label}: {text}"))
    }
}

/// Whoever has not the whole organization in reach imports only what lies within it.
async fn within_reach(work: &Work, noun: &'static str, written: &kernel::Written) -> Result<()> {
    let house = work.house.clone();
    let noun = house.registry.known(noun)?;
    let mut errors = Vec::new();
    let rows = written.created.iter().map(|row| (row, "create")).chain(written.changed.iter().map(|row| (row, "edit")));
    for (at, (row, verb)) in rows.enumerate() {
        if !work.reader().within(noun, kernel::record::id(row)?, verb).await? {
            let field = noun.scope.owner().unwrap_or("id");
            let mut error = FieldError::new(field, "fields.out_of_reach", "this is outside your reach");
            error.row = Some(at);
            errors.push(error);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
