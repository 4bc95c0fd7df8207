//! Changes of a plan as a spreadsheet makes them: many cells at once, solved together, all of them or none.

use crate::{
    cascade::{Change, Number, Warning},
    node::{self, Basis, Fixed, TargetNodeId},
    plan::{self, TargetPlanId},
    room::{self, Room},
    rules,
};
use kernel::{FieldError, Minor, Quantity, Result, Work};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that a planner does to a place. Amounts are texts in the plan's currency (`"1200.00"`) or plain numbers of
/// whatever else it counts; an empty one lets go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub node: Uuid,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Lock(Option<String>),
    Min(Option<String>),
    Max(Option<String>),
    /// What those who answer for it think it can reach.
    Proposed(Option<String>),
    /// Siblings of one bucket get a part together first.
    Bucket(Option<String>),
    /// Its number for a driver; `null` is not known.
    Driver {
        name: String,
        value: Option<Number>,
    },
}

/// What to do, on which state of the plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// [`plan::Model::changes`] as it was read.
    pub changes: i64,
    pub edits: Vec<Edit>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    pub changes: i64,
    pub total: i64,
    pub warnings: Vec<Warning>,
    /// Places whose values are others now, with their periods, in the smallest unit.
    pub values: Vec<Value>,
    /// Edits that take this back, in order.
    pub undo: Vec<Undo>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Value {
    pub node: TargetNodeId,
    pub value: i64,
    pub periods: Vec<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Undo {
    pub node: TargetNodeId,
    #[serde(flatten)]
    pub what: Was,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Was {
    Lock(Option<String>),
    Min(Option<String>),
    Max(Option<String>),
    Proposed(Option<String>),
    Bucket(Option<String>),
    Driver { name: String, value: Option<String> },
}

/// As many edits as one paste may hold.
const MOST: usize = 5_000;

/// Makes the edits. One that cannot be kept leaves the plan as it was, and says which places it meets.
pub async fn edit(work: &mut Work, id: TargetPlanId, asked: Asked) -> Result<Done> {
    if asked.edits.len() > MOST {
        return Err(FieldError::new("edits", "target_plans.too_many_edits", "at most {most} at once")
            .with("most", MOST)
            .into());
    }
    make(work, id, asked).await
}

/// The same, however many there are: a file says as much as a plan has places.
pub async fn make(work: &mut Work, id: TargetPlanId, asked: Asked) -> Result<Done> {
    let room = Room::of(work, id).await?;
    if !room.plan.is_open() {
        return Err(rules::PLAN_KEPT.into());
    }
    if room.plan.changes != asked.changes {
        return Err(rules::STALE.into());
    }
    if asked.edits.is_empty() {
        let (total, warnings) = (room.cascade.total(), room.cascade.warnings().to_vec());
        return Ok(Done { changes: asked.changes, total, warnings, values: Vec::new(), undo: Vec::new() });
    }
    let mut room = (*room).clone();
    let basis = room.plan.basis();
    let mut undo = Vec::new();
    // Each place is written once, whatever is done to it.
    let mut touched: BTreeMap<usize, node::Model> = BTreeMap::new();
    let mut changes = Vec::with_capacity(asked.edits.len());
    let mut regrouped = false;
    for (row, edit) in asked.edits.into_iter().enumerate() {
        let at = *room.places.get(&TargetNodeId(edit.node)).ok_or(rules::NO_SUCH_PLACE)?;
        let node = touched.entry(at).or_insert_with(|| room.nodes[at].clone());
        let before = node.fixed(basis);
        let read = |text: &Option<String>| text.as_deref().map(|text| amount(text, basis, row)).transpose();
        let (fixed, was) = match &edit.what {
            What::Lock(text) => (Fixed { lock: read(text)?, ..before }, Was::Lock(written(before.lock, basis))),
            What::Min(text) => (Fixed { min: read(text)?, ..before }, Was::Min(written(before.min, basis))),
            What::Max(text) => (Fixed { max: read(text)?, ..before }, Was::Max(written(before.max, basis))),
            What::Driver { name, value } => {
                let drivers = node.drivers.as_object().cloned().unwrap_or_default();
                let old = drivers.get(name).and_then(|old| old.as_str().map(str::to_owned));
                undo.push(Undo { node: node.id, what: Was::Driver { name: name.clone(), value: old } });
                let mut drivers = drivers;
                drivers.insert(name.clone(), value.map_or(serde_json::Value::Null, |value| value.0.to_string().into()));
                node.drivers = drivers.into();
                changes.push(Change::Driver { node: at, driver: name.clone(), value: *value });
                continue;
            }
            What::Proposed(text) => {
                let proposed = read(text)?;
                rules::fixed_fits(Fixed { lock: proposed, ..Fixed::default() }, rules::rounding(&room.plan))?;
                undo.push(Undo { node: node.id, what: Was::Proposed(written(node.proposed(basis), basis)) });
                match basis {
                    Basis::Money(_) => node.proposed_amount = proposed.map(Minor),
                    Basis::Quantity => node.proposed_quantity = proposed.map(Quantity),
                }
                continue;
            }
            What::Bucket(name) => {
                undo.push(Undo { node: node.id, what: Was::Bucket(node.bucket.take()) });
                node.bucket = name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
                regrouped = true;
                continue;
            }
        };
        rules::fixed_fits(fixed, rules::rounding(&room.plan))?;
        node.fix(basis, fixed);
        undo.push(Undo { node: node.id, what: was });
        match edit.what {
            What::Lock(_) => changes.push(Change::Lock { node: at, value: fixed.lock }),
            What::Min(_) | What::Max(_) => changes.push(Change::Bounds { node: at, min: fixed.min, max: fixed.max }),
            What::Driver { .. } | What::Proposed(_) | What::Bucket(_) => {}
        }
    }
    let others = if regrouped {
        // Other groups are another tree, which is solved from the beginning.
        let mut nodes = room.nodes.clone();
        for (at, node) in &touched {
            nodes[*at] = node.clone();
        }
        let solved = Room::solve(room.plan.clone(), nodes, &work.house.company().calendar)?;
        let before = std::mem::replace(&mut room.cascade, solved.cascade);
        (0..room.nodes.len()).filter(|at| !before.cells(*at).eq(room.cascade.cells(*at))).collect()
    } else {
        room.cascade.edit(&changes).map_err(|refused| room::refusal(&room.nodes, &refused))?
    };
    work.keep(node::TOGETHER, node::Together);
    for (at, node) in touched {
        let before = room.nodes[at].clone();
        room.nodes[at] = work.update::<node::Entity>(before, |row| *row = node.clone()).await?;
    }
    let plan = work.fetch::<plan::Entity>(id.0).await?;
    room.plan = work.update::<plan::Entity>(plan, |plan| plan.changes += 1).await?;
    undo.reverse();
    let values = others.into_iter().map(|at| Value {
        node: room.nodes[at].id,
        value: room.cascade.value(at),
        periods: room.cascade.cells(at).collect(),
    });
    let (total, warnings) = (room.cascade.total(), room.cascade.warnings().to_vec());
    let done = Done { changes: room.plan.changes, total, warnings, values: values.collect(), undo };
    room::put(work, room);
    Ok(done)
}

/// An amount as it is typed, in the smallest unit of the basis.
fn amount(text: &str, basis: Basis, row: usize) -> Result<i64> {
    let wrong = || {
        let mut error = FieldError::new("edits", "fields.not_amount", "this is not an amount").value(text);
        error.row = Some(row);
        error
    };
    match basis {
        Basis::Money(currency) => Ok(Minor::parse(text, currency).map_err(|_| wrong())?.0),
        Basis::Quantity => Ok(text.parse::<Quantity>().map_err(|_| wrong())?.0),
    }
}

fn written(amount: Option<i64>, basis: Basis) -> Option<String> {
    amount.map(|amount| text(amount, basis))
}

/// An amount of the smallest unit as people write it.
pub fn text(amount: i64, basis: Basis) -> String {
    match basis {
        Basis::Money(currency) => Minor(amount).text(currency),
        Basis::Quantity => Quantity(amount).to_string(),
    }
}
