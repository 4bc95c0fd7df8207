//! One file per promise.

pub mod cascade;
pub mod create;
pub mod import;
pub mod list;
pub mod memory;
pub mod scope;
pub mod start;
pub mod win_rate;
