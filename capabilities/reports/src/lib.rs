//! Daily, weekly and monthly reports: written by themselves of each unit that somebody leads and of everybody's own work.
#![doc = include_str!("../README.md")]

mod actions;
pub mod choices;
mod counting;
mod enclosing;
pub mod facts;
mod gathering;
mod keeping;
mod late;
mod library;
mod migrations;
pub mod moves;
mod page;
mod paper;
pub mod report;
pub mod report_subscription;
pub mod report_template;
mod round;
mod routes;
mod rules;
mod saying;
mod sending;
mod track;
mod when;
mod whose;
mod workbook;
mod writing;

pub use late::look as look_for_late;
pub use round::{Round, look, look_back};
pub use routes::routes;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("reports")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<report_template::Entity>()
                .settle::<report_template::Entity, _>(report_template::settle)
                .verb::<actions::WriteNow>()
                .verb::<actions::SwitchOn>()
                .verb::<actions::SwitchOff>(),
        )
        .noun(
            Noun::of::<report::Entity>()
                .system()
                .settled::<report::Entity, _>(report::settled)
                .verb::<actions::Remark>()
                .verb::<actions::SendNow>()
                .verb::<actions::SendAgain>()
                .verb::<actions::WriteAnew>(),
        )
        .noun(
            Noun::of::<report_subscription::Entity>()
                .settle::<report_subscription::Entity, _>(report_subscription::settle),
        )
        .job(round::job())
        .job(late::job())
        .job(writing::job())
        .start(|house| {
            Box::pin(async move {
                enclosing::start(house);
                Ok(())
            })
        })
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
