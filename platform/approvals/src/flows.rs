//! The flows in force, kept in memory, and which of them an attempt meets.

use crate::{
    edition::{self, EditionId},
    facts, flow,
    flow::FlowId,
    rules::{SAVE, SIGN_OFF},
    step,
};
use kernel::{Attempt, Filter, Result, Work};
use org::person::PersonId;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

const MADE_OF: [&str; 3] = ["approval_flows", "approval_flow_editions", "approval_steps"];

/// A flow with its edition in force.
#[derive(Debug)]
pub struct Flow {
    pub id: FlowId,
    pub edition: EditionId,
    pub name: String,
    pub act: String,
    pub owner: PersonId,
    pub purpose: Option<String>,
    pub condition: Option<Value>,
    filter: Option<Filter>,
    pub fields: BTreeSet<String>,
    pub steps: Vec<step::Model>,
}

/// By the noun they guard.
#[derive(Debug, Default)]
pub struct Flows(HashMap<String, Vec<Arc<Flow>>>);

impl Flows {
    /// Read once and again when a flow was written; to ask costs no statement.
    pub async fn of(work: &Work) -> Result<Arc<Self>> {
        work.shared(&MADE_OF, Self::read(work)).await
    }

    async fn read(work: &Work) -> Result<Self> {
        let mut flows = Self::default();
        let active = work.every::<edition::Entity>().filter(edition::Column::State.eq(edition::State::Active));
        for edition in active.order_by_asc(edition::Column::Id).all(work.conn()).await? {
            let flow = work.fetch::<flow::Entity>(edition.flow_id.0).await?;
            if !flow.active {
                continue;
            }
            let condition = edition.condition.filter(|condition| !condition.is_null());
            let filter = condition.as_ref().map(|text| Filter::parse(&text.to_string())).transpose()?;
            flows.0.entry(flow.noun.clone()).or_default().push(Arc::new(Flow {
                id: flow.id,
                edition: edition.id,
                name: flow.name,
                act: flow.act,
                owner: flow.owner_id,
                purpose: flow.purpose,
                condition,
                filter,
                fields: edition.fields.map(|fields| fields.0.into_iter().collect()).unwrap_or_default(),
                steps: edition::steps(work, edition.id).await?,
            }));
        }
        Ok(flows)
    }

    /// Those that guard rows of the noun.
    pub fn on(&self, noun: &str) -> &[Arc<Flow>] {
        self.0.get(noun).map_or(&[], Vec::as_slice)
    }

    /// Those that this attempt meets, for as long as they hold it up.
    pub async fn met(&self, work: &Work, attempt: &Attempt<'_>) -> Result<Vec<Arc<Flow>>> {
        let mut met = Vec::new();
        for flow in self.on(attempt.noun.name) {
            if flow.asks_about(attempt) && facts::hold(work, attempt, flow.filter.as_ref()).await? {
                met.push(flow.clone());
            }
        }
        Ok(met)
    }
}

impl Flow {
    fn asks_about(&self, attempt: &Attempt<'_>) -> bool {
        let act = match attempt.verb {
            "create" | "edit" => self.act == attempt.verb || self.act == SAVE,
            verb => self.act == verb,
        };
        act && (self.act == SIGN_OFF || self.fields.is_empty() || !self.touched(attempt).is_empty())
    }

    /// The fields it watches that the attempt would change.
    pub fn touched(&self, attempt: &Attempt<'_>) -> Vec<String> {
        let Some(after) = attempt.after else { return self.fields.iter().cloned().collect() };
        let nothing = Value::Null;
        let of = |row: Option<&kernel::Record>, name: &str| match name.strip_prefix("custom.") {
            Some(key) => row.and_then(|row| row.get("custom")?.get(key)).unwrap_or(&nothing).clone(),
            None => row.and_then(|row| row.get(name)).unwrap_or(&nothing).clone(),
        };
        self.fields.iter().filter(|name| of(attempt.before, name) != of(Some(after), name)).cloned().collect()
    }
}
