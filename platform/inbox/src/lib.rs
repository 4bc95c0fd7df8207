#![doc = include_str!("../README.md")]

mod due;
mod entry;
mod hearing;
pub mod key;
mod migrations;
mod passing;
mod preferences;
mod reading;
mod routes;
mod telling;

pub use due::look_for_tasks;
pub use entry::{Kind, reader_of, settle};
pub use passing::{Fresh, any_fresh, fresh, mark_passed, shown, unread_since};
pub use reading::{Shown, Who};
pub use routes::routes;
pub use telling::{News, tell};

use kernel::Capability;

pub fn capability() -> Capability {
    Capability::new("inbox")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .hears::<activities::events::Mentioned, _>(|said, work| Box::pin(hearing::mentioned(said, work)))
        .hears::<jobs::events::Finished, _>(|ended, work| Box::pin(hearing::finished(ended, work)))
        .watches(|noun, wrote, work| Box::pin(hearing::wrote(noun, wrote, work)))
        .job(due::job())
        .job(entry::tidying())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
