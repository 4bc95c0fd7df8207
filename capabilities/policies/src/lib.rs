//! What people keep to: policies in editions, whom they are for, who has read them, and whether they are kept to.
#![doc = include_str!("../README.md")]

pub mod acknowledgement;
mod actions;
mod asking;
pub mod audience;
pub mod checkup;
mod comparing;
mod docx;
pub mod edition;
pub mod enforcement;
pub mod finding;
mod metrics;
mod migrations;
pub mod policy;
mod progress;
mod reading;
mod reminding;
mod routes;
mod rules;
pub mod section;
mod standing;
mod teams;
mod turn;
mod whole;

pub use asking::audience as people_of;
pub use reminding::remind;
pub use routes::routes;
pub use turn::turn;

use kernel::{Capability, Noun, Origin, Work};

pub fn capability() -> Capability {
    let capability = Capability::new("policies")
        .readme(include_str!("../README.md"))
        .readme_in("zh", include_str!("../README.zh.md"))
        .noun(
            Noun::of::<policy::Entity>()
                .settle::<policy::Entity, _>(policy::settle)
                .settled::<policy::Entity, _>(policy::settled)
                .held(r#"{"field": "state", "op": "in", "value": ["draft", "published", "in_force"]}"#)
                .verb::<actions::Draft>()
                .verb::<actions::Review>()
                .verb::<actions::Withdraw>(),
        )
        .noun(
            Noun::of::<edition::Entity>()
                .settle::<edition::Entity, _>(edition::settle)
                .settled::<edition::Entity, _>(edition::settled)
                .verb::<actions::Publish>()
                .verb::<actions::TakeBack>(),
        )
        .noun(
            Noun::of::<section::Entity>()
                .part()
                .settle::<section::Entity, _>(section::settle)
                .settled::<section::Entity, _>(section::settled),
        )
        .noun(
            Noun::of::<audience::Entity>()
                .part()
                .settle::<audience::Entity, _>(audience::settle)
                .settled::<audience::Entity, _>(audience::settled),
        )
        .noun(Noun::of::<acknowledgement::Entity>().system().verb::<actions::Acknowledge>().verb::<actions::Remind>())
        .noun(
            Noun::of::<enforcement::Entity>()
                .part()
                .settle::<enforcement::Entity, _>(enforcement::settle)
                .verb::<actions::Look>(),
        )
        .noun(
            Noun::of::<checkup::Entity>()
                .settle::<checkup::Entity, _>(checkup::settle)
                .settled::<checkup::Entity, _>(checkup::settled)
                .held(r#"{"field": "state", "op": "eq", "value": "planned"}"#)
                .verb::<actions::Complete>()
                .verb::<actions::CallOff>(),
        )
        .noun(
            Noun::of::<finding::Entity>()
                .settle::<finding::Entity, _>(finding::settle)
                .settled::<finding::Entity, _>(finding::settled)
                .held(r#"{"field": "done", "op": "eq", "value": false}"#)
                .verb::<actions::Mend>()
                .verb::<actions::Reopen>(),
        )
        .job(turn::job())
        .job(reminding::job())
        .migrations(migrations::all)
        .words("zh", include_str!("../locales/zh.json"));
    metrics::add_to(capability)
}

/// What is brought in, or taken back, is no news.
pub(crate) fn is_news(work: &Work) -> bool {
    !matches!(work.actor.origin, Origin::Import | Origin::Command) && !work.takes_back()
}
