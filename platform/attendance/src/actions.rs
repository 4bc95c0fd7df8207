//! What people do with absences.

mod decide;
mod return_early;
mod withdraw;

pub use decide::{Approve, Refuse};
pub use return_early::ReturnEarly;
pub use withdraw::Withdraw;
