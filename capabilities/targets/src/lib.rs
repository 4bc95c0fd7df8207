#![doc = include_str!("../README.md")]

pub mod capacity;
pub mod cascade;
pub mod growth;
pub mod quality;
pub mod ramp;
pub mod relief;
pub mod replan;

use kernel::Capability;

pub fn capability() -> Capability {
    Capability::new("targets")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .words("zh", include_str!("../locales/zh.json"))
}
