//! The words every capability shares.

pub mod calendar;
pub mod clock;
pub mod money;
pub mod period;
