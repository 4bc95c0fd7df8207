#![doc = include_str!("../README.md")]

pub mod actions;
pub mod events;
mod heard;
pub mod lead;
mod metrics;
mod migrations;
pub mod rules;

use kernel::Capability;

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("leads"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(lead::noun())
        .hears::<accounts::events::AccountMerged, _>(|merged, work| Box::pin(heard::merged(merged, work)))
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
