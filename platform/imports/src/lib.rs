#![doc = include_str!("../README.md")]

pub mod account;
pub mod background;
pub mod command;
pub mod import;
pub mod import_profile;
pub mod leftover;
pub mod mapping;
mod migrations;
pub mod plan;
pub mod problem;
pub mod profile;
pub mod profiles;
pub mod reading;
pub mod report;
mod routes;
pub mod running;
pub mod shipped;
pub mod steps;
pub mod upload;
pub mod values;
pub mod writing;

pub use routes::routes;

pub fn capability() -> kernel::Capability {
    kernel::Capability::new("imports")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(import_profile::noun())
        .job(background::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
