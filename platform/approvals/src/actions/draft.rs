use crate::{
    edition::{self, EditionId, State},
    flow, rules, step,
};
use kernel::{Action, Form, Result, Work};
use serde::Deserialize;

/// A new edition to change, beginning as the last one is.
#[derive(Deserialize, Form)]
pub struct Draft {}

impl Action for Draft {
    const NAME: &'static str = "draft";
    const LABEL: &'static str = "Draft a new edition";
    const HELP: &'static str = "A copy of the last edition, to be changed and put in force";
    type On = flow::Entity;

    async fn run(self, on: flow::Model, work: &mut Work) -> Result<flow::Model> {
        let all = edition::of(work, on.id).await?;
        if all.iter().any(|edition| edition.state == State::Draft) {
            return Err(rules::DRAFT_EXISTS.into());
        }
        let last = all.last();
        let new = edition::Model {
            id: EditionId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            custom: serde_json::json!({}),
            flow_id: on.id,
            name: None,
            edition: None,
            state: State::Draft,
            condition: last.and_then(|last| last.condition.clone()),
            fields: last.and_then(|last| last.fields.clone()),
            since: None,
            note: None,
        };
        let made = work.create::<edition::Entity>(new).await?;
        if let Some(last) = last {
            for step in edition::steps(work, last.id).await? {
                let copy = step::Model { id: step::StepId::new(), edition_id: made.id, version: 1, ..step };
                work.create::<step::Entity>(copy).await?;
            }
        }
        Ok(on)
    }
}
