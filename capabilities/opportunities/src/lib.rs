#![doc = include_str!("../README.md")]

pub mod actions;
pub mod catalogue;
pub mod competitor;
pub mod events;
mod heard;
mod history;
pub mod line;
mod metrics;
mod migrations;
pub mod opportunity;
pub mod pipeline;
mod price;
pub mod reason;
pub mod rival;
pub mod rules;
mod settling;
pub mod stage;
pub mod stage_change;
mod start;
pub mod touch;
mod touching;
mod worth;

pub use touching::catch_up as keep_in_touch;

use kernel::Capability;

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("opportunities"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(pipeline::noun())
        .noun(stage::noun())
        .noun(reason::noun())
        .noun(competitor::noun())
        .noun(opportunity::noun())
        .noun(line::noun())
        .noun(rival::noun())
        .noun(stage_change::noun())
        .noun(touch::noun())
        .verb::<actions::Convert>()
        .hears::<accounts::events::AccountHandedOver, _>(|handed, work| Box::pin(heard::handed_over(handed, work)))
        .hears::<accounts::events::AccountMerged, _>(|merged, work| Box::pin(heard::merged(merged, work)))
        .job(touching::job())
        .migrations(migrations::all)
        .start(|house| Box::pin(start::start(house)))
        .words("zh", include_str!("../locales/zh.json"))
}
