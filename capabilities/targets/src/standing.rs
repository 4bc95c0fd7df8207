//! Where the targets in force of a plan stand on a day: at every place, and for whoever looks at their own.

use crate::{
    grid,
    node::{self, Basis, TargetNodeId},
    plan::{self, TargetPlanId},
    target,
    tracking::{self, Part, Standing},
};
use chrono::NaiveDate;
use kernel::{Actor, Currency, House, Minor, Period, Quantity, Result, metric::Unit};
use kpis::{Numbers, Question, Shown};
use org::{person::PersonId, unit::UnitId};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Debug, Serialize)]
pub struct Attainment {
    pub plan: TargetPlanId,
    pub name: String,
    pub currency: Option<Currency>,
    pub metric: Metric,
    pub day: NaiveDate,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub rows: Vec<Attained>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Metric {
    pub name: String,
    pub label: String,
    pub unit: Unit,
    pub noun: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct Attained {
    pub node: TargetNodeId,
    pub parent: Option<TargetNodeId>,
    pub depth: usize,
    pub name: String,
    pub unit: Option<UnitId>,
    pub person: Option<PersonId>,
    #[serde(flatten)]
    pub standing: Standing,
}

#[derive(Clone, Debug, Serialize)]
pub struct Course {
    pub points: Vec<Point>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Point {
    pub day: NaiveDate,
    pub paced: i64,
    /// None for days that are still to come.
    pub credited: Option<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Mine {
    pub day: NaiveDate,
    pub targets: Vec<Own>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Own {
    pub plan: TargetPlanId,
    pub plan_name: String,
    pub node: Option<TargetNodeId>,
    pub name: String,
    pub metric: String,
    pub label: String,
    pub unit: Unit,
    pub currency: Option<Currency>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub stretch: Option<i64>,
    pub challenge: Option<i64>,
    pub periods: Vec<OwnPeriod>,
    #[serde(flatten)]
    pub standing: Standing,
}

#[derive(Clone, Debug, Serialize)]
pub struct OwnPeriod {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub label: String,
    pub target: i64,
    /// None for periods that are still to come.
    pub credited: Option<i64>,
}

/// Whose target it is.
type Whose = (Option<UnitId>, Option<PersonId>);

/// What was credited by day: of people, and of the units that they stood in on the day.
#[derive(Default)]
pub(crate) struct Ledger {
    people: HashMap<PersonId, BTreeMap<NaiveDate, i64>>,
    units: HashMap<UnitId, BTreeMap<NaiveDate, i64>>,
}

/// Every place that the reader sees, as of a day. Numbers are those of the place, whole: what was credited below it to people
/// who have left counts for it, too.
pub async fn attainment(
    house: &House,
    actor: &Actor,
    numbers: &Numbers,
    id: TargetPlanId,
    day: Option<NaiveDate>,
) -> Result<Attainment> {
    let (room, seen, _) = grid::opened(house, actor, id).await?;
    let plan = &room.plan;
    let day = day.unwrap_or_else(|| house.today());
    let calendar = &house.company().calendar;
    let parts = parts(in_force(house, id).await?, plan.basis());
    let ledger = Ledger::read(house, numbers, plan, plan.from, plan.to.min(day)).await?;
    let units = units_below(&room.nodes);
    let mut rows = Vec::with_capacity(seen.len());
    let mut depths: HashMap<TargetNodeId, usize> = HashMap::new();
    for at in grid::order(&room.nodes) {
        let node = &room.nodes[at];
        if !seen.contains(&node.id) {
            continue;
        }
        let parent = node.parent_id.filter(|parent| seen.contains(parent));
        let depth = parent.and_then(|parent| depths.get(&parent)).map_or(0, |above| above + 1);
        depths.insert(node.id, depth);
        let Some(own) = parts.get(&(node.unit_id, node.person_id)) else { continue };
        let first = own.first().map_or(plan.from, |part| part.period.from());
        let credited = ledger.of(node, &units, first, day);
        rows.push(Attained {
            node: node.id,
            parent,
            depth,
            name: node.name.clone(),
            unit: node.unit_id,
            person: node.person_id,
            standing: tracking::standing(own, credited, day, calendar),
        });
    }
    Ok(Attainment {
        plan: id,
        name: plan.name.clone(),
        currency: currency(plan.basis()),
        metric: metric(house, actor, &plan.metric),
        day,
        from: plan.counts_from.unwrap_or(plan.from),
        to: plan.to,
        rows,
    })
}

/// One place over the year: what was to be reached and what was, at the close of every week.
pub async fn course(
    house: &House,
    actor: &Actor,
    numbers: &Numbers,
    id: TargetPlanId,
    node: TargetNodeId,
) -> Result<Course> {
    let (room, seen, _) = grid::opened(house, actor, id).await?;
    let at = *room.places.get(&node).filter(|_| seen.contains(&node)).ok_or(crate::rules::NO_SUCH_PLACE)?;
    let (plan, node) = (&room.plan, &room.nodes[at]);
    let calendar = &house.company().calendar;
    let mut all = parts(in_force(house, id).await?, plan.basis());
    let own = all.remove(&(node.unit_id, node.person_id)).unwrap_or_default();
    let (Some(first), Some(last)) =
        (own.first().map(|part| part.period.from()), own.last().map(|part| part.period.to()))
    else {
        return Ok(Course { points: Vec::new() });
    };
    let today = house.today();
    let ledger = Ledger::read(house, numbers, plan, first, last.min(today)).await?;
    let units = units_below(&room.nodes);
    let mut points = Vec::new();
    let mut day = first;
    while day <= last {
        let close = calendar.period(kernel::calendar::Grain::Week, day).to().min(last);
        // The week that runs has what there is by today.
        let close = if day <= today && today < close { today } else { close };
        let credited = (close <= today).then(|| ledger.of(node, &units, first, close));
        let paced = tracking::standing(&own, 0, close, calendar).paced;
        points.push(Point { day: close, paced, credited });
        let Some(next) = close.succ_opt() else { break };
        day = next;
    }
    Ok(Course { points })
}

/// The targets that a reader answers for, of every plan in force on the day.
pub async fn mine(house: &House, actor: &Actor, numbers: &Numbers, day: Option<NaiveDate>) -> Result<Mine> {
    let day = day.unwrap_or_else(|| house.today());
    let Some(person) = actor.person else { return Ok(Mine { day, targets: Vec::new() }) };
    let select = house.reader(actor).visible::<target::Entity>();
    let select = select.filter(target::Column::OwnerId.eq(person)).filter(still(None));
    let rows = select.order_by_asc(target::Column::From).all(house.store.reader()).await?;
    let mut by_plan: BTreeMap<TargetPlanId, Vec<target::Model>> = BTreeMap::new();
    for row in rows {
        by_plan.entry(row.plan_id).or_default().push(row);
    }
    let system = Actor::system();
    let calendar = &house.company().calendar;
    let mut targets = Vec::new();
    for (id, rows) in by_plan {
        let plan = house.reader(&system).find::<plan::Entity>(id.0).await?;
        let basis = plan.basis();
        let select = house.reader(&system).visible::<node::Entity>().filter(node::Column::PlanId.eq(id));
        let nodes = select.order_by_asc(node::Column::Position).all(house.store.reader()).await?;
        let units = units_below(&nodes);
        let ledger = Ledger::read(house, numbers, &plan, plan.from, plan.to.min(day)).await?;
        let mut whose: Vec<Whose> = rows.iter().map(|row| (row.unit_id, row.person_id)).collect();
        whose.dedup();
        whose.sort();
        whose.dedup();
        let mut all = parts(rows.clone(), basis);
        for key in whose {
            let Some(own) = all.remove(&key) else { continue };
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            if day < first.period.from() || day > last.period.to() {
                continue;
            }
            let node = nodes.iter().find(|node| (node.unit_id, node.person_id) == key);
            let credited = |from, to| node.map_or(0, |node| ledger.of(node, &units, from, to));
            let mine = || rows.iter().filter(|row| (row.unit_id, row.person_id) == key);
            let line = |of: fn(&target::Model) -> Option<i64>| mine().map(of).sum::<Option<i64>>();
            let known = metric(house, actor, &plan.metric);
            targets.push(Own {
                plan: id,
                plan_name: plan.name.clone(),
                node: node.map(|node| node.id),
                name: mine().next().map(|row| row.name.clone()).unwrap_or_default(),
                metric: plan.metric.clone(),
                label: known.label,
                unit: known.unit,
                currency: currency(basis),
                from: first.period.from(),
                to: last.period.to(),
                stretch: line(|row| row.stretch_amount.map(|amount| amount.0).or(row.stretch_quantity.map(|n| n.0))),
                challenge: line(|row| {
                    row.challenge_amount.map(|amount| amount.0).or(row.challenge_quantity.map(|n| n.0))
                }),
                periods: own
                    .iter()
                    .map(|part| OwnPeriod {
                        from: part.period.from(),
                        to: part.period.to(),
                        label: calendar.label(grid::grain(plan.grain), part.period.from()),
                        target: part.target,
                        credited: (part.period.from() <= day)
                            .then(|| credited(part.period.from(), part.period.to().min(day))),
                    })
                    .collect(),
                standing: tracking::standing(&own, credited(first.period.from(), day), day, calendar),
            });
        }
    }
    Ok(Mine { day, targets })
}

/// Not ended by another plan.
fn still(plan: Option<TargetPlanId>) -> Condition {
    let own = Condition::all().add(target::Column::ReplacedOn.is_null());
    own.add_option(plan.map(|plan| target::Column::PlanId.eq(plan)))
}

async fn in_force(house: &House, plan: TargetPlanId) -> Result<Vec<target::Model>> {
    let system = Actor::system();
    let select = house.reader(&system).visible::<target::Entity>().filter(still(Some(plan)));
    Ok(select.order_by_asc(target::Column::From).all(house.store.reader()).await?)
}

fn parts(rows: Vec<target::Model>, basis: Basis) -> HashMap<Whose, Vec<Part>> {
    let mut parts: HashMap<Whose, Vec<Part>> = HashMap::new();
    for row in rows {
        let target = match basis {
            Basis::Money(_) => row.amount.map(|amount| amount.0),
            Basis::Quantity => row.quantity.map(|number| number.0),
        };
        if let (Some(target), Ok(period)) = (target, Period::new(row.from, row.to)) {
            parts.entry((row.unit_id, row.person_id)).or_default().push(Part { period, target });
        }
    }
    parts
}

/// The units that stand in a plan at or below each of its units.
pub(crate) fn units_below(nodes: &[node::Model]) -> HashMap<UnitId, Vec<UnitId>> {
    let by_id: HashMap<TargetNodeId, &node::Model> = nodes.iter().map(|node| (node.id, node)).collect();
    let mut below: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
    for node in nodes {
        let Some(unit) = node.unit_id else { continue };
        let mut above = Some(node);
        while let Some(at) = above {
            if let Some(over) = at.unit_id {
                below.entry(over).or_default().push(unit);
            }
            above = at.parent_id.and_then(|parent| by_id.get(&parent).copied());
        }
    }
    below
}

impl Ledger {
    /// Asked as the house asks: places say whose numbers a reader sees.
    pub(crate) async fn read(
        house: &House,
        numbers: &Numbers,
        plan: &plan::Model,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Ledger> {
        let mut ledger = Ledger::default();
        if to < from {
            return Ok(ledger);
        }
        let (from, to) = (from.to_string(), to.to_string());
        let ask = |by| Question::read(house, &plan.metric, [("by", by), ("from", from.as_str()), ("to", to.as_str())]);
        let questions = vec![ask("owner,day"), ask("team,day")];
        let mut answers = numbers.ask_all(&Actor::system(), questions).await?.into_iter();
        for (at, answer) in answers.by_ref().enumerate() {
            for row in answer?.rows {
                let [whose, Shown { label: Some(day), .. }] = row.cells.as_slice() else { continue };
                let (Some(id), Ok(day)) = (whose.id.as_deref(), day.parse::<NaiveDate>()) else { continue };
                let (Ok(id), Some(amount)) = (Uuid::parse_str(id), read(&row.value, plan.basis())) else { continue };
                let days = match at {
                    0 => ledger.people.entry(PersonId(id)).or_default(),
                    _ => ledger.units.entry(UnitId(id)).or_default(),
                };
                *days.entry(day).or_default() += amount;
            }
        }
        Ok(ledger)
    }

    pub(crate) fn of(
        &self,
        node: &node::Model,
        units: &HashMap<UnitId, Vec<UnitId>>,
        from: NaiveDate,
        to: NaiveDate,
    ) -> i64 {
        let sum = |days: &BTreeMap<NaiveDate, i64>| {
            if from > to { 0 } else { days.range(from..=to).map(|(_, amount)| *amount).sum::<i64>() }
        };
        match (node.person_id, node.unit_id) {
            (Some(person), _) => self.people.get(&person).map_or(0, sum),
            (None, Some(unit)) => {
                units.get(&unit).into_iter().flatten().filter_map(|unit| self.units.get(unit)).map(sum).sum()
            }
            (None, None) => 0,
        }
    }
}

/// What an answer shows, in the smallest unit of the plan.
fn read(value: &serde_json::Value, basis: Basis) -> Option<i64> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match basis {
        Basis::Money(currency) => Minor::parse(&text, currency).ok().map(|amount| amount.0),
        Basis::Quantity => text.parse::<Quantity>().ok().map(|number| number.0),
    }
}

fn currency(basis: Basis) -> Option<Currency> {
    match basis {
        Basis::Money(currency) => Some(currency),
        Basis::Quantity => None,
    }
}

pub(crate) fn metric(house: &House, actor: &Actor, name: &str) -> Metric {
    let known = house.registry.metrics.get(name);
    let label = known.map_or(name, |metric| metric.label);
    Metric {
        name: name.to_owned(),
        label: house.registry.words.say(actor.locale, &format!("metrics.{name}"), label).to_owned(),
        unit: known.map_or(Unit::Count, |metric| metric.unit),
        noun: known.map_or("", |metric| metric.noun),
    }
}
