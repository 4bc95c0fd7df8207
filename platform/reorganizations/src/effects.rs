//! What a reorganization would do if it took effect today: it is done, looked at, and taken back.

use crate::{
    applying,
    planned::{self, Kind, MoveId},
    reorganization,
    shape::Shape,
    surveying::{self, Restated},
    taking_effect,
};
use approvals::{decision, request};
use kernel::{Error, Filter, Noun, Refusal, Result, Work, list::Query};
use org::{
    handing,
    person::{self, PersonId},
    unit::{self, UnitId},
};
use parking_lot::Mutex;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// What would change. Numbers of rows are of those that the reader may see.
#[derive(Debug, Default, Serialize)]
pub struct Effects {
    /// Moves that cannot be made.
    pub stuck: Vec<Stuck>,
    pub people: Vec<Moved>,
    pub units: Vec<Reshaped>,
    /// Leaders who would reach more or fewer people.
    pub reach: Vec<Reaches>,
    /// Rows that would count and be seen elsewhere, as whoever owns them moves.
    pub rows: Vec<Rows>,
    /// Rows that would be somebody else's.
    pub handed: Vec<Handed>,
    /// What stands on units and would be more or less: targets.
    pub sums: Vec<Restated>,
    /// What waits for a decision and would be decided, or was asked for, by somebody who moves.
    pub approvals: Vec<Waiting>,
    /// Names of people, units and nouns that are told of.
    pub labels: BTreeMap<String, String>,
}

#[derive(Debug, Serialize)]
pub struct Stuck {
    pub id: MoveId,
    pub position: i64,
    pub why: String,
}

/// A pair is what is and what would be.
#[derive(Debug, Serialize)]
pub struct Moved {
    pub id: PersonId,
    pub unit: (Option<UnitId>, Option<UnitId>),
    pub manager: (Option<PersonId>, Option<PersonId>),
}

#[derive(Debug, Serialize)]
pub struct Reshaped {
    pub id: UnitId,
    /// It is made by the reorganization.
    pub new: bool,
    /// It is closed by the reorganization.
    pub closed: bool,
    pub parent: (Option<UnitId>, Option<UnitId>),
    pub leader: (Option<PersonId>, Option<PersonId>),
    /// People in it and below it.
    pub people: (usize, usize),
}

#[derive(Debug, Serialize)]
pub struct Reaches {
    pub id: PersonId,
    pub people: (usize, usize),
}

#[derive(Debug, Serialize)]
pub struct Rows {
    pub noun: &'static str,
    pub count: i64,
    /// The list of them, as a filter.
    pub filter: Value,
}

#[derive(Debug, Serialize)]
pub struct Handed {
    pub noun: &'static str,
    pub from: PersonId,
    pub to: PersonId,
    pub count: i64,
    pub filter: Value,
}

#[derive(Debug, Serialize)]
pub struct Waiting {
    pub id: Uuid,
    pub name: String,
    pub requester: PersonId,
    /// Whoever is asked and would move, lead other people or none.
    pub asked: Vec<PersonId>,
}

const LOOKED_AT: Refusal = Refusal::new("reorganizations.looked_at", "this was only looked at");

/// Works out the effects; everything is taken back.
pub async fn of(work: &mut Work, plan: &reorganization::Model) -> Result<Effects> {
    let mut effects = Effects { stuck: stuck(work, plan).await?, ..Effects::default() };
    let before = Shape::read(work).await?;
    let handed = planned::of(work, plan.id).await?;
    for step in handed.iter().filter(|step| step.kind == Kind::HandOver && step.row_id.is_none()) {
        effects.handed.extend(handed_over(work, step).await?);
    }
    // As of today: what holds in the future cannot be counted yet.
    let seen = Arc::new(Mutex::new(None));
    let (out, trial, today) = (seen.clone(), plan.clone(), work.today);
    let looked = work
        .attempt(|work| {
            Box::pin(async move {
                let stood = surveying::survey(work).await?;
                applying::as_far_as_possible(work, &trial, today).await?;
                let sums = surveying::compare(stood, surveying::survey(work).await?);
                let after = Shape::read(work).await?;
                let units = name_units(work, &after).await?;
                *out.lock() = Some((after, units, sums));
                Err::<(), Error>(LOOKED_AT.into())
            })
        })
        .await;
    match looked {
        Err(Error::Refused(refusal)) if refusal.code == LOOKED_AT.code => {}
        Err(other) => return Err(other),
        Ok(()) => return Err(Error::internal("a look has stayed")),
    }
    let Some((after, mut units, sums)) = seen.lock().take() else { return Err(Error::internal("nothing was seen")) };
    units.extend(name_units(work, &before).await?);
    compare(&mut effects, &before, &after);
    effects.sums = sums;
    let gone: Vec<PersonId> =
        effects.people.iter().filter(|person| person.unit.0 != person.unit.1).map(|person| person.id).collect();
    effects.rows = moving_rows(work, &gone).await?;
    effects.approvals = waiting(work, &effects).await?;
    label(work, &mut effects, units).await?;
    Ok(effects)
}

