//! What people do with paths, initiatives, milestones, resources and landing checks.

mod close;
mod conclude;
mod grant;
mod land;
mod reach;
mod start;
mod stop;

pub use close::{Close, OpenAgain};
pub use conclude::Conclude;
pub use grant::{Grant, Release};
pub use land::Land;
pub use reach::{ReachMilestone, ReopenMilestone};
pub use start::{Plan, Start};
pub use stop::{Resume, Stop};
