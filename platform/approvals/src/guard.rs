//! Where approvals stand at the door: what a flow in force guards is refused, unless it was decided.

use crate::{
    drawing,
    flows::{Flow, Flows},
    rules,
};
use kernel::{Attempt, Record, Result, Work};
use org::person::PersonId;
use parking_lot::Mutex;
use sea_orm::prelude::Uuid;
use serde_json::json;
use std::sync::Arc;

/// Shown at the door by what was approved: the request.
pub struct Granted(pub Uuid);

/// Shown at the door by what is only tried, to see what it would take. Nothing of it stays.
#[derive(Default)]
pub struct Trial(pub Mutex<Vec<Noted>>);

/// Something that was tried.
#[derive(Clone)]
pub struct Noted {
    pub noun: &'static str,
    pub row: Uuid,
    pub verb: String,
    pub before: Option<Record>,
    pub after: Option<Record>,
    pub form: Option<Record>,
    pub flows: Vec<Arc<Flow>>,
}

impl Noted {
    pub fn of(attempt: &Attempt<'_>, flows: Vec<Arc<Flow>>) -> Result<Self> {
        Ok(Self {
            noun: attempt.noun.name,
            row: attempt.row()?,
            verb: attempt.verb.to_owned(),
            before: attempt.before.cloned(),
            after: attempt.after.cloned(),
            form: attempt.form.cloned(),
            flows,
        })
    }
}

/// Rows that a trial remembers; a verb that touches more is shown by its first ones.
const REMEMBERED: usize = 200;

pub async fn ask(attempt: &Attempt<'_>, work: &Work) -> Result<()> {
    if work.pass::<Granted>().is_some() {
        return Ok(());
    }
    let flows = Flows::of(work).await?;
    let trial = work.pass::<Trial>();
    if trial.is_none() && flows.on(attempt.noun.name).is_empty() {
        return Ok(());
    }
    let met = flows.met(work, attempt).await?;
    if let Some(trial) = trial {
        let mut noted = trial.0.lock();
        if noted.len() < REMEMBERED || !met.is_empty() {
            noted.push(Noted::of(attempt, met)?);
        }
        return Ok(());
    }
    if met.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = met.iter().map(|flow| flow.name.as_str()).collect();
    let mut approval =
        json!({ "noun": attempt.noun.name, "row": attempt.row()?, "verb": attempt.verb, "flows": names });
    if let Some(asker) = work.actor.person {
        let noted = Noted::of(attempt, met.clone())?;
        let steps = drawing::steps(work, std::slice::from_ref(&noted), PersonId(asker)).await;
        if let Ok(steps) = steps {
            approval["steps"] = drawing::shown(work, &steps).await?;
        }
    }
    Err(rules::WANTED.with("flows", names.join(", ")).saying("approval", approval).into())
}
