//! Holding the journal against its chain, and the chain against what was published.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use super::block::{Block, BlockCode, Entry, Last, LineCode, SealKey, decode};
use super::{head, rows, schema};
use crate::Result;
use crate::journal::Position;
use crate::secrecy::Secrets;

/// After so many findings the rest is not listed: somebody has rewritten the journal.
const MOST: usize = 1000;

/// Something that is not as it was sealed. Lines are named by their number in the journal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// The line says something else than it did.
    Changed {
        line: i64,
    },
    /// The line is gone.
    Removed {
        line: i64,
    },
    /// The line was not there when its neighbours were sealed.
    Inserted {
        line: i64,
    },
    /// The line stands elsewhere than it did.
    Moved {
        line: i64,
    },
    /// The block itself was tampered with; what it says about its lines is worth nothing.
    BlockChanged {
        block: i64,
    },
    BlockRemoved {
        block: i64,
    },
    /// The block was sealed with another master key, so that this one can say nothing about it.
    OtherKey {
        block: i64,
        key: String,
    },
    /// The block is another than the one published under its number.
    PublishedOtherwise {
        block: i64,
    },
    /// The published chain is longer than the one in the database: the database was rolled back or cut.
    CutShort {
        published: i64,
        stored: i64,
    },
    /// There is a chain but nothing published to hold it against.
    NotPublished,
    /// This line of the published file, counted from 1, is none of ours.
    PublishedUnreadable {
        line: usize,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Changed { line } => write!(out, "line {line} was changed"),
            Finding::Removed { line } => write!(out, "line {line} was removed"),
            Finding::Inserted { line } => write!(out, "line {line} was put in later"),
            Finding::Moved { line } => write!(out, "line {line} was moved"),
            Finding::BlockChanged { block } => write!(out, "block {block} of the seal was changed"),
            Finding::BlockRemoved { block } => write!(out, "block {block} of the seal was removed"),
            Finding::OtherKey { block, key } => write!(out, "block {block} was sealed with another master key ({key})"),
            Finding::PublishedOtherwise { block } => write!(out, "block {block} is not the one that was published"),
            Finding::CutShort { published, stored } => {
                write!(out, "block {published} was published, but the database ends with block {stored}")
            }
            Finding::NotPublished => write!(out, "nothing was published to hold the seal against"),
            Finding::PublishedUnreadable { line } => write!(out, "line {line} of the published file cannot be read"),
        }
    }
}

/// Lines that no block holds yet. Only what is sealed is protected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tail {
    pub lines: i64,
    pub first: Position,
    pub last: Position,
    /// When the oldest was written.
    pub since: DateTime<Utc>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub blocks: i64,
    /// Sealed lines that were looked at.
    pub lines: i64,
    pub findings: Vec<Finding>,
    /// There is more wrong than is listed.
    pub more: bool,
    pub tail: Option<Tail>,
}

impl Report {
    pub fn sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Walks the whole chain from its beginning. `head` is the published file; the database may be in use meanwhile.
pub async fn verify(conn: &impl ConnectionTrait, secrets: &Secrets, head: &Path) -> Result<Report> {
    let (published, unreadable) = head::read(head)?;
    let mut keys = crate::secrecy::retired_keys(conn, secrets).await?;
    keys.push(secrets.clone());
    let keys = keys.iter().map(|key| (key.fingerprint().to_owned(), SealKey::of(key))).collect();
    let mut walk = Walk { keys, published, report: Report::default(), lost: Vec::new(), strange: Vec::new() };
    for line in unreadable {
        walk.report.findings.push(Finding::PublishedUnreadable { line });
    }
    let mut end = Last::NONE;
    while let Some(block) = schema::next_block(conn, end.number).await? {
        walk.block(conn, &end, &block).await?;
        end = block.end();
        if walk.found() > MOST {
            walk.report.more = true;
            break;
        }
    }
    if !walk.report.more {
        walk.chain_ends(end.number);
    }
    let tail = rows::tail(conn, end.position).await?;
    walk.report.tail = tail.map(|(lines, first, last, since)| Tail { lines, first, last, since });
    Ok(walk.finish())
}

struct Walk {
    /// This master key and those retired before it, by fingerprint.
    keys: HashMap<String, SealKey>,
    published: BTreeMap<i64, BlockCode>,
    report: Report,
    /// Lines that are not what or where they were, with the code they were sealed with and the code found in their
    /// place.
    lost: Vec<(i64, LineCode, Option<LineCode>)>,
    /// Lines where none was sealed.
    strange: Vec<(i64, LineCode)>,
}

impl Walk {
    fn found(&self) -> usize {
        self.report.findings.len() + self.lost.len() + self.strange.len()
    }

