//! A plan as a table: places as rows, periods as columns, all of it worked out.

use crate::{
    cascade::Reason,
    node::{self, Talk, TargetNodeId},
    plan::{self, TargetPlanId},
    room::Room,
    rules,
    talking::{self, Say},
};
use chrono::NaiveDate;
use kernel::{Actor, Calendar, Currency, Error, Filter, House, Period, Reach, Resource, Result, list};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{
    ColumnTrait, QueryFilter, QuerySelect,
    prelude::{Json, Uuid},
};
use serde::Serialize;
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Rows in the order of the tree: each after the one above it, siblings in their order. Amounts are whole numbers of the
/// smallest unit: cents, or ten-thousandths of a piece.
#[derive(Clone, Debug, Serialize)]
pub struct Grid {
    pub plan: TargetPlanId,
    pub state: plan::State,
    pub changes: i64,
    /// Of amounts; none where something else is counted.
    pub currency: Option<Currency>,
    /// Amounts are multiples of this.
    pub unit: i64,
    /// What the places at the top add up to.
    pub total: i64,
    /// The total before padding, to whoever sees all of the plan.
    pub given: Option<i64>,
    pub may: May,
    pub blend: Json,
    /// Percent by level, from the children of the top on.
    pub over_assignment: Json,
    pub periods: Vec<Column>,
    pub rows: Vec<Line>,
    pub warnings: Vec<crate::cascade::Warning>,
    /// Whether the reader sees all of the plan or what is theirs of it.
    pub whole: bool,
}

/// What the reader may do with the plan as it stands.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct May {
    pub plan: bool,
    pub draw: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub label: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub node: TargetNodeId,
    pub parent: Option<TargetNodeId>,
    pub depth: usize,
    pub name: String,
    pub unit: Option<UnitId>,
    pub person: Option<PersonId>,
    pub value: i64,
    pub periods: Vec<i64>,
    pub lock: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub bucket: Option<String>,
    pub drivers: serde_json::Value,
    pub proposed: Option<i64>,
    pub talk: Talk,
    pub said: Option<String>,
    /// What its children have together; differs from its value by the over-assignment of the level.
    pub below: Option<i64>,
    pub version: i64,
    /// What the reader may say of it now.
    pub may: Vec<Say>,
    pub comments: i64,
}

/// The plan as the reader may see it: those who may plan see everything within their reach; others see the places that they
/// answer for and what is below them, once they were handed down. Whoever sees one of its places may open it.
pub async fn grid(house: &House, actor: &Actor, id: TargetPlanId) -> Result<Grid> {
    let (room, seen, plans) = opened(house, actor, id).await?;
    let plan = &room.plan;
    let basis = plan.basis();
    let calendar = &house.company().calendar;
    let open = plan.is_open();
    let shown: Vec<&node::Model> = room.nodes.iter().filter(|node| seen.contains(&node.id)).collect();
    let mut may = if open { talking::sayable(house, actor, &shown).await? } else { HashMap::new() };
    let comments = comments(house, &shown).await?;
    let mut below: HashMap<TargetNodeId, i64> = HashMap::new();
    for (at, node) in room.nodes.iter().enumerate() {
        if let Some(parent) = node.parent_id {
            *below.entry(parent).or_default() += room.cascade.value(at);
        }
    }
    let whole = seen.len() == room.nodes.len();
    let mut rows: Vec<Line> = Vec::with_capacity(seen.len());
    let mut depths: HashMap<TargetNodeId, usize> = HashMap::new();
    let mut total = 0;
    for at in order(&room.nodes) {
        let node = &room.nodes[at];
        if !seen.contains(&node.id) {
            continue;
        }
        // What lies above what a reader sees is not there for them: their part begins at the top.
        let parent = node.parent_id.filter(|parent| seen.contains(parent));
        let depth = parent.and_then(|parent| depths.get(&parent)).map_or(0, |above| above + 1);
        depths.insert(node.id, depth);
        let fixed = node.fixed(basis);
        let value = room.cascade.value(at);
        total += if parent.is_none() { value } else { 0 };
        rows.push(Line {
            node: node.id,
            parent,
            depth,
            name: node.name.clone(),
            unit: node.unit_id,
            person: node.person_id,
            value,
            periods: room.cascade.cells(at).collect(),
            lock: fixed.lock,
            min: fixed.min,
            max: fixed.max,
            bucket: node.bucket.clone(),
            drivers: node.drivers.clone(),
            proposed: node.proposed(basis),
            talk: node.talk,
            said: node.said.clone(),
            below: below.get(&node.id).copied(),
            version: node.version,
            may: may.remove(&node.id).unwrap_or_default(),
            comments: comments.get(&node.id).copied().unwrap_or(0),
        });
    }
    let given = plan.amount.map(|amount| amount.0).or(plan.quantity.map(|number| number.0));
    Ok(Grid {
        plan: id,
        state: plan.state,
        changes: plan.changes,
        currency: match basis {
            node::Basis::Money(currency) => Some(currency),
            node::Basis::Quantity => None,
        },
        unit: rules::rounding(plan),
        total: if whole { room.cascade.total() } else { total },
        given: given.filter(|_| whole),
        may: May { plan: plans && open, draw: plans && plan.state == plan::State::Working },
        blend: plan.blend.clone().unwrap_or_else(|| json!([])),
        over_assignment: plan.over_assignment.clone().unwrap_or_else(|| json!([])),
        periods: columns(plan, &room.periods, calendar),
        whole,
        warnings: if whole { room.cascade.warnings().to_vec() } else { Vec::new() },
        rows,
    })
}

