//! Early warning: rules over numbers, and cases with somebody in charge.
#![doc = include_str!("../README.md")]

mod actions;
pub mod alert;
pub mod alert_rule;
mod asking;
mod backtest;
mod choices;
mod course;
mod escalating;
pub mod events;
mod judging;
mod leaving;
mod library;
mod metrics;
mod migrations;
mod raising;
mod round;
mod routes;
mod rules;
mod spans;
mod telling;
mod whom;

pub use round::{Round, look, look_back};
pub use routes::routes;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("alerts"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<alert_rule::Entity>()
                .settle::<alert_rule::Entity, _>(alert_rule::settle)
                .verb::<actions::SwitchOn>()
                .verb::<actions::SwitchOff>(),
        )
        .noun(
            Noun::of::<alert::Entity>()
                .system()
                .settled::<alert::Entity, _>(alert::settled)
                .verb::<actions::Take>()
                .verb::<actions::SayCause>()
                .verb::<actions::PlanAction>()
                .verb::<actions::HandOver>()
                .verb::<actions::Explain>()
                .verb::<actions::Judge>()
                .verb::<actions::Close>(),
        )
        .hears::<org::PersonLeft, _>(leaving::hear)
        .job(round::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
