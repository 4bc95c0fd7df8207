//! Files become rows, and rows files.

pub mod plan;
pub mod problem;
pub mod profile;
pub mod reading;
pub mod report;
pub mod running;
pub mod values;
pub mod writing;

/// Tables and words of imports.
pub fn capability() -> kernel::Capability {
    kernel::Capability::new("imports").words("zh", include_str!("../locales/zh.json"))
}
