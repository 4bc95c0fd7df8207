//! A plan drawn up anew, keeping what was fixed for whoever is still in it.

use crate::{
    drawing,
    node::{self, TargetNodeId},
    plan::{self, TargetPlanId},
    room::Room,
    rules,
};
use kernel::{Batch, Resource, Result, Work, record};
use org::History;
use std::collections::{HashMap, HashSet};

/// Rows a journal line speaks of.
const CHUNK: usize = 1_000;

/// Draws up who is in the plan by these numbers; answers with how many places there are.
pub async fn redraw(work: &mut Work, plan: plan::Model, numbers: &drawing::Numbers) -> Result<usize> {
    let before = node::of(work, plan.id).await?;
    keeping(work, plan, numbers, &before).await
}

/// The same, with what was fixed and said of these places, by whom they are for.
pub async fn keeping(
    work: &mut Work,
    plan: plan::Model,
    numbers: &drawing::Numbers,
    before: &[node::Model],
) -> Result<usize> {
    let history = History::load(work.conn()).await?;
    let mut names = drawing::Names::default();
    for unit in work.every::<org::unit::Entity>().all(work.conn()).await? {
        names.units.insert(unit.id, unit.name);
    }
    let here = work.every::<org::person::Entity>();
    for person in here.all(work.conn()).await? {
        if person.left_on.is_none_or(|last| last >= plan.from) {
            names.people.insert(person.id, person.name);
        }
    }
    let mut drawn = drawing::draw(&plan, &history, &names, numbers, work);
    if drawn.is_empty() {
        return Err(rules::NOBODY_THERE.into());
    }
    let old = node::of(work, plan.id).await?;
    for row in &mut drawn {
        let same = |other: &&node::Model| (other.unit_id, other.person_id) == (row.unit_id, row.person_id);
        if let Some(was) = before.iter().find(same) {
            let basis = plan.basis();
            row.fix(basis, was.fixed(basis));
            row.bucket.clone_from(&was.bucket);
            row.said.clone_from(&was.said);
            (row.proposed_amount, row.proposed_quantity) = (was.proposed_amount, was.proposed_quantity);
        }
    }
    work.keep(node::TOGETHER, node::Together);
    let gone = old.iter().map(record::of_row::<node::Entity>).collect::<Result<Vec<_>>>()?;
    work.remove_batch(node::Entity::NAME, gone).await?;
    for chunk in drawn.chunks(CHUNK) {
        let created = chunk.iter().map(record::of_row::<node::Entity>).collect::<Result<_>>()?;
        work.write_batch(node::Entity::NAME, Batch { created, changed: Vec::new() }).await?;
    }
    let places = drawn.len();
    work.update::<plan::Entity>(plan, |plan| plan.changes += 1).await?;
    Ok(places)
}

/// Takes these places out of a plan, with everything below them.
pub async fn without(work: &mut Work, id: TargetPlanId, gone: impl Fn(&node::Model) -> bool) -> Result<()> {
    let nodes = node::of(work, id).await?;
    let mut out: HashSet<TargetNodeId> = HashSet::new();
    for at in crate::grid::order(&nodes) {
        let node = &nodes[at];
        if gone(node) || node.parent_id.is_some_and(|parent| out.contains(&parent)) {
            out.insert(node.id);
        }
    }
    work.keep(node::TOGETHER, node::Together);
    let rows = nodes.iter().filter(|node| out.contains(&node.id)).map(record::of_row::<node::Entity>);
    let rows = rows.collect::<Result<Vec<_>>>()?;
    work.remove_batch(node::Entity::NAME, rows).await?;
    let plan = work.fetch::<plan::Entity>(id.0).await?;
    work.update::<plan::Entity>(plan, |plan| plan.changes += 1).await?;
    Ok(())
}

/// What each place gets, in the smallest unit.
pub async fn values(work: &Work, id: TargetPlanId) -> Result<HashMap<TargetNodeId, i64>> {
    let room = Room::of(work, id).await?;
    Ok(room.nodes.iter().enumerate().map(|(at, node)| (node.id, room.cascade.value(at))).collect())
}
