//! What people do with accounts and contacts beyond editing them.

mod erase;
mod hand_over;
mod merge;

pub use erase::Erase;
pub use hand_over::HandOver;
pub use merge::{Merge, merging};
