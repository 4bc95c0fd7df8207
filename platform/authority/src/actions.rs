//! Verbs of rights.

mod end;
mod revise;

pub use end::End;
pub use revise::Revise;