/// What cannot be done on its day, which is what counts.
async fn stuck(work: &mut Work, plan: &reorganization::Model) -> Result<Vec<Stuck>> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let (out, trial) = (found.clone(), plan.clone());
    let on = plan.effective_on.max(work.today);
    let tried = work
        .attempt(|work| {
            Box::pin(async move {
                for one in applying::as_far_as_possible(work, &trial, on).await? {
                    let why = taking_effect::why(work, one.error);
                    out.lock().push(Stuck { id: one.id, position: one.position, why });
                }
                Err::<(), Error>(LOOKED_AT.into())
            })
        })
        .await;
    match tried {
        Err(Error::Refused(refusal)) if refusal.code == LOOKED_AT.code => {}
        Err(other) => return Err(other),
        Ok(()) => return Err(Error::internal("a look has stayed")),
    }
    let stuck = std::mem::take(&mut *found.lock());
    Ok(stuck)
}

fn compare(effects: &mut Effects, before: &Shape, after: &Shape) {
    for (id, was) in &before.people {
        let is = after.people.get(id).unwrap_or(was);
        if was != is {
            effects.people.push(Moved { id: *id, unit: (was.0, is.0), manager: (was.1, is.1) });
        }
    }
    let (sizes_before, sizes_after) = (before.sizes(), after.sizes());
    let all: BTreeSet<UnitId> = before.units.keys().chain(after.units.keys()).copied().collect();
    for id in all {
        let (was, is) = (before.units.get(&id).copied(), after.units.get(&id).copied());
        let size = |sizes: &HashMap<UnitId, usize>| sizes.get(&id).copied().unwrap_or_default();
        let people = (size(&sizes_before), size(&sizes_after));
        if was == is && people.0 == people.1 {
            continue;
        }
        let (was_there, is_there) = (was.unwrap_or_default(), is.unwrap_or_default());
        effects.units.push(Reshaped {
            id,
            new: was.is_none(),
            closed: is.is_none(),
            parent: (was_there.0, is_there.0),
            leader: (was_there.1, is_there.1),
            people,
        });
    }
    let (reach_before, reach_after) = (before.reach(), after.reach());
    let leaders: BTreeSet<PersonId> = reach_before.keys().chain(reach_after.keys()).copied().collect();
    for id in leaders {
        let people =
            (reach_before.get(&id).copied().unwrap_or_default(), reach_after.get(&id).copied().unwrap_or_default());
        if people.0 != people.1 {
            effects.reach.push(Reaches { id, people });
        }
    }
}

/// How many rows whoever moves takes along.
async fn moving_rows(work: &Work, people: &[PersonId]) -> Result<Vec<Rows>> {
    let mut rows = Vec::new();
    if people.is_empty() {
        return Ok(rows);
    }
    let house = work.house.clone();
    for noun in handing::nouns(&house) {
        let filter = json!({ "field": handing::holder(noun), "op": "in", "value": people });
        let count = counted(work, noun, &filter).await?;
        if count > 0 {
            rows.push(Rows { noun: noun.name, count, filter });
        }
    }
    Ok(rows)
}

async fn handed_over(work: &Work, step: &planned::Model) -> Result<Vec<Handed>> {
    let (Some(from), Some(to)) = (step.person_id, step.to_person_id) else { return Ok(Vec::new()) };
    let house = work.house.clone();
    let mut handed = Vec::new();
    for noun in handing::nouns(&house).filter(|noun| step.row_noun.as_deref().is_none_or(|only| only == noun.name)) {
        let Some(filter) = handing::held(noun, from)? else { continue };
        let count = counted(work, noun, &filter).await?;
        if count > 0 {
            handed.push(Handed { noun: noun.name, from, to, count, filter });
        }
    }
    Ok(handed)
}

