use crate::{
    edition::{self, EditionId, State},
    policy, rules,
    section::{self, SectionId},
};
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// A new edition to change: the latest one copied, or an empty one where there is none.
#[derive(Deserialize, Form)]
pub struct Draft {}

impl Action for Draft {
    const NAME: &'static str = "draft";
    const LABEL: &'static str = "New edition";
    const HELP: &'static str = "Copies the latest text into a draft, which is changed and published";
    type On = policy::Entity;

    async fn run(self, on: policy::Model, work: &mut Work) -> Result<policy::Model> {
        let editions = edition::of(work, on.id).await?;
        if editions.iter().any(|edition| edition.state == State::Draft) {
            return Err(rules::DRAFT_EXISTS.into());
        }
        let drafted = edition::Model {
            id: EditionId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            policy_id: on.id,
            name: None,
            edition: None,
            state: State::Draft,
            from: None,
            to: None,
            news: None,
            editorial: false,
            published_at: None,
            text_changed_at: None,
            keeper_id: Some(on.owner_id),
        };
        let drafted = work.create::<edition::Entity>(drafted).await?;
        let latest = editions.last().map(|edition| edition.id);
        if let Some(latest) = latest {
            for section in section::of(work, latest).await? {
                let section = section::Model { id: SectionId::new(), edition_id: drafted.id, ..section };
                work.create::<section::Entity>(section).await?;
            }
        }
        Ok(on)
    }
}
