//! One believable company, always two years old and always alive today.
//!
//! Clearsea Controls sells controllers, drives and edge computers from Shanghai. [`plan::Plan`] works out its last two
//! years from the date and a seed.

pub mod catalogue;
pub mod company;
pub mod customers;
mod dice;
mod papers;
pub mod plan;
mod write;

pub use write::fill;
