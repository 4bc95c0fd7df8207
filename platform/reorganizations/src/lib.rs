//! The organization is changed as a whole: planned as a draft, looked at, approved, and in effect on its day.
#![doc = include_str!("../README.md")]

mod actions;
mod applying;
mod chart;
mod effects;
mod holdings;
mod migrations;
pub mod planned;
pub mod reorganization;
mod routes;
mod rules;
mod shape;
pub mod surveying;
mod taking_effect;
mod titling;

pub use routes::routes;
pub use taking_effect::look as look_for_due;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("reorganizations")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<reorganization::Entity>()
                .settle::<reorganization::Entity, _>(reorganization::settle)
                .settled::<reorganization::Entity, _>(reorganization::settled)
                .verb::<actions::Adopt>()
                .verb::<actions::Withdraw>(),
        )
        .noun(
            Noun::of::<planned::Entity>()
                .part()
                .settle::<planned::Entity, _>(planned::settle)
                .settled_together(planned::settled),
        )
        .job(taking_effect::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
