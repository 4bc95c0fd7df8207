//! Who works where, who leads, and since when.
//!
//! What stands in `units` and `people` is today; `unit_terms`, `memberships` and `reporting_lines` say what was and what
//! will be, and today is worked out from them.
#![doc = include_str!("../README.md")]

mod actions;
pub mod company;
pub mod events;
pub mod exchange_rate;
pub mod handing;
pub mod history;
pub mod holiday;
pub mod membership;
mod migrations;
mod numbering;
pub mod person;
mod places;
pub mod rates;
pub mod reporting_line;
mod rules;
pub mod shaping;
pub mod span;
mod standing;
mod station;
mod tree;
mod turn;
pub mod unit;
pub mod unit_term;

pub use events::{PersonLeft, PersonMoved, UnitClosed, UnitMoved};
pub use history::History;
pub use places::below;
pub use rates::Rates;
pub use span::Span;
pub use standing::standing;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("org")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<company::Entity>()
                .settle::<company::Entity, _>(company::settle)
                .settled::<company::Entity, _>(company::settled),
        )
        .noun(Noun::of::<holiday::Entity>().settled::<holiday::Entity, _>(holiday::settled))
        .noun(
            Noun::of::<exchange_rate::Entity>()
                .settle::<exchange_rate::Entity, _>(exchange_rate::settle)
                .settled::<exchange_rate::Entity, _>(exchange_rate::settled)
                .verb::<actions::Restate>(),
        )
        .noun(
            Noun::of::<unit::Entity>()
                .settle::<unit::Entity, _>(unit::settle)
                .settled_together(unit::settled)
                .verb::<actions::MoveUnit>()
                .verb::<actions::ChangeLeader>()
                .verb::<actions::CloseUnit>(),
        )
        .noun(
            Noun::of::<unit_term::Entity>()
                .part()
                .settle::<unit_term::Entity, _>(unit_term::settle)
                .settled_together(unit_term::settled),
        )
        .noun(
            Noun::of::<person::Entity>()
                .settle::<person::Entity, _>(person::settle)
                .settled_together(person::settled)
                .verb::<actions::MovePerson>()
                .verb::<actions::HandOver>()
                .verb::<actions::Leave>(),
        )
        .noun(
            Noun::of::<membership::Entity>()
                .part()
                .settle::<membership::Entity, _>(membership::settle)
                .settled_together(membership::settled),
        )
        .noun(
            Noun::of::<reporting_line::Entity>()
                .part()
                .settle::<reporting_line::Entity, _>(reporting_line::settle)
                .settled_together(reporting_line::settled),
        )
        .job(turn::job())
        .migrations(migrations::all)
        .start(|house| Box::pin(company::start(house)))
        .words("zh", include_str!("../locales/zh.json"))
}
