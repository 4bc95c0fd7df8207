//! How news leaves the house.
#![doc = include_str!("../README.md")]

mod actions;
pub mod channel;
mod collecting;
pub mod dispatch;
mod enclosing;
mod hearing;
mod letter;
mod migrations;
mod post;
mod preferences;
mod reading;
mod receiver;
mod robots;
mod round;
mod routes;
mod rules;
mod said;
mod sending;
mod smtp;
mod wire;

pub use enclosing::{Enclosed, File, To, enclose};
pub use post::{MailSettings, Post, PostSettings, Security};
pub use round::{round, start};
pub use routes::routes;

use kernel::{Capability, Noun};

pub fn capability() -> Capability {
    Capability::new("notices")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<channel::Entity>()
                .settle::<channel::Entity, _>(|change, work| Box::pin(channel::settle(change, work)))
                .verb::<actions::Connect>()
                .verb::<actions::SendTest>(),
        )
        .noun(Noun::of::<dispatch::Entity>().system().verb::<actions::SendAgain>().verb::<actions::GiveUp>())
        .job(round::job())
        .job(round::tidying())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
