//! Whom we sell to.
#![doc = include_str!("../README.md")]

pub mod account;
mod actions;
pub mod contact;
pub mod events;
mod handing;
mod likeness;
mod migrations;
mod rules;
mod succession;
pub mod team_member;

pub use actions::merging;
pub use events::{AccountHandedOver, AccountMerged};
pub use likeness::{NAME, likeness};

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("accounts")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<account::Entity>()
                .alike(&likeness::ACCOUNTS)
                .held("")
                .settle::<account::Entity, _>(account::settle)
                .settled_together(account::settled)
                .settled_together(|wrote, work| Box::pin(handing::follow(wrote, work)))
                .verb::<actions::HandOver>()
                .verb::<actions::Merge>(),
        )
        .noun(
            Noun::of::<contact::Entity>()
                .alike(&likeness::CONTACTS)
                .held("")
                .part()
                .settle::<contact::Entity, _>(contact::settle)
                .verb::<actions::Erase>(),
        )
        .noun(
            Noun::of::<team_member::Entity>()
                .part()
                .settle::<team_member::Entity, _>(team_member::settle)
                .settled::<team_member::Entity, _>(team_member::settled),
        )
        .hears::<org::PersonLeft, _>(succession::hear)
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
