use crate::{
    node::{self, Talk, TargetNodeId},
    plan::{self, State, TargetPlanId},
};
use kernel::{Action, Batch, Form, Refusal, Resource, Result, Work, record};
use org::person::PersonId;
use serde::Deserialize;
use std::collections::HashMap;

/// Another plan that says the same, to try something else or to plan again.
#[derive(Deserialize, Form)]
pub struct Copy {
    /// What the scenario is called.
    #[field(label = "Name")]
    name: String,
}

/// Rows a journal line speaks of.
const CHUNK: usize = 1_000;

impl Action for Copy {
    const NAME: &'static str = "copy";
    const LABEL: &'static str = "Copy";
    const HELP: &'static str = "A scenario to compare with, or the plan for the rest of the year";
    type On = plan::Entity;

    fn ready(_: &plan::Model) -> Result<(), Refusal> {
        Ok(())
    }

    /// Answers with the copy.
    async fn run(self, on: plan::Model, work: &mut Work) -> Result<plan::Model> {
        let nodes = node::of(work, on.id).await?;
        let copied = plan::Model {
            id: TargetPlanId::new(),
            version: 1,
            created_at: work.now,
            updated_at: work.now,
            name: self.name,
            state: State::Working,
            owner_id: work.actor.person.map(PersonId).or(on.owner_id),
            copied_from_id: Some(on.id),
            counts_from: None,
            changes: 0,
            note: None,
            ..on
        };
        let copied = work.create::<plan::Entity>(copied).await?;
        let ids: HashMap<TargetNodeId, TargetNodeId> =
            nodes.iter().map(|node| (node.id, TargetNodeId::new())).collect();
        let copies: Vec<node::Model> = nodes
            .into_iter()
            .map(|node| node::Model {
                id: ids[&node.id],
                plan_id: copied.id,
                parent_id: node.parent_id.and_then(|parent| ids.get(&parent).copied()),
                talk: Talk::Held,
                ..node
            })
            .collect();
        work.keep(node::TOGETHER, node::Together);
        for chunk in copies.chunks(CHUNK) {
            let created = chunk.iter().map(record::of_row::<node::Entity>).collect::<Result<_>>()?;
            work.write_batch(node::Entity::NAME, Batch { created, changed: Vec::new() }).await?;
        }
        Ok(copied)
    }
}
