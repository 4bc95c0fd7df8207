//! The organization on a day, then or now: units, who led them, who was there.

use chrono::NaiveDate;
use kernel::{Actor, House, Result};
use org::{
    History,
    person::{self, PersonId},
    unit::{self, UnitId, UnitKind},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Units that there were on that day, in the order of their siblings.
#[derive(Debug, Serialize)]
pub struct Chart {
    pub on: NaiveDate,
    pub today: NaiveDate,
    pub units: Vec<Unit>,
    /// Names of leaders.
    pub labels: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<UnitId>,
    pub leader: Option<PersonId>,
    /// Today's, for comparison.
    pub parent_now: Option<UnitId>,
    pub leader_now: Option<PersonId>,
    /// It is closed by today.
    pub closed: bool,
    /// People whose main unit it was; those below it are counted there.
    pub people: usize,
}

#[derive(Debug, Serialize)]
pub struct Members {
    pub people: Vec<Member>,
}

#[derive(Debug, Serialize)]
pub struct Member {
    pub id: PersonId,
    pub name: String,
    pub title: Option<String>,
}

/// The chart as of `on`, of units and people that the reader may see.
pub async fn of(house: &House, actor: &Actor, on: NaiveDate) -> Result<Chart> {
    let reader = house.reader(actor);
    let today = house.today();
    let history = History::load(reader.conn).await?;
    let rows: Vec<unit::Model> = reader
        .visible::<unit::Entity>()
        .order_by_asc(unit::Column::Position)
        .order_by_asc(unit::Column::Name)
        .all(reader.conn)
        .await?;
    let mut counts: HashMap<UnitId, usize> = HashMap::new();
    for unit in history.memberships.keys().filter_map(|person| standing(&history, *person, on)) {
        *counts.entry(unit).or_default() += 1;
    }
    let units: Vec<Unit> = rows
        .into_iter()
        .filter(|row| row.span().holds(on))
        .map(|row| {
            let then = history.term(row.id, on);
            Unit {
                parent: then.map_or(row.parent_id, |term| term.parent),
                leader: then.map_or(row.leader_id, |term| term.leader),
                parent_now: row.parent_id,
                leader_now: row.leader_id,
                closed: row.span().over(today),
                people: counts.get(&row.id).copied().unwrap_or_default(),
                id: row.id,
                name: row.name,
                kind: row.kind,
            }
        })
        .collect();
    let leaders: Vec<PersonId> = units.iter().flat_map(|unit| [unit.leader, unit.leader_now]).flatten().collect();
    let mut labels = BTreeMap::new();
    for chunk in leaders.chunks(1000) {
        let select = reader.visible::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
        let names: Vec<(PersonId, String)> = select
            .select_only()
            .columns([person::Column::Id, person::Column::Name])
            .into_tuple()
            .all(reader.conn)
            .await?;
        labels.extend(names.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    Ok(Chart { on, today, units, labels })
}

/// Whose main unit it was on that day.
pub async fn members(house: &House, actor: &Actor, unit: UnitId, on: NaiveDate) -> Result<Members> {
    let reader = house.reader(actor);
    reader.find::<unit::Entity>(unit.0).await?;
    let history = History::load(reader.conn).await?;
    let there: Vec<PersonId> =
        history.memberships.keys().copied().filter(|person| standing(&history, *person, on) == Some(unit)).collect();
    let mut people = Vec::with_capacity(there.len());
    for chunk in there.chunks(1000) {
        let rows = reader.visible::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
        let rows = rows.all(reader.conn).await?;
        people.extend(rows.into_iter().map(|row| Member { id: row.id, name: row.name, title: row.title }));
    }
    people.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    Ok(Members { people })
}

/// Where somebody was on that day; nowhere before they came and after they left.
fn standing(history: &History, person: PersonId, on: NaiveDate) -> Option<UnitId> {
    let spans = history.memberships.get(&person)?;
    spans.iter().find(|(span, _)| span.holds(on)).map(|(_, unit)| *unit)
}