pub fn columns(plan: &plan::Model, periods: &[Period], calendar: &Calendar) -> Vec<Column> {
    let column = |period: &Period| Column {
        from: period.from(),
        to: period.to(),
        label: calendar.label(grain(plan.grain), period.from()),
    };
    periods.iter().map(column).collect()
}

/// The plan solved, the places that the reader sees of it, and whether they may plan.
pub async fn opened(
    house: &House,
    actor: &Actor,
    id: TargetPlanId,
) -> Result<(Arc<Room>, HashSet<TargetNodeId>, bool)> {
    let reader = house.reader(actor);
    let (plans, nodes) = (house.registry.known(plan::Entity::NAME)?, house.registry.known(node::Entity::NAME)?);
    let reads = actor.reach(plans.name, "read").is_some() && reader.within(plans, id.0, "read").await?;
    let edits = reads && actor.reach(plans.name, "edit").is_some() && reader.within(plans, id.0, "edit").await?;
    let mut seen =
        if actor.reach(nodes.name, "read").is_some() { reached(house, actor, id).await? } else { HashSet::new() };
    if seen.is_empty() && !reads {
        // To whom nothing of it is open it is not there.
        reader.find::<plan::Entity>(id.0).await?;
        return Err(Error::forbidden(plan::Entity::NAME, "read"));
    }
    let room = Room::looked_at(house, id).await?;
    let planner = edits || actor.reach(nodes.name, "read") == Some(Reach::All);
    if !planner && room.plan.is_open() {
        for held in held(&room.nodes, actor) {
            seen.remove(&held);
        }
    }
    if seen.is_empty() && !reads {
        return Err(rules::NOT_HANDED_DOWN.into());
    }
    Ok((room, seen, edits))
}

/// The places that a reader answers for and that were not handed down, with everything below them.
fn held(nodes: &[node::Model], actor: &Actor) -> HashSet<TargetNodeId> {
    let mut held = HashSet::new();
    for at in order(nodes) {
        let node = &nodes[at];
        let own = node.talk == Talk::Held && talking::side(actor, node) == talking::Side::Own;
        let below = node.parent_id.is_some_and(|parent| held.contains(&parent));
        let given_itself = below && node.talk != Talk::Held;
        if own || below && !given_itself {
            held.insert(node.id);
        }
    }
    held
}

/// How much was said about each place.
async fn comments(house: &House, nodes: &[&node::Model]) -> Result<HashMap<TargetNodeId, i64>> {
    let system = Actor::system();
    let Some(noun) = house.registry.noun("activities") else { return Ok(HashMap::new()) };
    let mut found = HashMap::new();
    for ids in nodes.chunks(COMMENTS_AT_ONCE) {
        let ids: Vec<String> = ids.iter().map(|node| node.id.0.to_string()).collect();
        let about = Filter::And(vec![
            Filter::is_in("subject_noun", [node::Entity::NAME.to_owned()]),
            Filter::is_in("subject_id", ids),
        ]);
        let query = list::Query { filter: Some(about), ..list::Query::default() };
        let groups = house.reader(&system).groups(noun, &query, &["subject_id".to_owned()], &[]).await?;
        for group in groups.rows {
            let id = group.key.get("subject_id").and_then(Json::as_str).and_then(|id| Uuid::parse_str(id).ok());
            found.extend(id.map(|id| (TargetNodeId(id), group.count)));
        }
    }
    Ok(found)
}

/// Places whose comments are counted in one statement.
const COMMENTS_AT_ONCE: usize = 2_000;

/// How a place got its number, for whoever sees the place.
pub async fn why(house: &House, actor: &Actor, id: TargetPlanId, node: TargetNodeId) -> Result<Vec<Reason>> {
    let (room, seen, _) = opened(house, actor, id).await?;
    let at = *room.places.get(&node).filter(|_| seen.contains(&node)).ok_or(rules::NO_SUCH_PLACE)?;
    Ok(room.cascade.why(at))
}

pub fn grain(grain: plan::Grain) -> kernel::calendar::Grain {
    match grain {
        plan::Grain::Month => kernel::calendar::Grain::Month,
        plan::Grain::Quarter => kernel::calendar::Grain::Quarter,
        plan::Grain::Week => kernel::calendar::Grain::Week,
    }
}

async fn reached(house: &House, actor: &Actor, id: TargetPlanId) -> Result<HashSet<TargetNodeId>> {
    let select = house.reader(actor).visible::<node::Entity>().filter(node::Column::PlanId.eq(id));
    let ids: Vec<TargetNodeId> =
        select.select_only().column(node::Column::Id).into_tuple().all(house.store.reader()).await?;
    Ok(ids.into_iter().collect())
}

/// Places in the order of the tree: each after the one above it.
pub fn order(nodes: &[node::Model]) -> Vec<usize> {
    let mut below: HashMap<Option<TargetNodeId>, Vec<usize>> = HashMap::new();
    for (at, node) in nodes.iter().enumerate() {
        below.entry(node.parent_id).or_default().push(at);
    }
    let mut order = Vec::with_capacity(nodes.len());
    let mut waiting: Vec<usize> = below.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        order.push(at);
        waiting.extend(below.get(&Some(nodes[at].id)).into_iter().flatten().rev());
    }
    order
}