    async fn block(&mut self, conn: &impl ConnectionTrait, before: &Last, block: &Block) -> Result<()> {
        let gap = before.number + 1..block.number;
        // The code of the block before is part of this one's; without it nothing can be said.
        let previous = gap.is_empty().then_some(&before.code).or_else(|| self.published.get(&(block.number - 1)));
        self.report.findings.extend(gap.take(MOST).map(|block| Finding::BlockRemoved { block }));
        self.report.blocks += 1;
        let number = block.number;
        if self.published.get(&number).is_some_and(|code| *code != block.code) {
            self.report.findings.push(Finding::PublishedOtherwise { block: number });
        }
        let Some(key) = self.keys.get(&block.key) else {
            self.report.findings.push(Finding::OtherKey { block: number, key: block.key.clone() });
            return Ok(());
        };
        let holds = previous.is_some_and(|previous| block.holds(key, previous));
        let entries = decode(&block.entries);
        if !holds || entries.last().map(|entry| entry.position) != Some(block.last) {
            self.report.findings.push(Finding::BlockChanged { block: number });
            return Ok(());
        }
        self.report.lines += entries.len() as i64;
        let from = if number == before.number + 1 { Some(before.position) } else { entries.first().map(just_before) };
        let there = rows::between(conn, key, from.unwrap_or_default(), block.last).await?;
        self.compare(&entries, &there);
        Ok(())
    }

    fn compare(&mut self, sealed: &[Entry], there: &[Entry]) {
        if sealed == there {
            return;
        }
        let mut here: HashMap<i64, &Entry> = there.iter().map(|entry| (entry.position.line, entry)).collect();
        for entry in sealed {
            let line = entry.position.line;
            match here.remove(&line) {
                Some(now) if now == entry => {}
                Some(now) if now.position == entry.position => self.lost.push((line, entry.code, Some(now.code))),
                Some(now) => {
                    // Under its own number but in another transaction.
                    self.lost.push((line, entry.code, None));
                    self.strange.push((line, now.code));
                }
                None => self.lost.push((line, entry.code, None)),
            }
        }
        self.strange.extend(here.into_values().map(|entry| (entry.position.line, entry.code)));
    }

    fn chain_ends(&mut self, stored: i64) {
        match self.published.last_key_value() {
            Some((&published, _)) if published > stored => {
                self.report.findings.push(Finding::CutShort { published, stored });
            }
            None if stored > 0 => self.report.findings.push(Finding::NotPublished),
            _ => {}
        }
    }

    /// A line whose sealed content turns up elsewhere was moved, not lost.
    fn finish(mut self) -> Report {
        let elsewhere: HashMap<LineCode, i64> = self
            .strange
            .iter()
            .map(|(line, code)| (*code, *line))
            .chain(self.lost.iter().filter_map(|(line, _, now)| now.map(|now| (now, *line))))
            .collect();
        let sealed: HashMap<LineCode, i64> = self.lost.iter().map(|(line, code, _)| (*code, *line)).collect();
        for (line, code, now) in &self.lost {
            self.report.findings.push(match (elsewhere.contains_key(code), now) {
                (true, _) => Finding::Moved { line: *line },
                (false, Some(_)) => Finding::Changed { line: *line },
                (false, None) => Finding::Removed { line: *line },
            });
        }
        for (line, code) in &self.strange {
            // The line that it is a copy of is named already.
            if !sealed.contains_key(code) {
                self.report.findings.push(Finding::Inserted { line: *line });
            }
        }
        self.report.findings.sort();
        self.report.more |= self.report.findings.len() > MOST;
        self.report.findings.truncate(MOST);
        self.report
    }
}

/// A position between the line before and this one; lines are numbered from 1.
fn just_before(entry: &Entry) -> Position {
    Position { tx: entry.position.tx, line: entry.position.line - 1 }
}
