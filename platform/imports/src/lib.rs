//! Files become rows, and rows files.

pub mod command;
pub mod import;
pub mod mapping;
mod migrations;
pub mod plan;
pub mod problem;
pub mod profile;
pub mod reading;
pub mod report;
pub mod running;
pub mod shipped;
pub mod steps;
pub mod upload;
pub mod values;
pub mod writing;

/// Tables and words of imports.
pub fn capability() -> kernel::Capability {
    kernel::Capability::new("imports").migrations(migrations::all).words("zh", include_str!("../locales/zh.json"))
}
