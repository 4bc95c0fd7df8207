//! What people do with a reorganization.

mod adopt;
mod withdraw;

pub use adopt::Adopt;
pub use withdraw::Withdraw;
