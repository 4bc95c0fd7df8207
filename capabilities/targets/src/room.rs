//! A plan as the engine sees it: rows become a cascade, and edits find it solved already.

use crate::{
    cascade::{BlendPart, Cascade, Factor, NodePlan, Number, PeriodPlan, Plan},
    node::{self, TargetNodeId},
    plan::{self, TargetPlanId},
    rules, seasons,
};
use chrono::NaiveDate;
use kernel::{Actor, BasisPoints, House, Period, Result, Work};
use parking_lot::Mutex;
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select, SelectGetableTuple, Selector, sea_query::Expr,
};
use serde::Deserialize;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, LazyLock},
};

/// A plan with its places, solved.
#[derive(Clone)]
pub struct Room {
    pub plan: plan::Model,
    pub nodes: Vec<node::Model>,
    pub places: HashMap<TargetNodeId, usize>,
    /// Day by day what the columns are.
    pub periods: Vec<Period>,
    pub cascade: Cascade,
}

/// A driver of a plan's blend, with its weight in percent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    pub driver: String,
    pub weight: Number,
    /// The number it is taken from, where it is one of the house's.
    #[serde(default)]
    pub metric: Option<String>,
    /// Its days; a year before those of the plan where nothing is said.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// How many plans stay solved on a server; each of a large company takes some ten megabytes.
const KEPT: usize = 8;

type Solved = VecDeque<(TargetPlanId, i64, Arc<Room>)>;
static SOLVED: LazyLock<Mutex<Solved>> = LazyLock::new(|| Mutex::new(VecDeque::new()));

impl Room {
    /// The plan as it stands in this work, solved; from memory where nothing has changed since.
    pub async fn of(work: &Work, id: TargetPlanId) -> Result<Arc<Room>> {
        let plan = work.fetch::<plan::Entity>(id.0).await?;
        let written = written(work.every::<node::Entity>(), id).one(work.conn()).await?;
        if let Some(room) = Self::kept(&plan, written) {
            return Ok(room);
        }
        let nodes = node::of(work, id).await?;
        let room = Arc::new(Self::solve(plan, nodes, &work.house.company().calendar)?);
        Self::keep(&room);
        Ok(room)
    }

    /// The same, to look at: all of it, whoever looks. What a reader may see of it is the caller's to say.
    pub async fn looked_at(house: &House, id: TargetPlanId) -> Result<Arc<Room>> {
        let system = Actor::system();
        let reader = house.reader(&system);
        let plan = reader.find::<plan::Entity>(id.0).await?;
        let written = written(reader.visible::<node::Entity>(), id).one(house.store.reader()).await?;
        if let Some(room) = Self::kept(&plan, written) {
            return Ok(room);
        }
        let select = reader.visible::<node::Entity>().filter(node::Column::PlanId.eq(id));
        let select = select.order_by_asc(node::Column::Position).order_by_asc(node::Column::Id);
        let nodes = select.all(house.store.reader()).await?;
        let room = Arc::new(Self::solve(plan, nodes, &house.company().calendar)?);
        Self::keep(&room);
        Ok(room)
    }

    fn kept(plan: &plan::Model, written: Option<i64>) -> Option<Arc<Room>> {
        let solved = SOLVED.lock();
        let (_, _, room) = solved.iter().find(|(id, changes, _)| (*id, *changes) == (plan.id, plan.changes))?;
        // What is not planned with (state, note) may differ.
        let same = Some(room.nodes.iter().map(|node| node.version).sum()) == written;
        (same && room.plan == *plan).then(|| room.clone())
    }

    fn keep(room: &Arc<Room>) {
        let mut solved = SOLVED.lock();
        solved.retain(|(id, _, _)| *id != room.plan.id);
        solved.push_front((room.plan.id, room.plan.changes, room.clone()));
        solved.truncate(KEPT);
    }

    /// Solves from the beginning. A plan of nobody is refused.
    pub fn solve(plan: plan::Model, nodes: Vec<node::Model>, calendar: &kernel::Calendar) -> Result<Room> {
        if nodes.is_empty() {
            return Err(rules::NOT_DRAWN.into());
        }
        let places = nodes.iter().enumerate().map(|(at, node)| (node.id, at)).collect();
        let periods = seasons::periods(&plan, calendar);
        let weights = seasons::weights(&plan, &periods, calendar);
        let asked = asked(&plan, &nodes, &periods, weights)?;
        let cascade = Cascade::of(asked).map_err(|refused| refusal(&nodes, &refused))?;
        Ok(Room { plan, nodes, places, periods, cascade })
    }
}

/// How often the places of a plan were written: what is said of them does not count as a change of the plan.
fn written(nodes: Select<node::Entity>, plan: TargetPlanId) -> Selector<SelectGetableTuple<i64>> {
    let sum = Expr::cust("CAST(COALESCE(SUM(target_nodes.version), 0) AS BIGINT)");
    nodes.filter(node::Column::PlanId.eq(plan)).select_only().expr(sum).into_tuple()
}

/// Puts a room that was edited in this work in the place of the one before. A work that is taken back leaves a room of a
/// count of changes that the plan never had, which nobody finds.
pub fn put(_: &Work, room: Room) {
    Room::keep(&Arc::new(room));
}

/// What the engine refuses, with the names of the places.
pub fn refusal(nodes: &[node::Model], refused: &crate::cascade::Unsolvable) -> kernel::Error {
    rules::unsolvable(refused, |id| {
        let named = nodes.iter().find(|node| node.id.0.to_string() == id);
        named.map_or_else(|| id.to_owned(), |node| node.name.clone())
    })
}

fn asked(plan: &plan::Model, nodes: &[node::Model], periods: &[Period], weights: Vec<Number>) -> Result<Plan> {
    let basis = plan.basis();
    let total = match basis {
        node::Basis::Money(_) => plan.amount.map(|amount| amount.0),
        node::Basis::Quantity => plan.quantity.map(|number| number.0),
    };
    let blend = plan.blended()?;
    let over = rules::percents(plan.over_assignment.as_ref())?;
    let ratio = |percent: BasisPoints| {
        Factor::of_percent(percent).ok_or(rules::UNSOLVABLE.with("detail", "a ratio is above -100 %"))
    };
    let node = |node: &node::Model| -> Result<NodePlan> {
        let fixed = node.fixed(basis);
        Ok(NodePlan {
            id: node.id.0.to_string().into(),
            parent: node.parent_id.map(|parent| parent.0.to_string().into()),
            drivers: serde_json::from_value(node.drivers.clone())?,
            value: fixed.lock,
            min: fixed.min,
            max: fixed.max,
            locked: fixed.lock.is_some(),
            bucket: node.bucket.as_deref().map(Into::into),
        })
    };
    Ok(Plan {
        total: total.ok_or(rules::NO_TOTAL)?,
        unit: rules::rounding(plan),
        blend: blend.into_iter().map(|part| BlendPart { driver: part.driver.into(), weight: part.weight }).collect(),
        nodes: nodes.iter().map(node).collect::<Result<_>>()?,
        periods: periods
            .iter()
            .zip(weights)
            .map(|(period, weight)| PeriodPlan { id: name(period.from()).into(), weight })
            .collect(),
        lines: Vec::new(),
        over_assignment: over.into_iter().map(ratio).collect::<Result<_, _>>()?,
        padding: ratio(plan.padding)?,
    })
}

/// Periods are known by their first days.
fn name(first: NaiveDate) -> String {
    first.to_string()
}
