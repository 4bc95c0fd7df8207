//! The rows of a rule's table as drafts, read ahead in a thread while earlier ones are written.

use super::{CHUNK, PROBLEMS};
use crate::plan::{Draft, Filled, From, Rule, Tables, Target};
use crate::problem::{Code, Problem};
use crate::values::Kind;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Some rows, read.
#[derive(Debug, Default)]
pub struct Drafts {
    pub drafts: Vec<Draft>,
    /// Rows up to where an interrupted import had come: their keys are taken, nothing else is done with them.
    pub earlier: Vec<Draft>,
    pub problems: Vec<Problem>,
    /// Rows that have an error.
    pub failed: u64,
    /// The last row that was looked at, whatever became of it.
    pub last_row: u64,
    /// Table, column, least and greatest date among these rows.
    pub dates: Vec<(String, String, String, String)>,
    /// The table has been read to its end.
    pub end: bool,
}

/// Starts reading; rows up to `after` are earlier ones. Dropping the receiver ends the thread.
pub fn drafts(rule: Arc<Rule>, tables: Arc<Tables>, after: u64) -> Receiver<Drafts> {
    let (send, receive) = channel(1);
    tokio::task::spawn_blocking(move || {
        let mut reader = Reader { rule: &rule, piece: Drafts::default(), matched: HashMap::new(), ranges: Vec::new() };
        reader.ranges = vec![None; rule.fillings.len()];
        if let Err(problem) = reader.read(&tables, after, &send) {
            reader.piece.problems.push(problem.file(&rule.table));
            reader.piece.failed += 1;
        }
        reader.piece.end = true;
        reader.unmatched();
        // Nobody listens any more when the import was cancelled.
        let _ = send.blocking_send(reader.finished());
    });
    receive
}

struct Reader<'a> {
    rule: &'a Rule,
    piece: Drafts,
    matched: HashMap<usize, HashSet<String>>,
    ranges: Vec<Option<(String, String)>>,
}

impl Reader<'_> {
    fn read(&mut self, tables: &Tables, after: u64, send: &Sender<Drafts>) -> Result<(), Problem> {
        let mut rows = tables.open(&self.rule.table).map_err(crate::reading::ReadError::into_problem)?;
        while let Some((row, shape)) = rows.next_row().map_err(crate::reading::ReadError::into_problem)? {
            for (index, join) in self.rule.joins.iter().enumerate().filter(|(_, join)| join.every) {
                if let Some(column) = join.here.index {
                    self.matched.entry(index).or_default().insert(row.cell(column).text().to_owned());
                }
            }
            if row.number <= after {
                if !shape.iter().any(Problem::is_error)
                    && let Ok(Some((draft, _))) = self.rule.draft(&row)
                {
                    self.piece.earlier.push(draft);
                }
                if self.piece.earlier.len() >= CHUNK && send.blocking_send(self.finished()).is_err() {
                    return Ok(());
                }
                continue;
            }
            self.piece.last_row = row.number;
            if shape.iter().any(Problem::is_error) {
                // Said when the file was judged.
                self.piece.failed += 1;
                continue;
            }
            match self.rule.draft(&row) {
                Ok(None) => {}
                Ok(Some((draft, notices))) => {
                    self.range(&draft);
                    self.piece.problems.extend(notices);
                    self.piece.drafts.push(draft);
                }
                Err(problems) => {
                    self.piece.failed += 1;
                    self.piece.problems.extend(problems);
                }
            }
            if self.piece.drafts.len() >= CHUNK || self.piece.problems.len() >= PROBLEMS {
                let piece = self.finished();
                if send.blocking_send(piece).is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn range(&mut self, draft: &Draft) {
        for ((filling, value), range) in self.rule.fillings.iter().zip(&draft.values).zip(&mut self.ranges) {
            let (Target::Read(reading), Filled::Stored(Json::String(date))) = (&filling.target, value) else {
                continue;
            };
            if !matches!(reading.kind, Kind::Date | Kind::Instant { .. }) {
                continue;
            }
            match range {
                None => *range = Some((date.clone(), date.clone())),
                Some((first, _)) if *date < *first => first.clone_from(date),
                Some((_, last)) if *date > *last => last.clone_from(date),
                Some(_) => {}
            }
        }
    }

    fn finished(&mut self) -> Drafts {
        let mut piece = std::mem::take(&mut self.piece);
        for (filling, range) in self.rule.fillings.iter().zip(&mut self.ranges) {
            if let (From::Column(at), Some((first, last))) = (&filling.from, range.take()) {
                piece.dates.push((at.table.clone(), at.name.clone(), first, last));
            }
        }
        piece
    }

    /// Rows of joined tables that must have a counterpart and found none.
    fn unmatched(&mut self) {
        for (index, join) in self.rule.joins.iter().enumerate().filter(|(_, join)| join.every) {
            let matched = self.matched.remove(&index).unwrap_or_default();
            let mut alone: Vec<_> = join.rows.iter().filter(|(key, _)| !matched.contains(*key)).collect();
            alone.sort_by_key(|(_, row)| row.number);
            for (key, row) in alone {
                let problem = Problem::new(Code::Unmatched).file(&join.table).row(row.number).column(&join.there);
                self.piece.problems.push(problem.value(key).with("file", &self.rule.table));
                self.piece.failed += 1;
            }
        }
    }
}