/// Rows within the reader's reach; none where they may not read the noun.
async fn counted(work: &Work, noun: &Noun, filter: &Value) -> Result<i64> {
    if work.actor.reach(noun.name, "read").is_none() {
        return Ok(0);
    }
    let query = Query { filter: Some(Filter::parse(&filter.to_string())?), ..Query::default() };
    work.reader().count(noun, &query).await
}

async fn waiting(work: &Work, effects: &Effects) -> Result<Vec<Waiting>> {
    let moved = effects.people.iter().map(|person| person.id).chain(effects.reach.iter().map(|leader| leader.id));
    let touched: BTreeSet<PersonId> = moved.collect();
    let mut asked: BTreeMap<request::RequestId, Vec<PersonId>> = BTreeMap::new();
    let open = work.visible::<decision::Entity>().filter(decision::Column::State.eq(decision::State::Open));
    for one in open.order_by_asc(decision::Column::Id).all(work.conn()).await? {
        if touched.contains(&one.person_id) {
            asked.entry(one.approval_id).or_default().push(one.person_id);
        }
    }
    let waits = work.visible::<request::Entity>().filter(request::Column::State.eq(request::State::Waiting));
    let waits = waits.order_by_asc(request::Column::Id).limit(10_000).all(work.conn()).await?;
    let told = waits.into_iter().filter_map(|one| {
        let asked = asked.remove(&one.id).unwrap_or_default();
        let concerned = touched.contains(&one.requester_id) || !asked.is_empty();
        concerned.then_some(Waiting { id: one.id.0, name: one.name, requester: one.requester_id, asked })
    });
    Ok(told.collect())
}

async fn name_units(work: &Work, shape: &Shape) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    let ids: Vec<UnitId> = shape.units.keys().copied().collect();
    for chunk in ids.chunks(1000) {
        let rows: Vec<(UnitId, String)> = work
            .every::<unit::Entity>()
            .filter(unit::Column::Id.is_in(chunk.iter().copied()))
            .select_only()
            .columns([unit::Column::Id, unit::Column::Name])
            .into_tuple()
            .all(work.conn())
            .await?;
        names.extend(rows.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    Ok(names)
}

/// Names of whom and what the effects tell.
async fn label(work: &Work, effects: &mut Effects, units: BTreeMap<String, String>) -> Result<()> {
    let mut people: BTreeSet<PersonId> = BTreeSet::new();
    let mut told: BTreeSet<UnitId> = BTreeSet::new();
    for person in &effects.people {
        people.extend([Some(person.id), person.manager.0, person.manager.1].into_iter().flatten());
        told.extend([person.unit.0, person.unit.1].into_iter().flatten());
    }
    for unit in &effects.units {
        people.extend([unit.leader.0, unit.leader.1].into_iter().flatten());
        told.extend([Some(unit.id), unit.parent.0, unit.parent.1].into_iter().flatten());
    }
    told.extend(effects.sums.iter().map(|sum| sum.unit));
    people.extend(effects.reach.iter().map(|leader| leader.id));
    people.extend(effects.handed.iter().flat_map(|rows| [rows.from, rows.to]));
    people.extend(effects.approvals.iter().flat_map(|one| one.asked.iter().copied().chain([one.requester])));
    let people: Vec<PersonId> = people.into_iter().collect();
    for chunk in people.chunks(1000) {
        let rows: Vec<(PersonId, String)> = work
            .every::<person::Entity>()
            .filter(person::Column::Id.is_in(chunk.iter().copied()))
            .select_only()
            .columns([person::Column::Id, person::Column::Name])
            .into_tuple()
            .all(work.conn())
            .await?;
        effects.labels.extend(rows.into_iter().map(|(id, name)| (id.to_string(), name)));
    }
    let told: BTreeSet<String> = told.into_iter().map(|unit| unit.to_string()).collect();
    effects.labels.extend(units.into_iter().filter(|(id, _)| told.contains(id)));
    Ok(())
}
