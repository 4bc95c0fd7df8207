//! Files become rows, and rows files.

pub mod problem;
pub mod profile;
pub mod reading;
pub mod values;
pub mod writing;
