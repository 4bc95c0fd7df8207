//! Rows on their way into the database: read in a thread of their own, matched with what is there, written in chunks.

mod chunk;
mod course;
mod dry_run;
mod matching;
mod rehearsal;
mod rows;
mod seen;
mod stream;
mod suggest;
mod undo;

pub use course::{Course, Follow, Outcome, Position, Quiet, run};
pub use dry_run::dry_run;
pub use rehearsal::rehearse;
pub use undo::{Heed, Undone, go_on_undoing, undo};

/// Rows that are written in one transaction. Each transaction writes every page of the indices that it touches to the log
/// once: with a thousand rows, a million of them cost three times what they cost with ten thousand. Others who write wait
/// for one chunk, about half a second.
pub const CHUNK: usize = 10_000;
/// Rows that one line of the journal tells of.
pub const LINE: usize = 1_000;
/// Problems that are passed on together.
const PROBLEMS: usize = 1_000;
