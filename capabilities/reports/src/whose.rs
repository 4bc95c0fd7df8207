//! Of whom reports are written, and with whose reach.

use crate::{report_template::Model as Template, rules};
use access::user;
use chrono::NaiveDate;
use kernel::{Actor, House, Origin, Result};
use org::{
    History,
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use std::collections::{BTreeSet, HashSet};

/// A unit that somebody leads, or somebody's own work.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub unit: Option<UnitId>,
    /// Whoever leads it; of own work whoever does it.
    pub whose: PersonId,
    /// What it is called.
    pub name: String,
    /// Whose rows count for it.
    pub people: BTreeSet<Uuid>,
    /// The units that stand at or below it.
    pub units: BTreeSet<Uuid>,
}

impl Node {
    pub fn id(&self) -> Uuid {
        self.unit.map_or(self.whose.0, |unit| unit.0)
    }

    /// The condition that numbers are narrowed by.
    pub fn condition(&self) -> (&'static str, String) {
        match self.unit {
            Some(unit) => ("unit", unit.0.to_string()),
            None => ("owner", self.whose.0.to_string()),
        }
    }
}

/// Everybody who has a report by the template on a day, units first.
///
/// # Errors
/// What the database says.
pub async fn nodes(house: &House, template: &Template, day: NaiveDate) -> Result<Vec<Node>> {
    let system = Actor::system();
    let reader = house.reader(&system);
    let conn = house.store.reader();
    let history = History::load(conn).await?;
    let units = reader.visible::<unit::Entity>().order_by_asc(unit::Column::Position);
    let units = units.order_by_asc(unit::Column::Name).all(conn).await?;
    // What those did who have left since counts for where they stood.
    let people = reader.visible::<person::Entity>().order_by_asc(person::Column::Name).all(conn).await?;
    let here: HashSet<PersonId> = people.iter().filter(|person| person.active).map(|person| person.id).collect();
    let within = |unit: UnitId| template.within_id.is_none_or(|top| history.up(unit, day).any(|above| above == top));
    let wanted = |row: &unit::Model| match &template.kinds {
        Some(kinds) if !kinds.0.is_empty() => kinds.0.iter().any(|kind| kind == rules::kind(row.kind)),
        Some(_) | None => true,
    };
    let leads: HashSet<PersonId> = units.iter().filter_map(|unit| unit.leader_id).collect();
    let mut nodes = Vec::new();
    for row in &units {
        let there = row.from.is_none_or(|from| from <= day) && row.to.is_none_or(|to| day <= to);
        let Some(leader) = row.leader_id.filter(|leader| there && here.contains(leader)) else { continue };
        if wanted(row) && within(row.id) {
            nodes.push(of_unit(&history, row, leader, &units, &people, day));
        }
    }
    if template.own_pages {
        for row in people.iter().filter(|row| row.active && !leads.contains(&row.id)) {
            if history.unit(row.id, day).is_some_and(within) {
                nodes.push(own(row));
            }
        }
    }
    Ok(nodes)
}

fn of_unit(
    history: &History,
    row: &unit::Model,
    leader: PersonId,
    units: &[unit::Model],
    people: &[person::Model],
    day: NaiveDate,
) -> Node {
    let below = |unit: UnitId| history.up(unit, day).any(|above| above == row.id);
    let stands = |person: &&person::Model| history.unit(person.id, day).is_some_and(below);
    Node {
        unit: Some(row.id),
        whose: leader,
        name: row.name.clone(),
        people: people.iter().filter(stands).map(|person| person.id.0).chain([leader.0]).collect(),
        units: units.iter().filter(|unit| below(unit.id)).map(|unit| unit.id.0).collect(),
    }
}

fn own(row: &person::Model) -> Node {
    Node {
        unit: None,
        whose: row.id,
        name: row.name.clone(),
        people: BTreeSet::from([row.id.0]),
        units: BTreeSet::new(),
    }
}

/// Somebody as they act today, in their language; `None` for whoever has left or does not sign in.
///
/// # Errors
/// What the database says.
pub async fn reader(house: &House, whose: PersonId) -> Result<Option<Actor>> {
    let system = Actor::system();
    let reads = house.reader(&system);
    let conn = house.store.reader();
    let users = reads.visible::<user::Entity>().filter(user::Column::Active.eq(true));
    let theirs = users.filter(user::Column::PersonId.eq(whose.0)).order_by_asc(user::Column::Id);
    let Some(user) = theirs.one(conn).await? else { return Ok(None) };
    let actor = access::actor_of_user(house, user.id.0).await?;
    Ok(actor.map(|actor| actor.through(Origin::Job)))
}
