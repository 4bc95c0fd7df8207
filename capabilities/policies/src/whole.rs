//! A policy as people read it: the text of an edition, whom it is for, what they said, and what it is kept to by.

use crate::{
    acknowledgement, audience, checkup,
    edition::{self, EditionId, State},
    enforcement, finding,
    policy::{self, PolicyId},
    progress::{self, Progress},
    section,
    standing::{self, Enforced},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, Error, House, Resource, Result};
use org::person::PersonId;
use positions::whole::choice;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Whole {
    pub id: Uuid,
    pub title: String,
    pub code: Option<String>,
    pub kind: policy::Kind,
    pub kind_label: String,
    pub state: policy::State,
    pub state_label: String,
    pub owner: Option<Named>,
    pub unit: Option<Named>,
    pub summary: Option<String>,
    pub confirm: bool,
    pub since: Option<NaiveDate>,
    pub review_on: Option<NaiveDate>,
    /// The company's.
    pub today: NaiveDate,
    /// The edition whose text this is; nothing where there is none to be read.
    pub shown: Option<Edition>,
    pub sections: Vec<Section>,
    /// The newest first.
    pub editions: Vec<Edition>,
    pub audience: Vec<Addressed>,
    /// What the reader was asked.
    pub mine: Option<Mine>,
    /// How far the others are, for those within whose reach others stand.
    pub progress: Option<Progress>,
    pub enforced: Vec<Enforced>,
    pub checkups: Vec<Checkup>,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Edition {
    pub id: Uuid,
    pub version: i64,
    pub name: Option<String>,
    pub edition: i64,
    pub state: State,
    pub state_label: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub editorial: bool,
    pub news: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub body: String,
    pub place: i64,
}

#[derive(Debug, Serialize)]
pub struct Addressed {
    pub id: Uuid,
    pub whom: audience::Whom,
    pub name: String,
    /// The unit or the position.
    pub row: Option<Uuid>,
}

#[derive(Debug, Serialize)]
pub struct Mine {
    pub id: Uuid,
    pub edition_id: Uuid,
    pub state: acknowledgement::State,
    pub due_on: NaiveDate,
    pub acknowledged_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize)]
pub struct Checkup {
    pub id: Uuid,
    pub checker: Option<Named>,
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    pub state: checkup::State,
    pub state_label: String,
    pub outcome: Option<checkup::Outcome>,
    pub outcome_label: Option<String>,
    pub findings: usize,
    pub open: usize,
}

/// The policy with the text of an edition, by its number; without one, what its reader should read.
pub async fn of(house: &House, actor: &Actor, id: PolicyId, number: Option<i64>) -> Result<Whole> {
    let reader = house.reader(actor);
    let policy = reader.find::<policy::Entity>(id.0).await?;
    let noun = house.registry.known(policy::Entity::NAME)?;
    let select = reader.visible::<edition::Entity>().filter(edition::Column::PolicyId.eq(id));
    let editions = select.order_by_desc(edition::Column::Edition).all(reader.conn).await?;
    let mine = mine(house, actor, id).await?;
    let shown = match number {
        Some(number) => {
            let found = editions.iter().find(|edition| edition.edition == Some(number));
            Some(found.ok_or_else(|| Error::NotFound(edition::Entity::NAME.into()))?)
        }
        None => to_show(&editions, mine.as_ref()),
    };
    let sections = match shown {
        Some(edition) => sections(house, actor, edition.id).await?,
        None => Vec::new(),
    };
    let enforced = reader.visible::<enforcement::Entity>().filter(enforcement::Column::PolicyId.eq(id));
    let enforced = enforced.order_by_asc(enforcement::Column::Id).all(reader.conn).await?;
    let current = editions.iter().find(|edition| edition.state == State::InForce).or(shown);
    let name = async |noun: &str, id: Option<Uuid>| -> Result<Option<Named>> {
        let Some(id) = id else { return Ok(None) };
        let labels = reader.titles(house.registry.known(noun)?, BTreeSet::from([id])).await?;
        Ok(labels.get(&id).map(|name| Named { id, name: name.to_string() }))
    };
    let audience = reader.visible::<audience::Entity>().filter(audience::Column::PolicyId.eq(id));
    let mut addressed = Vec::new();
    for row in audience.order_by_asc(audience::Column::Id).all(reader.conn).await? {
        let place = match row.whom {
            audience::Whom::Everybody => None,
            audience::Whom::Unit => name("units", row.unit_id.map(|unit| unit.0)).await?,
            audience::Whom::Position => name("positions", row.position_id.map(|position| position.0)).await?,
        };
        let everybody = || choice(house, actor, "policy_audiences", "whom", &row.whom);
        let named = place.as_ref().map(|place| place.name.clone());
        let named = named.unwrap_or_else(|| match row.whom {
            audience::Whom::Everybody => everybody(),
            audience::Whom::Unit | audience::Whom::Position => row.name.clone().unwrap_or_default(),
        });
        addressed.push(Addressed { id: row.id.0, whom: row.whom, name: named, row: place.map(|place| place.id) });
    }
    Ok(Whole {
        owner: name("people", Some(policy.owner_id.0)).await?,
        unit: name("units", policy.unit_id.map(|unit| unit.0)).await?,
        kind_label: choice(house, actor, noun.name, "kind", &policy.kind),
        state_label: choice(house, actor, noun.name, "state", &policy.state),
        shown: shown.map(|edition| Edition::of(house, actor, edition)),
        editions: editions.iter().map(|edition| Edition::of(house, actor, edition)).collect(),
        enforced: standing::of(house, actor, enforced, current).await?,
        checkups: checkups(house, actor, id).await?,
        progress: progress::of(house, actor, id).await?,
        may_edit: reader.within(noun, id.0, "edit").await?,
        id: policy.id.0,
        title: policy.title,
        code: policy.code,
        kind: policy.kind,
        state: policy.state,
        summary: policy.summary,
        confirm: policy.confirm,
        since: policy.since,
        review_on: policy.review_on,
        today: house.today(),
        sections,
        audience: addressed,
        mine,
    })
}

