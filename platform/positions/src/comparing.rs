//! Persons and positions compared, within what the reader may know of the persons.

use crate::{
    appointment, assessment,
    competency::{self, CompetencyId},
    fit::{self, Measured, Standing},
    position::{self, PositionId},
    requirement,
    sheet::{self, State},
};
use chrono::NaiveDate;
use kernel::{Actor, House, Record, Result, scope};
use org::{
    person::{self, PersonId},
    unit::UnitId,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row and what people call it.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

/// One person beside one position.
#[derive(Debug, Serialize)]
pub struct Compared {
    pub person: Named,
    pub position: Named,
    pub unit: Option<Named>,
    /// Of full time, in per cent; nothing where they do not hold it.
    pub share: Option<Value>,
    /// The sheet in force on the day; nothing where there is none.
    pub sheet: Option<Named>,
    /// Whether the reader may know how they were assessed. Where not, nothing is said about it.
    pub open: bool,
    /// In per cent, of what was assessed.
    pub fit: Option<Value>,
    /// In per cent: how much of what is asked for was assessed.
    pub assessed: Option<Value>,
    pub competencies: Vec<Line>,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub competency: Named,
    pub required: i64,
    pub weight: i64,
    pub level: Option<i64>,
    pub gap: Option<i64>,
    pub standing: Option<Standing>,
    pub assessed_on: Option<NaiveDate>,
    /// What the level that is asked for means.
    pub described: Option<String>,
    /// What closes the gap.
    pub training: Option<String>,
}

/// Whoever holds the position on the day.
pub async fn of_position(house: &House, actor: &Actor, id: PositionId, day: NaiveDate) -> Result<Vec<Compared>> {
    let reader = house.reader(actor);
    let position = reader.find::<position::Entity>(id.0).await?;
    let held = reader.visible::<appointment::Entity>().filter(appointment::Column::PositionId.eq(id));
    let held = held.order_by_asc(appointment::Column::Id).all(reader.conn).await?;
    let held: Vec<_> = held.into_iter().filter(|row| row.span().holds(day)).collect();
    compare(house, actor, &[position], held, day).await
}

/// The positions that somebody holds on the day, and another one that they might hold.
pub async fn of_person(
    house: &House,
    actor: &Actor,
    id: PersonId,
    other: Option<PositionId>,
    day: NaiveDate,
) -> Result<Vec<Compared>> {
    let reader = house.reader(actor);
    reader.find::<person::Entity>(id.0).await?;
    let held = reader.visible::<appointment::Entity>().filter(appointment::Column::PersonId.eq(id));
    let held = held.order_by_asc(appointment::Column::Id).all(reader.conn).await?;
    let mut held: Vec<_> = held.into_iter().filter(|row| row.span().holds(day)).collect();
    let mut asked: BTreeSet<PositionId> = held.iter().map(|row| row.position_id).collect();
    if let Some(other) = other.filter(|other| !asked.contains(other)) {
        reader.find::<position::Entity>(other.0).await?;
        asked.insert(other);
        let nowhere = UnitId(Uuid::nil());
        held.push(candidate(house, id, other, nowhere));
    }
    let positions = reader.visible::<position::Entity>().filter(position::Column::Id.is_in(asked));
    let positions = positions.all(reader.conn).await?;
    compare(house, actor, &positions, held, day).await
}

/// An appointment that is only thought of: it is never written.
fn candidate(house: &House, person_id: PersonId, position_id: PositionId, unit_id: UnitId) -> appointment::Model {
    let now = house.company().calendar.start_of(house.today());
    appointment::Model {
        id: appointment::AppointmentId(Uuid::nil()),
        version: 0,
        created_at: now,
        updated_at: now,
        custom: json!({}),
        person_id,
        position_id,
        unit_id,
        name: None,
        share: None,
        from: None,
        to: None,
        over_full_time: None,
    }
}

async fn compare(
    house: &House,
    actor: &Actor,
    positions: &[position::Model],
    held: Vec<appointment::Model>,
    day: NaiveDate,
) -> Result<Vec<Compared>> {
    let reader = house.reader(actor);
    let asked = Asked::load(house, actor, positions, day).await?;
    let people: BTreeSet<PersonId> = held.iter().map(|row| row.person_id).collect();
    let open = open(house, actor, &people).await?;
    let seen = seen(house, actor, &open, day).await?;
    let titles = async |noun: &str, ids: BTreeSet<Uuid>| reader.titles(house.registry.known(noun)?, ids).await;
    let names = titles("people", people.iter().map(|person| person.0).collect()).await?;
    let units = titles("units", held.iter().map(|row| row.unit_id.0).collect()).await?;
    let name = |labels: &kernel::list::Labels, id: Uuid| labels.get(&id).map(ToString::to_string);
    let mut compared = Vec::with_capacity(held.len());
    for row in held {
        let Some(position) = positions.iter().find(|position| position.id == row.position_id) else { continue };
        let known = open.contains(&row.person_id);
        let sheet = asked.sheets.get(&position.id);
        let required = sheet.and_then(|sheet| asked.required.get(&sheet.id)).into_iter().flatten();
        let lines: Vec<Line> = required
            .filter_map(|line| {
                let skill = asked.skills.get(&line.competency_id)?;
                let found = seen.get(&(row.person_id, line.competency_id));
                Some(Line::of(skill, line, found, known))
            })
            .collect();
        let measured: Vec<Measured> = lines.iter().map(Line::measured).collect();
        let fit = fit::fit(&measured);
        compared.push(Compared {
            person: Named { id: row.person_id.0, name: name(&names, row.person_id.0).unwrap_or_default() },
            position: Named { id: position.id.0, name: position.name.clone() },
            unit: name(&units, row.unit_id.0).map(|name| Named { id: row.unit_id.0, name }),
            share: row.share.map(kernel::BasisPoints::number),
            sheet: sheet.map(|sheet| Named { id: sheet.id.0, name: sheet.name.clone().unwrap_or_default() }),
            open: known,
            fit: fit.share.filter(|_| known).map(kernel::BasisPoints::number),
            assessed: fit.assessed.filter(|_| known).map(kernel::BasisPoints::number),
            competencies: lines,
        });
    }
    Ok(compared)
}

impl Line {
    fn of(
        skill: &competency::Model,
        line: &requirement::Model,
        found: Option<&assessment::Model>,
        known: bool,
    ) -> Self {
        let measured =
            Measured { required: line.level, weight: line.weight, level: found.map(|assessment| assessment.level) };
        Self {
            competency: Named { id: skill.id.0, name: skill.name.clone() },
            required: line.level,
            weight: line.weight,
            level: measured.level,
            gap: measured.gap(),
            standing: known.then(|| measured.standing()),
            assessed_on: found.and_then(|assessment| assessment.assessed_on),
            described: skill.at(line.level),
            training: skill.training.clone(),
        }
    }

    fn measured(&self) -> Measured {
        Measured { required: self.required, weight: self.weight, level: self.level }
    }
}

/// What positions ask for on a day.
struct Asked {
    sheets: HashMap<PositionId, sheet::Model>,
    required: HashMap<sheet::SheetId, Vec<requirement::Model>>,
    skills: HashMap<CompetencyId, competency::Model>,
}

impl Asked {
    async fn load(house: &House, actor: &Actor, positions: &[position::Model], day: NaiveDate) -> Result<Self> {
        let reader = house.reader(actor);
        let ids = positions.iter().map(|position| position.id);
        let select = reader.visible::<sheet::Entity>().filter(sheet::Column::PositionId.is_in(ids));
        let select = select.filter(sheet::Column::State.ne(State::Draft));
        let found = select.all(reader.conn).await?.into_iter().filter(|sheet| sheet.span().holds(day));
        let sheets: HashMap<PositionId, sheet::Model> = found.map(|sheet| (sheet.position_id, sheet)).collect();
        let ids = sheets.values().map(|sheet| sheet.id);
        let select = reader.visible::<requirement::Entity>().filter(requirement::Column::SheetId.is_in(ids));
        let mut required: HashMap<_, Vec<requirement::Model>> = HashMap::new();
        for line in select.order_by_asc(requirement::Column::Id).all(reader.conn).await? {
            required.entry(line.sheet_id).or_default().push(line);
        }
        let ids: BTreeSet<CompetencyId> = required.values().flatten().map(|line| line.competency_id).collect();
        let select = reader.visible::<competency::Entity>().filter(competency::Column::Id.is_in(ids));
        let skills = select.all(reader.conn).await?.into_iter().map(|skill| (skill.id, skill)).collect();
        Ok(Self { sheets, required, skills })
    }
}

/// Those whose assessments the reader may see, whether or not there are any yet.
async fn open(house: &House, actor: &Actor, people: &BTreeSet<PersonId>) -> Result<BTreeSet<PersonId>> {
    let noun = house.registry.known("assessments")?;
    let mut open = BTreeSet::new();
    let hidden = actor.grant(noun.name).is_none_or(|grant| !grant.personal || grant.hidden.contains("level"));
    if hidden {
        return Ok(open);
    }
    let reader = house.reader(actor);
    for person in people {
        let mut row = Record::new();
        row.insert("person_id".into(), json!(person));
        if scope::covers(reader.conn, &house.registry, noun, actor, &row).await? {
            open.insert(*person);
        }
    }
    Ok(open)
}

/// The last assessment of each person and competency up to the day.
async fn seen(
    house: &House,
    actor: &Actor,
    people: &BTreeSet<PersonId>,
    day: NaiveDate,
) -> Result<BTreeMap<(PersonId, CompetencyId), assessment::Model>> {
    let reader = house.reader(actor);
    let mut seen: BTreeMap<_, assessment::Model> = BTreeMap::new();
    let people: Vec<PersonId> = people.iter().copied().collect();
    for chunk in people.chunks(1000) {
        let select = reader.visible::<assessment::Entity>();
        let select = select.filter(assessment::Column::PersonId.is_in(chunk.iter().copied()));
        let select = select.filter(assessment::Column::AssessedOn.lte(day));
        // Of two on one day the one that was written later.
        let select = select.order_by_asc(assessment::Column::AssessedOn).order_by_asc(assessment::Column::Id);
        for row in select.all(reader.conn).await? {
            seen.insert((row.person_id, row.competency_id), row);
        }
    }
    Ok(seen)
}
