#![doc = include_str!("../README.md")]

mod migrations;
pub mod __name__;
mod rules;

use kernel::{Capability, Noun};

pub use __name__::__Name__;

/// What this capability brings.
pub fn capability() -> Capability {
    Capability::new("__names__")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(Noun::of::<__name__::Entity>().settle::<__name__::Entity, _>(|change, _| Box::pin(async move { Ok(rules::named(&change.after.name)?) })))
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
