#![doc = include_str!("../README.md")]

mod actions;
pub mod activity;
pub mod events;
mod metrics;
mod migrations;
mod routes;
pub mod rules;
pub mod store;
pub mod story;

pub use routes::routes;

use kernel::Capability;

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("activities"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(activity::noun())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
