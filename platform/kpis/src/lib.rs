#![doc = include_str!("../README.md")]

mod answer;
mod asked;
mod condition;
mod convert;
mod cut;
mod desk;
mod due;
mod feed;
mod listing;
mod numbers;
mod organization;
mod path;
mod periods;
mod plan;
mod position;
mod question;
mod reach;
mod read;
mod routes;
mod shape;
mod values;
mod worked;

pub use answer::{Answer, Row};
pub use asked::Asked;
pub use cut::Cut;
pub use listing::{listing, own_words};
pub use numbers::{Numbers, Rows};
pub use position::{Source, page};
pub use question::{Question, Tree};
pub use routes::{answers, numbers, numbers_of, routes};
pub use values::Shown;

/// What this crate says, in other languages; the numbers themselves stand with the capabilities that own their rows.
pub fn capability() -> kernel::Capability {
    kernel::Capability::new("kpis")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .words("zh", include_str!("../locales/zh.json"))
}
