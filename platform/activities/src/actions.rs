//! Verbs on an activity.

mod complete;
mod reopen;

pub use complete::Complete;
pub use reopen::Reopen;
