//! When people are there to sell: part time, absences, and what a time clock says.
#![doc = include_str!("../README.md")]

pub mod absence;
mod actions;
mod apart;
pub mod attendance_day;
pub mod availability;
mod leaving;
mod metrics;
mod migrations;
mod month;
mod routes;
mod rules;
mod telling;
mod weighing;
pub mod working_time;

pub use availability::Availability;
pub use routes::routes;
pub use weighing::of_people;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    let capability = Capability::new("attendance")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<absence::Entity>()
                .settle::<absence::Entity, _>(absence::settle)
                .settled_together(absence::settled)
                .verb::<actions::Approve>()
                .verb::<actions::Refuse>()
                .verb::<actions::Withdraw>()
                .verb::<actions::ReturnEarly>(),
        )
        .noun(
            Noun::of::<working_time::Entity>()
                .settle::<working_time::Entity, _>(working_time::settle)
                .settled_together(working_time::settled),
        )
        .noun(Noun::of::<attendance_day::Entity>().settle::<attendance_day::Entity, _>(attendance_day::settle))
        .hears::<org::PersonLeft, _>(leaving::hear)
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"));
    metrics::add_to(capability)
}
