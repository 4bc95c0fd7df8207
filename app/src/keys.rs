//! The master key: from the environment, or from a file that the first start makes beside the data.

use crate::configuration::Configuration;
use kernel::{Result, Secrets};

/// `QUARTERMASTER_KEY` (64 hex digits), else the key file.
pub fn secrets(configuration: &Configuration) -> Result<Secrets> {
    match std::env::var("QUARTERMASTER_KEY") {
        Ok(text) => Secrets::from_hex(&text),
        Err(_) => Secrets::open(&configuration.beside(".key")),
    }
}
