//! Verbs on a lead. `convert` stands with opportunities, for it makes one.

mod assign;
mod disqualify;
mod qualify;
mod reopen;

pub use assign::Assign;
pub use disqualify::Disqualify;
pub use qualify::Qualify;
pub use reopen::Reopen;
