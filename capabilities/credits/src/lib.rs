//! Who gets how much of which won deal: one ledger that only grows, read by whatever counts what people have sold.
#![doc = include_str!("../README.md")]

mod actions;
mod asking;
mod booking;
pub mod closing;
pub mod credit;
mod filling;
mod heard;
pub mod ledger;
mod metrics;
mod migrations;
pub mod overlay;
pub mod rules;
pub mod shares;
mod sharing;
pub mod split;

pub use asking::credited;
pub use filling::fill;
pub use sharing::{ruling, splits_of};

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("credits"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(Noun::of::<credit::Entity>().system())
        .noun(Noun::of::<split::Entity>().part().system())
        .noun(Noun::of::<overlay::Entity>().part().system())
        .noun(Noun::of::<closing::Entity>().settle::<closing::Entity, _>(closing::settle))
        .verb::<actions::ShareCredit>()
        .verb::<actions::CreditAgain>()
        .watches(|noun, wrote, work| Box::pin(heard::wrote(noun, wrote, work)))
        .hears::<accounts::AccountMerged, _>(|merged, work| Box::pin(heard::merged(merged, work)))
        .job(filling::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
