//! What people do about a dispute.

mod answer;
mod appeal;
mod pass_up;
mod rule;
mod settle;
mod withdraw;

pub use answer::Answer;
pub use appeal::Appeal;
pub use pass_up::PassUp;
pub use rule::Rule;
pub use settle::Settle;
pub use withdraw::Withdraw;

use kernel::{Refusal, Work};
use org::person::PersonId;

/// Whoever acts, as a person of the organization.
fn me(work: &Work, otherwise: Refusal) -> Result<PersonId, Refusal> {
    work.actor.person.map(PersonId).ok_or(otherwise)
}
