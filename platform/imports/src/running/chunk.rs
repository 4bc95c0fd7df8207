//! One chunk: so many rows in one transaction, with their journal lines and how far the import has come.

use super::course::{Follow, Position};
use super::matching::Matched;
use super::rows::{Rows, write_all, write_rest};
use crate::plan::Rule;
use crate::problem::{Code, Problem};
use crate::report::{Counts, Report};
use indexmap::IndexMap;
use kernel::{Actor, Batch, Error, FieldError, House, Reach, Record, Refusal, Result};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Adds what a piece came to. Rows that a later rule completes count once.
pub(super) fn count(nouns: &mut IndexMap<String, Counts>, rule: &Rule, matched: &Sizes, failed: u64) {
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
pub(super) struct Sizes {
    pub asked: Vec<(&'static str, u64)>,
    pub created: u64,
    pub changed: u64,
    pub same: u64,
}

impl Sizes {
    pub fn of(matched: &Matched) -> Self {
        Self {
            asked: matched.asked.iter().map(|(noun, rows)| (*noun, rows.len() as u64)).collect(),
            created: matched.created.len() as u64 + matched.counted,
            changed: matched.changed.len() as u64,
            same: matched.same,
        }
    }
}

/// A chunk on its way.
pub(super) struct Chunk<'a> {
    pub house: &'a Arc<House>,
    pub actor: &'a Actor,
    pub rule: &'a Arc<Rule>,
    pub cause: &'a Json,
    pub here: Position,
    pub follow: &'a Arc<dyn Follow>,
    /// Rows that are refused are left out instead of ending the run.
    pub leave_out: bool,
}

/// A noun and the rows that were made of it. Those that look-ups asked for are known since they were asked for.
type Made = (&'static str, Vec<Record>);

/// What became of a chunk.
struct Done {
    made: Made,
    nouns: IndexMap<String, Counts>,
    refused: Vec<FieldError>,
}

impl Chunk<'_> {
    /// Writes the chunk; rows that the noun's own rules refuse are reported, and left out where that is wanted. `None`
    /// when the import has to end.
    pub async fn write(&self, matched: Matched, failed: u64, report: &mut Report) -> Result<Option<Made>> {
        match self.attempt(matched, failed, report.nouns.clone()).await {
            Ok(done) => {
                report.nouns = done.nouns;
                report.extend(done.refused.into_iter().map(|error| refused(self.house, self.actor, self.rule, error)));
                Ok(Some(done.made))
            }
            Err(Error::Invalid(errors)) => {
                report.extend(errors.into_iter().map(|error| refused(self.house, self.actor, self.rule, error)));
                Ok(None)
            }
            Err(Error::Refused(refusal)) => {
                report.add(refused(self.house, self.actor, self.rule, of_refusal(refusal)));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// One transaction: rows, journal, and how far the import has come.
    async fn attempt(&self, matched: Matched, failed: u64, mut nouns: IndexMap<String, Counts>) -> Result<Done> {
        let (rule, cause, here, follow) = (self.rule.clone(), self.cause.clone(), self.here, self.follow.clone());
        let limited = is_limited(self.actor, rule.noun);
        let leave_out = self.leave_out;
        let write = self.house.write(self.actor.clone(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(cause);
                let mut sizes = Sizes::of(&matched);
                for (noun, rows) in matched.asked {
                    work.write_batch(noun, Batch { created: rows, changed: Vec::new() }).await?;
                }
                let rows = Rows { created: matched.created, changed: matched.changed };
                let (written, refused) = if leave_out {
                    write_rest(work, rule.noun, rows, limited).await?
                } else {
                    (write_all(work, rule.noun, rows, limited).await?, Vec::new())
                };
                let bad: BTreeSet<Option<usize>> = refused.iter().map(|error| error.row).collect();
                sizes.created = written.created.len() as u64;
                sizes.changed = written.changed.len() as u64;
                sizes.same += written.same as u64;
                let made = (rule.noun, written.created);
                count(&mut nouns, &rule, &sizes, failed + bad.len() as u64);
                follow.keep(work, here, &nouns).await?;
                Ok(Done { made, nouns, refused })
            })
        });
        Ok(write.await?.0)
    }
}

/// Whether each row has to be asked about: whoever has not the whole organization in reach imports only within it.
pub(super) fn is_limited(actor: &Actor, noun: &str) -> bool {
    actor.reach(noun, "create") != Some(Reach::All)
}

pub(super) fn of_refusal(refusal: Refusal) -> FieldError {
    let mut error = FieldError::new(refusal.field.unwrap_or("id"), refusal.code, refusal.text);
    error.arguments = refusal.arguments;
    error
}

/// What the nouns' own rules say, with its place in the file.
pub(super) fn refused(house: &House, actor: &Actor, rule: &Rule, error: FieldError) -> Problem {
    let words = &house.registry.words;
    let field = house.registry.noun(rule.noun).and_then(|noun| noun.field(&error.field));
    let text = words.fill(actor.locale, error.code, error.text, &error.arguments);
    let filling = rule.fillings.iter().find(|filling| filling.field == error.field);
    let column = match filling.map(|filling| &filling.from) {
        Some(crate::plan::From::Column(at)) if at.join.is_none() => at.name.clone(),
        Some(crate::plan::From::Column(at)) => format!("{}.{}", at.table, at.name),
        Some(crate::plan::From::Constant(_) | crate::plan::From::Text(_)) | None => error.field.to_string(),
    };
    let said = match field.filter(|_| error.field != "id") {
        Some(field) => {
            let key = format!("{}.fields.{}", rule.noun, field.name);
            format!("{}: {text}", words.say(actor.locale, &key, &field.label))
        }
        None => text,
    };
    let mut problem = Problem::new(Code::Refused).file(&rule.table).column(&column);
    problem.row = error.row.map(|row| row as u64);
    problem.value = error.value;
    problem.with("detail", said)
}
