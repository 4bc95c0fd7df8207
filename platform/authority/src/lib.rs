//! Who may decide what.
#![doc = include_str!("../README.md")]

mod actions;
mod asking;
mod hands;
mod library;
pub mod matter;
mod migrations;
mod naming;
mod own;
mod page;
mod question;
pub mod right;
mod routes;
pub mod rules;
mod sheets;
mod sight;
mod told;

pub use asking::{holders, line_above, verdict};
pub use matter::{Act, CustomerTier, Kind, Matter};
pub use routes::routes;
pub use rules::{Against, Limit, Source, Through, Verdict};

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("authority")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<right::Entity>()
                .settle::<right::Entity, _>(right::settle)
                .settled::<right::Entity, _>(right::settled)
                .verb::<actions::End>()
                .verb::<actions::Revise>(),
        )
        .hears::<positions::PositionTaken, _>(library::hear)
        .watches(naming::watch)
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
