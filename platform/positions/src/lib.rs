//! Which positions there are, what each asks for, who holds it, and how many are wanted.
#![doc = include_str!("../README.md")]

mod actions;
pub mod appointment;
pub mod assessment;
mod board;
pub mod collaborator;
mod comparing;
pub mod competency;
mod copy;
pub mod docx;
pub mod duty;
pub mod events;
pub mod fit;
mod headcount;
pub mod headcount_plan;
pub mod kpi;
mod leaving;
pub mod library;
mod lines;
mod migrations;
pub mod position;
pub mod requirement;
mod routes;
pub mod rules;
pub mod sheet;
mod taking;
mod turn;
pub mod whole;

pub use events::PositionTaken;
pub use routes::routes;
pub use taking::{Taken, competency as library_competency, take};
pub use turn::turn;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("positions")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<position::Entity>()
                .settle::<position::Entity, _>(position::settle)
                .verb::<actions::Appoint>()
                .verb::<actions::Draft>()
                .verb::<actions::Retire>()
                .verb::<actions::Revive>(),
        )
        .noun(
            Noun::of::<sheet::Entity>()
                .part()
                .settle::<sheet::Entity, _>(sheet::settle)
                .settled::<sheet::Entity, _>(sheet::settled)
                .verb::<actions::PutInForce>()
                .verb::<actions::Withdraw>(),
        )
        .noun(
            Noun::of::<duty::Entity>()
                .part()
                .settle::<duty::Entity, _>(lines::settle)
                .settled::<duty::Entity, _>(lines::settled),
        )
        .noun(
            Noun::of::<collaborator::Entity>()
                .part()
                .settle::<collaborator::Entity, _>(lines::settle)
                .settled::<collaborator::Entity, _>(lines::settled),
        )
        .noun(
            Noun::of::<kpi::Entity>()
                .part()
                .settle::<kpi::Entity, _>(kpi::settle)
                .settled::<kpi::Entity, _>(lines::settled),
        )
        .noun(Noun::of::<competency::Entity>())
        .noun(
            Noun::of::<requirement::Entity>()
                .part()
                .settle::<requirement::Entity, _>(requirement::settle)
                .settled::<requirement::Entity, _>(lines::settled),
        )
        .noun(
            Noun::of::<appointment::Entity>()
                .settle::<appointment::Entity, _>(appointment::settle)
                .settled_together(appointment::settled)
                .verb::<actions::End>(),
        )
        .noun(Noun::of::<assessment::Entity>().settle::<assessment::Entity, _>(assessment::settle))
        .noun(Noun::of::<headcount_plan::Entity>().settle::<headcount_plan::Entity, _>(headcount_plan::settle))
        .verb::<actions::AppointPerson>()
        .hears::<org::PersonLeft, _>(leaving::hear)
        .job(turn::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
