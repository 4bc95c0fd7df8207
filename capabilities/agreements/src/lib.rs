//! Business Target Agreements: who answers for which target, by which KPIs, scored by which rules, signed by whom.
#![doc = include_str!("../README.md")]

mod actions;
pub mod agreement;
mod chasing;
pub mod clause;
mod comparing;
mod drawing;
mod files;
pub mod kpi;
pub mod line;
mod measuring;
mod metrics;
mod migrations;
mod months;
mod paper;
mod previewing;
mod routes;
pub mod rules;
pub mod score;
pub mod scoring;
mod signing;
mod succession;
mod telling;
mod turn;
mod waiting;
mod whole;
mod words;

pub use chasing::chase;
pub use files::{Kind as FileKind, hash};
pub use routes::routes;
pub use signing::{document_history, write_history};
pub use turn::{score, turn};

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    let capability = Capability::new("agreements")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<agreement::Entity>()
                .settle::<agreement::Entity, _>(agreement::settle)
                .settled::<agreement::Entity, _>(agreement::settled)
                .verb::<actions::Issue>()
                .verb::<actions::Accept>()
                .verb::<actions::AcceptWithReservation>()
                .verb::<actions::Dispute>()
                .verb::<actions::Countersign>()
                .verb::<actions::Remind>()
                .verb::<actions::TakeBack>()
                .verb::<actions::Amend>()
                .verb::<actions::Withdraw>()
                .verb::<actions::End>(),
        )
        .noun(
            Noun::of::<kpi::Entity>()
                .part()
                .settle::<kpi::Entity, _>(kpi::settle)
                .settled::<kpi::Entity, _>(kpi::settled),
        )
        .noun(
            Noun::of::<clause::Entity>()
                .part()
                .settle::<clause::Entity, _>(clause::settle)
                .settled::<clause::Entity, _>(clause::settled),
        )
        .noun(Noun::of::<score::Entity>().system().part().verb::<actions::Close>())
        .noun(Noun::of::<line::Entity>().system().part().verb::<actions::Judge>())
        .verb::<actions::DrawUp>()
        .hears::<org::PersonLeft, _>(succession::hear)
        .job(turn::job())
        .job(turn::scores())
        .job(chasing::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"));
    metrics::add_to(capability)
}
