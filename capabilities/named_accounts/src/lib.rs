//! Which accounts a business unit has named, who looks after each, and since when.
#![doc = include_str!("../README.md")]

mod actions;
pub mod attention;
mod comparing;
mod copy;
pub mod edition;
mod freely;
pub mod line;
pub mod list;
mod merging;
mod metrics;
mod migrations;
mod protecting;
mod routes;
pub mod rules;
mod standing;
mod turn;
mod whole;

pub use routes::routes;
pub use standing::{Stands, standing};
pub use turn::turn;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("named_accounts"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<list::Entity>()
                .held("")
                .settle::<list::Entity, _>(list::settle)
                .settled::<list::Entity, _>(list::settled)
                .verb::<actions::Draft>()
                .verb::<actions::End>(),
        )
        .noun(
            Noun::of::<edition::Entity>()
                .part()
                .settle::<edition::Entity, _>(edition::settle)
                .settled::<edition::Entity, _>(edition::settled)
                .verb::<actions::PutInForce>()
                .verb::<actions::Withdraw>(),
        )
        .noun(Noun::of::<line::Entity>().part().settle::<line::Entity, _>(line::settle).settled_together(line::settled))
        .guards(|attempt, work| Box::pin(protecting::ask(attempt, work)))
        .hears::<accounts::AccountMerged, _>(|merged, work| Box::pin(merging::hear(merged, work)))
        .job(turn::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
