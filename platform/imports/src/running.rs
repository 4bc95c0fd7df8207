//! Rows on their way into the database: read in a thread of their own, matched with what is there, written in chunks.

mod chunk;
mod matching;
mod seen;
mod stream;
mod suggest;
mod undo;

pub use chunk::{Course, Follow, Outcome, Position, Quiet, dry_run, run};
pub use undo::{Undone, undo};

/// Rows that are written in one transaction, with one journal line. Each transaction writes every page of the indices
/// that it touches to the log once: with a thousand rows a million of them cost three times what they cost with ten
/// thousand. Others who write wait for one chunk, about half a second.
pub const CHUNK: usize = 10_000;
/// Problems that are passed on together.
const PROBLEMS: usize = 1_000;
