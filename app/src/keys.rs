//! The master key: from the environment, or from a file that the first start makes beside the data.

use crate::configuration::Configuration;
use kernel::{Result, Secrets};

/// The environment's master key, and the one to take its place.
pub const VARIABLE: &str = "QUARTERMASTER_KEY";
pub const NEXT: &str = "QUARTERMASTER_NEW_KEY";

/// `QUARTERMASTER_KEY` (64 hex digits), else the key file.
pub fn secrets(configuration: &Configuration) -> Result<Secrets> {
    match std::env::var(VARIABLE) {
        Ok(text) => Secrets::from_hex(&text),
        Err(_) => Secrets::open(&configuration.beside(".key")),
    }
}
