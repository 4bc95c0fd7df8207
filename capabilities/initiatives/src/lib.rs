//! How the gap between where a number is going and where it should be is closed: paths, initiatives, what they need, and
//! whether they have landed.
#![doc = include_str!("../README.md")]

mod actions;
mod aiming;
pub mod board;
pub mod cards;
pub mod findings;
pub mod initiative;
mod keeping;
pub mod landing_check;
pub mod lift;
mod measuring;
mod metrics;
mod migrations;
pub mod milestone;
pub mod path;
mod reading;
mod reminding;
pub mod resource;
pub mod resource_use;
pub mod risk;
mod routes;
mod rules;
mod splitting;
mod teams;
mod whole;

pub use reminding::remind;
pub use routes::routes;

use kernel::{Capability, Noun, Origin, Work};

pub fn capability() -> Capability {
    let capability = Capability::new("initiatives")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<path::Entity>()
                .settle::<path::Entity, _>(path::settle)
                .settled::<path::Entity, _>(path::settled)
                .held(r#"{"field": "state", "op": "eq", "value": "open"}"#)
                .verb::<actions::Close>()
                .verb::<actions::OpenAgain>(),
        )
        .noun(
            Noun::of::<initiative::Entity>()
                .settle::<initiative::Entity, _>(initiative::settle)
                .settled::<initiative::Entity, _>(initiative::settled)
                .held(r#"{"field": "state", "op": "in", "value": ["idea", "planned", "running"]}"#)
                .verb::<actions::Plan>()
                .verb::<actions::Start>()
                .verb::<actions::Land>()
                .verb::<actions::Stop>()
                .verb::<actions::Resume>(),
        )
        .noun(
            Noun::of::<milestone::Entity>()
                .part()
                .settle::<milestone::Entity, _>(milestone::settle)
                .settled::<milestone::Entity, _>(milestone::settled)
                .held(r#"{"field": "done", "op": "eq", "value": false}"#)
                .verb::<actions::ReachMilestone>()
                .verb::<actions::ReopenMilestone>(),
        )
        .noun(
            Noun::of::<resource::Entity>()
                .settle::<resource::Entity, _>(resource::settle)
                .settled::<resource::Entity, _>(resource::settled)
                .held(r#"{"field": "state", "op": "in", "value": ["asked", "granted"]}"#)
                .verb::<actions::Grant>()
                .verb::<actions::Release>(),
        )
        .noun(
            Noun::of::<resource_use::Entity>()
                .part()
                .settle::<resource_use::Entity, _>(resource_use::settle)
                .settled::<resource_use::Entity, _>(resource_use::settled),
        )
        .noun(
            Noun::of::<risk::Entity>()
                .part()
                .settle::<risk::Entity, _>(risk::settle)
                .settled::<risk::Entity, _>(risk::settled)
                .held(r#"{"field": "state", "op": "in", "value": ["open", "occurred"]}"#),
        )
        .noun(
            Noun::of::<landing_check::Entity>()
                .part()
                .settle::<landing_check::Entity, _>(landing_check::settle)
                .settled::<landing_check::Entity, _>(landing_check::settled)
                .held(r#"{"field": "state", "op": "eq", "value": "planned"}"#)
                .verb::<actions::Conclude>(),
        )
        .job(reminding::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"));
    metrics::add_to(capability)
}

/// What is brought in, or taken back, is no news.
pub(crate) fn is_news(work: &Work) -> bool {
    !matches!(work.actor.origin, Origin::Import | Origin::Command) && !work.takes_back()
}
