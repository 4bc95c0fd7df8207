#![doc = include_str!("../README.md")]

mod actions;
mod actor;
mod callers;
pub mod command;
mod credential;
mod demo;
mod grants;
mod migrations;
mod operator;
mod organization;
mod password;
pub mod role;
mod routes;
mod session;
mod shipped;
pub mod sign_in;
mod signed;
mod throttle;
pub mod token;
pub mod user;

pub use actor::{actor_of, actor_of_user, actor_within};
pub use demo::{create_demo_user, demo_sign_ins};
pub use grants::{covers, narrow};
pub use operator::{
    NewToken, NewUser, create_token, create_user, has_users, make_user_with_token, revoke_token, set_password,
};
pub use routes::routes;
pub use shipped::unknown_in_shipped_roles;
pub use signed::{Caller, Signed, Via};

use kernel::{Capability, Job, Noun};
use std::time::Duration;

pub fn capability() -> Capability {
    Capability::new("access")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(role::noun())
        .noun(user::noun())
        .noun(Noun::of::<token::Entity>().system().verb::<actions::Revoke>())
        .noun(Noun::of::<sign_in::Entity>().system())
        .migrations(migrations::all)
        .start(|house| Box::pin(shipped::make_missing(house)))
        .job(Job::new("access_tidy", |house, _| Box::pin(session::tidy(house))).every(Duration::from_secs(3600)))
        .words("zh", include_str!("../locales/zh.json"))
}
