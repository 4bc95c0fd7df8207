#![doc = include_str!("../README.md")]

pub mod custom_field;
pub mod dashboard;
mod indexing;
mod migrations;
mod refresh;
mod routes;
pub mod rules;
pub mod shortcuts;
pub mod view;

pub use indexing::bring_up as index_fields;
pub use routes::routes;

use kernel::Capability;

pub fn capability() -> Capability {
    Capability::new("views")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(view::noun())
        .noun(dashboard::noun())
        .noun(custom_field::noun())
        .job(indexing::job())
        .migrations(migrations::all)
        .start(|house| Box::pin(refresh::start(house)))
        .words("zh", include_str!("../locales/zh.json"))
}
