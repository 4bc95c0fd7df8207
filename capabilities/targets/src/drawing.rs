//! A plan drawn up from the organization: who is in it, and what they are compared by.

use crate::{
    cascade::Number,
    node::{self, Talk, TargetNodeId},
    plan,
};
use chrono::NaiveDate;
use kernel::Work;
use org::{History, person::PersonId, unit::UnitId};
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// Numbers of people by driver. Who is not in one has no number there, which is not 0.
pub type Numbers = BTreeMap<String, HashMap<PersonId, Decimal>>;

/// Names of units and people.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub units: HashMap<UnitId, String>,
    pub people: HashMap<PersonId, String>,
}

/// The places of a plan: its unit, the units below it, and the people whose main unit is one of them on the first day. Units
/// without anybody are left out. Of a unit each driver is what its people have together.
pub fn draw(plan: &plan::Model, history: &History, names: &Names, numbers: &Numbers, work: &Work) -> Vec<node::Model> {
    let day = plan.from;
    let inside = |unit: UnitId| history.up(unit, day).any(|above| above == plan.unit_id);
    let mut people: BTreeMap<(UnitId, String, PersonId), PersonId> = BTreeMap::new();
    for person in names.people.keys() {
        if let Some(unit) = history.unit(*person, day).filter(|unit| inside(*unit)) {
            people.insert((unit, names.people[person].clone(), *person), *person);
        }
    }
    // Units with somebody at or below them, from the top down.
    let mut units: Vec<UnitId> = Vec::new();
    for (unit, _, _) in people.keys() {
        let way: Vec<UnitId> = history.up(*unit, day).take_while(|above| *above != plan.unit_id).collect();
        for above in way.into_iter().chain([plan.unit_id]) {
            if !units.contains(&above) {
                units.push(above);
            }
        }
    }
    let depth = |unit: &UnitId| history.up(*unit, day).take_while(|above| *above != plan.unit_id).count();
    units.sort_by_cached_key(|unit| (depth(unit), names.units.get(unit).cloned(), *unit));
    let mut rows: Vec<node::Model> = Vec::new();
    let mut of_unit: HashMap<UnitId, TargetNodeId> = HashMap::new();
    for unit in units {
        let term = history.term(unit, day);
        let parent = term.and_then(|term| term.parent).filter(|_| unit != plan.unit_id);
        let inside_of_it = |person: PersonId| {
            history.unit(person, day).is_some_and(|own| history.up(own, day).any(|above| above == unit))
        };
        let mut row = blank(plan, work, names.units.get(&unit).cloned().unwrap_or_default());
        row.unit_id = Some(unit);
        row.owner_id = term.and_then(|term| term.leader);
        row.parent_id = parent.and_then(|parent| of_unit.get(&parent).copied());
        row.position = position(&rows);
        row.drivers = drivers(numbers, inside_of_it);
        of_unit.insert(unit, row.id);
        rows.push(row);
    }
    for ((unit, name, _), person) in people {
        let mut row = blank(plan, work, name);
        row.person_id = Some(person);
        row.owner_id = Some(person);
        row.parent_id = of_unit.get(&unit).copied();
        row.position = position(&rows);
        row.drivers = drivers(numbers, |other| other == person);
        rows.push(row);
    }
    rows
}

fn position(rows: &[node::Model]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

/// What those who belong have together; nothing where none of them has a number.
fn drivers(numbers: &Numbers, belongs: impl Fn(PersonId) -> bool) -> Value {
    let mut said = Map::new();
    for (driver, of) in numbers {
        let mut own = of.iter().filter(|(person, _)| belongs(**person)).map(|(_, number)| *number).peekable();
        let sum = own.peek().is_some().then(|| own.sum::<Decimal>());
        // A driver is a weight: what was lost or taken back weighs nothing.
        let sum = sum.map(|sum| Number(sum.max(Decimal::ZERO).normalize()));
        said.insert(driver.clone(), sum.map_or(Value::Null, |sum| sum.0.to_string().into()));
    }
    Value::Object(said)
}

fn blank(plan: &plan::Model, work: &Work, name: String) -> node::Model {
    let now = work.now;
    node::Model {
        id: TargetNodeId::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        custom: Value::Object(Map::new()),
        plan_id: plan.id,
        parent_id: None,
        name,
        unit_id: None,
        person_id: None,
        owner_id: None,
        position: 0,
        drivers: Value::Object(Map::new()),
        lock_amount: None,
        min_amount: None,
        max_amount: None,
        currency: plan.currency,
        lock_quantity: None,
        min_quantity: None,
        max_quantity: None,
        bucket: None,
        proposed_amount: None,
        proposed_quantity: None,
        talk: Talk::Held,
        said: None,
    }
}

/// The same days a year before, for what was reached then.
pub fn a_year_before(from: NaiveDate, to: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = chrono::Months::new(12);
    (from - year, to - year)
}