impl Edition {
    pub fn of(house: &House, actor: &Actor, edition: &edition::Model) -> Self {
        Self {
            id: edition.id.0,
            version: edition.version,
            name: edition.name.clone(),
            edition: edition.edition.unwrap_or_default(),
            state: edition.state,
            state_label: choice(house, actor, edition::Entity::NAME, "state", &edition.state),
            from: edition.from,
            to: edition.to,
            editorial: edition.editorial,
            news: edition.news.clone(),
        }
    }
}

/// What its reader has to confirm, else what is in force, else what comes, else a draft, else the last that was.
fn to_show<'a>(editions: &'a [edition::Model], mine: Option<&Mine>) -> Option<&'a edition::Model> {
    let asked = mine.filter(|mine| mine.state == acknowledgement::State::Asked).map(|mine| mine.edition_id);
    let of = |state: State| editions.iter().find(|edition| edition.state == state);
    let asked = editions.iter().find(|edition| Some(edition.id.0) == asked);
    asked
        .or_else(|| of(State::InForce))
        .or_else(|| of(State::Planned))
        .or_else(|| of(State::Draft))
        .or(editions.first())
}

/// What the reader's own person was last asked of the policy.
async fn mine(house: &House, actor: &Actor, policy: PolicyId) -> Result<Option<Mine>> {
    use acknowledgement::Column;
    let Some(person) = actor.person.map(PersonId) else { return Ok(None) };
    let reader = house.reader(actor);
    let select = reader
        .visible::<acknowledgement::Entity>()
        .filter(Column::PolicyId.eq(policy))
        .filter(Column::PersonId.eq(person))
        .filter(Column::State.ne(acknowledgement::State::Lapsed));
    let row = select.order_by_desc(Column::Id).one(reader.conn).await?;
    Ok(row.map(|row| Mine {
        id: row.id.0,
        edition_id: row.edition_id.0,
        state: row.state,
        due_on: row.due_on,
        acknowledged_at: row.acknowledged_at,
    }))
}

/// The sections of an edition that the reader may see, in order.
pub async fn sections(house: &House, actor: &Actor, edition: EditionId) -> Result<Vec<Section>> {
    let reader = house.reader(actor);
    let select = reader.visible::<section::Entity>().filter(section::Column::EditionId.eq(edition));
    let select = select.order_by_asc(section::Column::Place).order_by_asc(section::Column::Id);
    let section = |row: section::Model| Section {
        id: row.id.0,
        version: row.version,
        title: row.title,
        body: row.body.unwrap_or_default(),
        place: row.place,
    };
    Ok(select.all(reader.conn).await?.into_iter().map(section).collect())
}

async fn checkups(house: &House, actor: &Actor, policy: PolicyId) -> Result<Vec<Checkup>> {
    let reader = house.reader(actor);
    if actor.reach(checkup::Entity::NAME, "read").is_none() {
        return Ok(Vec::new());
    }
    let select = reader.visible::<checkup::Entity>().filter(checkup::Column::PolicyId.eq(policy));
    let rows = select.order_by_desc(checkup::Column::DueOn).all(reader.conn).await?;
    let ids = rows.iter().map(|row| row.id);
    let found = reader.visible::<finding::Entity>().filter(finding::Column::CheckupId.is_in(ids));
    let found = found.all(reader.conn).await?;
    let people = rows.iter().filter_map(|row| row.checker_id.map(|person| person.0)).collect();
    let people = reader.titles(house.registry.known("people")?, people).await?;
    let told = rows.into_iter().map(|row| {
        let theirs = || found.iter().filter(|finding| finding.checkup_id == row.id);
        let checker =
            row.checker_id.and_then(|person| Some(Named { id: person.0, name: people.get(&person.0)?.to_string() }));
        Checkup {
            id: row.id.0,
            checker,
            due_on: row.due_on,
            done_on: row.done_on,
            state: row.state,
            state_label: choice(house, actor, checkup::Entity::NAME, "state", &row.state),
            outcome: row.outcome,
            outcome_label: row.outcome.map(|outcome| choice(house, actor, checkup::Entity::NAME, "outcome", &outcome)),
            findings: theirs().count(),
            open: theirs().filter(|finding| !finding.done).count(),
        }
    });
    Ok(told.collect())
}
