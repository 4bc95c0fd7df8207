//! What people do with policies, their editions, and what was found.

mod acknowledge;
mod check;
mod draft;
mod look;
mod mend;
mod publish;
mod review;
mod take_back;
mod withdraw;

pub use acknowledge::{Acknowledge, Remind};
pub use check::{CallOff, Complete};
pub use draft::Draft;
pub use look::Look;
pub use mend::{Mend, Reopen};
pub use publish::Publish;
pub use review::Review;
pub use take_back::TakeBack;
pub use withdraw::Withdraw;
