#![doc = include_str!("../README.md")]

mod bulk;
mod errors;
pub mod events;
mod migrations;
mod progress;
mod routes;
mod schedule;
mod scheduler;
mod store;

pub use bulk::enqueue_bulk;
pub use errors::{JobError, report};
pub use routes::routes;
pub use schedule::ask_once;
pub use scheduler::{Pace, Scheduler, start};
pub use store::{Held, State, TABLE, enqueue, find};

use kernel::{Capability, Job};

pub fn capability() -> Capability {
    Capability::new("jobs")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .job(Job::new(bulk::KIND, |house, progress| Box::pin(bulk::run(house, progress))))
        .job(
            Job::new("jobs_tidy", |house, _| Box::pin(store::tidy(house)))
                .every(std::time::Duration::from_secs(6 * 3600)),
        )
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
