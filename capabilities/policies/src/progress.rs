//! How many of those who were asked have confirmed, and who is late.

use crate::{
    acknowledgement::{self, State},
    policy::PolicyId,
    whole::Named,
};
use chrono::NaiveDate;
use kernel::{Actor, House, Reach, Resource, Result};
use org::person;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Names of one list; the list itself has them all.
const LATE: usize = 50;

#[derive(Debug, Default, Serialize)]
pub struct Progress {
    pub asked: usize,
    pub confirmed: usize,
    /// Of those who have not, how many should have by now.
    pub overdue: usize,
    pub units: Vec<Part>,
    /// Who should have by now, the longest first.
    pub late: Vec<Late>,
}

/// Those of one unit.
#[derive(Debug, Serialize)]
pub struct Part {
    pub unit: Option<Named>,
    pub asked: usize,
    pub confirmed: usize,
    pub overdue: usize,
}

#[derive(Debug, Serialize)]
pub struct Late {
    pub id: Uuid,
    pub person: Named,
    pub due_on: NaiveDate,
    pub reminders: i64,
}

/// Within the reader's reach; nothing for those who reach nobody but themselves.
pub async fn of(house: &House, actor: &Actor, policy: PolicyId) -> Result<Option<Progress>> {
    use acknowledgement::{Column, Entity};
    match actor.reach(Entity::NAME, "read") {
        None | Some(Reach::Own) => return Ok(None),
        Some(Reach::Team | Reach::Subtree | Reach::All) => {}
    }
    let reader = house.reader(actor);
    let select = reader.visible::<Entity>().filter(Column::PolicyId.eq(policy)).filter(Column::State.ne(State::Lapsed));
    let mut rows: HashMap<_, acknowledgement::Model> = HashMap::new();
    // Of somebody who confirmed an earlier edition, too, the last one counts.
    for row in select.order_by_asc(Column::Id).all(reader.conn).await? {
        rows.insert(row.person_id, row);
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_by_key(|row| (row.due_on, row.id));
    let today = house.today();
    let late = |row: &acknowledgement::Model| row.state == State::Asked && row.due_on < today;
    let ids: Vec<_> = rows.iter().map(|row| row.person_id).collect();
    let mut people: HashMap<_, person::Model> = HashMap::new();
    for chunk in ids.chunks(1000) {
        let select = reader.visible::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
        people.extend(select.all(reader.conn).await?.into_iter().map(|person| (person.id, person)));
    }
    let units: BTreeSet<Uuid> = people.values().filter_map(|person| person.unit_id.map(|unit| unit.0)).collect();
    let units = reader.titles(house.registry.known("units")?, units).await?;
    let mut parts: BTreeMap<Option<(String, Uuid)>, Part> = BTreeMap::new();
    let mut progress = Progress::default();
    for row in &rows {
        let person = people.get(&row.person_id);
        let unit = person.and_then(|person| person.unit_id).and_then(|unit| {
            let name = units.get(&unit.0)?.to_string();
            Some((name, unit.0))
        });
        let named = unit.clone().map(|(name, id)| Named { id, name });
        let part = parts.entry(unit).or_insert(Part { unit: named, asked: 0, confirmed: 0, overdue: 0 });
        let (confirmed, overdue) = (usize::from(row.state == State::Acknowledged), usize::from(late(row)));
        (part.asked, part.confirmed, part.overdue) =
            (part.asked + 1, part.confirmed + confirmed, part.overdue + overdue);
        progress.asked += 1;
        progress.confirmed += confirmed;
        progress.overdue += overdue;
        if let Some(person) = person.filter(|_| late(row) && progress.late.len() < LATE) {
            let person = Named { id: person.id.0, name: person.name.clone() };
            progress.late.push(Late { id: row.id.0, person, due_on: row.due_on, reminders: row.reminders });
        }
    }
    progress.units = parts.into_values().collect();
    Ok(Some(progress))
}
