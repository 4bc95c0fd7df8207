#![doc = include_str!("../README.md")]

mod actions;
pub mod capacity;
pub mod cascade;
mod checking;
pub mod checks;
mod comparing;
mod drawing;
mod drivers;
mod editing;
mod grid;
pub mod growth;
mod metrics;
mod migrations;
mod moving;
pub mod node;
pub mod plan;
mod publishing;
pub mod quality;
pub mod ramp;
mod redrawing;
pub mod relief;
pub mod replan;
mod replanning;
mod room;
mod routes;
pub mod rules;
mod seasons;
mod settings;
mod sheets;
mod standing;
mod talking;
pub mod target;
pub mod tracking;

pub use drawing::Numbers;
pub use node::of as places;
pub use redrawing::{redraw as draw_up, values, without};
pub use routes::routes;

use kernel::{Capability, Noun};
use reorganizations::surveying::Surveyed;

pub fn capability() -> Capability {
    metrics::add_to(Capability::new("targets"))
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<plan::Entity>()
                .held(r#"{"field": "state", "op": "in", "value": ["working", "submitted", "approved"]}"#)
                .settle::<plan::Entity, _>(plan::settle)
                .verb::<actions::Submit>()
                .verb::<actions::Return>()
                .verb::<actions::Approve>()
                .verb::<actions::Publish>()
                .verb::<actions::Copy>()
                .verb::<actions::Archive>(),
        )
        .noun(
            Noun::of::<node::Entity>()
                .part()
                .verb::<actions::HandDown>()
                .verb::<actions::Propose>()
                .verb::<actions::SendBack>()
                .verb::<actions::Agree>()
                .settle::<node::Entity, _>(node::settle)
                .settled::<node::Entity, _>(node::settled),
        )
        .noun(Noun::of::<target::Entity>().system().settle::<target::Entity, _>(target::settle))
        .hears::<org::PersonMoved, _>(|moved, work| Box::pin(moving::person(moved, work)))
        .hears::<org::UnitMoved, _>(|moved, work| Box::pin(moving::unit(moved, work)))
        .hears::<Surveyed, _>(|_, work| Box::pin(moving::survey(work)))
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"))
}
