//! What somebody has to read, what they have confirmed, and who of their people is late.

use crate::{
    acknowledgement::{self, State},
    edition, enforcement, policy,
    whole::Named,
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, House, Reach, Resource, Result};
use org::person::PersonId;
use positions::whole::choice;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// What was confirmed, as far back as anybody looks.
const CONFIRMED: u64 = 50;
/// People who are late, on one page.
const LATE: u64 = 100;

#[derive(Debug, Default, Serialize)]
pub struct ToRead {
    /// What is due first stands first.
    pub open: Vec<Paper>,
    /// What was confirmed last stands first.
    pub confirmed: Vec<Paper>,
    /// Others within the reader's reach who should have confirmed by now.
    pub late: Vec<Late>,
    pub today: NaiveDate,
}

/// An edition that somebody was asked to read.
#[derive(Debug, Serialize)]
pub struct Paper {
    pub id: Uuid,
    pub policy: Named,
    pub code: Option<String>,
    pub kind_label: String,
    pub summary: Option<String>,
    pub edition: i64,
    /// What is new in it, for those who know the one before.
    pub news: Option<String>,
    pub from: Option<NaiveDate>,
    pub due_on: NaiveDate,
    pub acknowledged_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize)]
pub struct Late {
    pub id: Uuid,
    pub person: Named,
    pub policy: Named,
    pub due_on: NaiveDate,
    pub reminders: i64,
    pub reminded_on: Option<NaiveDate>,
}

pub async fn to_read(house: &House, actor: &Actor) -> Result<ToRead> {
    use acknowledgement::{Column, Entity};
    let reader = house.reader(actor);
    let today = house.today();
    reader.scope(house.registry.known(Entity::NAME)?, "read")?;
    let (mut open, mut confirmed) = (Vec::new(), Vec::new());
    if let Some(person) = actor.person.map(PersonId) {
        let mine = || reader.visible::<Entity>().filter(Column::PersonId.eq(person));
        let asked = mine().filter(Column::State.eq(State::Asked));
        open = asked.order_by_asc(Column::DueOn).order_by_asc(Column::Id).all(reader.conn).await?;
        let said = mine().filter(Column::State.eq(State::Acknowledged));
        confirmed = said.order_by_desc(Column::AcknowledgedAt).limit(CONFIRMED).all(reader.conn).await?;
    }
    let mut late = Vec::new();
    if actor.reach(Entity::NAME, "read").is_some_and(|reach| reach > Reach::Own) {
        let mut theirs =
            reader.visible::<Entity>().filter(Column::State.eq(State::Asked)).filter(Column::DueOn.lt(today));
        if let Some(person) = actor.person.map(PersonId) {
            theirs = theirs.filter(Column::PersonId.ne(person));
        }
        late = theirs.order_by_asc(Column::DueOn).order_by_asc(Column::Id).limit(LATE).all(reader.conn).await?;
    }
    let all = || open.iter().chain(&confirmed).chain(&late);
    let policies: BTreeSet<Uuid> = all().map(|row| row.policy_id.0).collect();
    let titles = reader.titles(house.registry.known("policies")?, policies.clone()).await?;
    let people: BTreeSet<Uuid> = late.iter().map(|row| row.person_id.0).collect();
    let people = reader.titles(house.registry.known("people")?, people).await?;
    let policies = reader.visible::<policy::Entity>().filter(policy::Column::Id.is_in(policies));
    let policies: HashMap<_, _> =
        policies.all(reader.conn).await?.into_iter().map(|policy| (policy.id, policy)).collect();
    let editions: BTreeSet<_> = open.iter().chain(&confirmed).map(|row| row.edition_id).collect();
    let editions = reader.visible::<edition::Entity>().filter(edition::Column::Id.is_in(editions));
    let editions: HashMap<_, _> =
        editions.all(reader.conn).await?.into_iter().map(|edition| (edition.id, edition)).collect();
    let named = |id: Uuid| Named { id, name: titles.get(&id).map(ToString::to_string).unwrap_or_default() };
    let paper = |row: &acknowledgement::Model| {
        let policy = policies.get(&row.policy_id);
        let edition = editions.get(&row.edition_id);
        Paper {
            id: row.id.0,
            policy: named(row.policy_id.0),
            code: policy.and_then(|policy| policy.code.clone()),
            kind_label: policy.map(|policy| choice(house, actor, "policies", "kind", &policy.kind)).unwrap_or_default(),
            summary: policy.and_then(|policy| policy.summary.clone()),
            edition: edition.and_then(|edition| edition.edition).unwrap_or_default(),
            news: edition.and_then(|edition| edition.news.clone()),
            from: edition.and_then(|edition| edition.from),
            due_on: row.due_on,
            acknowledged_at: row.acknowledged_at,
        }
    };
    let name = |person: PersonId| people.get(&person.0).map(ToString::to_string).unwrap_or_default();
    Ok(ToRead {
        open: open.iter().map(paper).collect(),
        confirmed: confirmed.iter().map(paper).collect(),
        late: late
            .iter()
            .map(|row| Late {
                id: row.id.0,
                person: Named { id: row.person_id.0, name: name(row.person_id) },
                policy: named(row.policy_id.0),
                due_on: row.due_on,
                reminders: row.reminders,
                reminded_on: row.reminded_on,
            })
            .collect(),
        today,
    })
}

/// A policy that a row is kept to.
#[derive(Debug, Serialize)]
pub struct About {
    pub policy: Named,
    pub code: Option<String>,
    pub section: Option<String>,
    pub how_label: String,
    pub note: Option<String>,
}

/// The policies that this row, or all rows of its kind, sees to; those in force that the reader may read.
pub async fn about(house: &House, actor: &Actor, noun: &str, row: Uuid) -> Result<Vec<About>> {
    use enforcement::{Column, Entity};
    let reader = house.reader(actor);
    let known = house.registry.known(noun)?;
    if actor.reach(policy::Entity::NAME, "read").is_none() {
        return Ok(Vec::new());
    }
    // Whoever does not see the row learns nothing of it here either.
    reader.record(known, row).await?;
    let this = sea_orm::Condition::any().add(Column::RuleId.eq(row)).add(Column::RuleId.is_null());
    let rows = reader.visible::<Entity>().filter(Column::RuleNoun.eq(noun)).filter(this);
    let rows = rows.order_by_asc(Column::Id).all(reader.conn).await?;
    let ids: BTreeSet<_> = rows.iter().map(|row| row.policy_id).collect();
    let policies = reader
        .visible::<policy::Entity>()
        .filter(policy::Column::Id.is_in(ids))
        .filter(policy::Column::State.eq(policy::State::InForce));
    let policies: HashMap<_, _> =
        policies.all(reader.conn).await?.into_iter().map(|policy| (policy.id, policy)).collect();
    let told = rows.into_iter().filter_map(|row| {
        let policy = policies.get(&row.policy_id)?;
        Some(About {
            policy: Named { id: policy.id.0, name: policy.title.clone() },
            code: policy.code.clone(),
            section: row.section,
            how_label: choice(house, actor, Entity::NAME, "how", &row.how),
            note: row.note,
        })
    });
    Ok(told.collect())
}
