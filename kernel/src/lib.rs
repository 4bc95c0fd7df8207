//! The words every capability shares.

pub mod money;
