//! What waits for a yes.
#![doc = include_str!("../README.md")]

mod actions;
mod asking;
pub mod decision;
pub mod delegation;
mod drawing;
pub mod edition;
mod engine;
mod facts;
pub mod flow;
mod flows;
mod guard;
mod late;
mod migrations;
mod people;
pub mod plan;
pub mod request;
mod routes;
mod rules;
mod sending;
pub mod step;
mod watching;
mod whole;

pub use asking::Act;
pub use late::look as look_for_late;
pub use routes::routes;
pub use sending::send;
pub use watching::standing;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("approvals")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<request::Entity>()
                .system()
                .verb::<actions::Approve>()
                .verb::<actions::Refuse>()
                .verb::<actions::PassOn>()
                .verb::<actions::AskOthers>()
                .verb::<actions::SendBack>()
                .verb::<actions::SendAgain>()
                .verb::<actions::Remind>()
                .verb::<actions::Withdraw>()
                .verb::<actions::Veto>(),
        )
        .noun(Noun::of::<decision::Entity>().system())
        .noun(
            Noun::of::<flow::Entity>()
                .settle::<flow::Entity, _>(flow::settle)
                .verb::<actions::Draft>()
                .verb::<actions::Retire>(),
        )
        .noun(
            Noun::of::<edition::Entity>()
                .part()
                .settle::<edition::Entity, _>(edition::settle)
                .settled::<edition::Entity, _>(edition::settled)
                .verb::<actions::PutInForce>(),
        )
        .noun(
            Noun::of::<step::Entity>()
                .part()
                .settle::<step::Entity, _>(step::settle)
                .settled::<step::Entity, _>(step::settled),
        )
        .noun(Noun::of::<delegation::Entity>().settle::<delegation::Entity, _>(delegation::settle))
        .guards(|attempt, work| Box::pin(guard::ask(attempt, work)))
        .watches(|noun, wrote, work| Box::pin(watching::wrote(noun, wrote, work)))
        .hears::<org::PersonLeft, _>(|gone, work| Box::pin(late::left(gone, work)))
        .job(late::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
