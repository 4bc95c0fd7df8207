//! Rows on their way into the database: read in a thread of their own, matched with what is there, written in chunks.

mod chunk;
mod matching;
mod seen;
mod stream;
mod suggest;
mod undo;

pub use chunk::{Course, Follow, Outcome, Position, Quiet, dry_run, run};
pub use undo::{Undone, undo};

/// Rows that are written in one transaction, with one journal line.
pub const CHUNK: usize = 1_000;
