//! Quartermaster: sales operations, from target to pay.
//!
//! This crate is the binary: configuration, command line, HTTP, the embedded web, and the one ordered list of
//! capabilities.

pub mod capabilities;
pub mod command;
pub mod configuration;
pub mod http;
pub mod keys;
