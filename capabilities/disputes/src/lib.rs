//! Two people claim the same customer: a case with evidence, decided by the nearest superior of both.
#![doc = include_str!("../README.md")]

mod actions;
mod arbiter;
pub mod dispute;
pub mod evidence;
mod filing;
mod heard;
mod history;
mod late;
mod metrics;
mod migrations;
mod outcome;
mod routes;
mod rules;
mod telling;

pub use late::look as look_for_late;
pub use routes::routes;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("disputes"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<dispute::Entity>()
                .settle::<dispute::Entity, _>(dispute::settle)
                .settled::<dispute::Entity, _>(dispute::settled)
                .verb::<actions::Answer>()
                .verb::<actions::Settle>()
                .verb::<actions::Rule>()
                .verb::<actions::Appeal>()
                .verb::<actions::PassUp>()
                .verb::<actions::Withdraw>(),
        )
        .noun(
            Noun::of::<evidence::Entity>()
                .part()
                .settle::<evidence::Entity, _>(evidence::settle)
                .settled::<evidence::Entity, _>(evidence::settled),
        )
        .hears::<org::PersonLeft, _>(|gone, work| Box::pin(heard::left(gone, work)))
        .hears::<accounts::AccountMerged, _>(|merged, work| Box::pin(heard::merged(merged, work)))
        .job(late::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
