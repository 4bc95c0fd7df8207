//! Files become rows, and rows files.

pub mod problem;
pub mod reading;
pub mod values;
