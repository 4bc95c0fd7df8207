//! Who is asked at a step: found in the organization of the day, never whoever asks, never somebody who cannot answer.

use crate::{
    delegation,
    flow::{self, FlowId},
    plan::{Item, Planned, Why},
    rules,
    step::{self, Mode, Who},
};
use access::user;
use kernel::{Result, Tags, Work};
use org::{
    person::{self, PersonId},
    unit::{self, UnitId},
};
use positions::appointment;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, prelude::Uuid};

/// Superiors above somebody that are looked at.
const HIGHEST: usize = 30;
/// Who stands in for somebody who stands in for somebody.
const STANDING_IN: usize = 3;

pub fn ids(tags: Option<&Tags>) -> Vec<PersonId> {
    let named = tags.into_iter().flat_map(|tags| &tags.0);
    named.filter_map(|id| Uuid::parse_str(id).ok()).map(PersonId).collect()
}

async fn person(work: &Work, id: PersonId) -> Result<Option<person::Model>> {
    Ok(work.every::<person::Entity>().filter(person::Column::Id.eq(id)).one(work.conn()).await?)
}

/// Whether somebody is here and can sign in.
pub async fn can_decide(work: &Work, id: PersonId) -> Result<bool> {
    if !person(work, id).await?.is_some_and(|person| person.active) {
        return Ok(false);
    }
    let users =
        work.every::<user::Entity>().filter(user::Column::PersonId.eq(id.0)).filter(user::Column::Active.eq(true));
    Ok(users.one(work.conn()).await?.is_some())
}

/// The superiors of somebody as of today, the nearest first.
pub async fn above(work: &Work, id: PersonId) -> Result<Vec<PersonId>> {
    let (mut line, mut at) = (Vec::new(), id);
    while let Some(manager) = person(work, at).await?.and_then(|person| person.manager_id) {
        if line.contains(&manager) || manager == id || line.len() == HIGHEST {
            break;
        }
        line.push(manager);
        at = manager;
    }
    Ok(line)
}

/// Heads of a unit and of those above it, the nearest first; a unit without a head is passed over.
async fn heads(work: &Work, mut next: Option<UnitId>) -> Result<Vec<PersonId>> {
    let (mut heads, mut left) = (Vec::new(), HIGHEST);
    while let Some(id) = next.filter(|_| left > 0) {
        left -= 1;
        let unit = work.every::<unit::Entity>().filter(unit::Column::Id.eq(id)).one(work.conn()).await?;
        let Some(unit) = unit else { break };
        heads.extend(unit.leader_id);
        next = unit.parent_id;
    }
    Ok(heads)
}

/// Those whom the step names, whoever they are.
async fn named(work: &Work, item: &Item, step: &step::Model, asker: PersonId) -> Result<(Vec<PersonId>, Why)> {
    let level = usize::try_from(step.level.unwrap_or(1)).unwrap_or(1).max(1);
    Ok(match step.who {
        Who::People => (ids(step.people.as_ref()), Why::Named),
        Who::Superior => {
            let line = above(work, asker).await?;
            (line.get(level - 1).or(line.last()).copied().into_iter().collect(), Why::Superior)
        }
        Who::Superiors => (above(work, asker).await?.into_iter().take(level).collect(), Why::Superior),
        Who::UnitHead => {
            let unit = match item.unit {
                Some(unit) => Some(unit),
                None => person(work, asker).await?.and_then(|person| person.unit_id),
            };
            let heads = heads(work, unit).await?;
            (heads.get(level - 1).or(heads.last()).copied().into_iter().collect(), Why::UnitHead)
        }
        Who::Position => {
            let held = work
                .every::<appointment::Entity>()
                .filter(appointment::Column::PositionId.eq(step.position_id))
                .order_by_asc(appointment::Column::Id);
            let held = held.all(work.conn()).await?;
            (
                held.into_iter().filter(|one| one.span().holds(work.today)).map(|one| one.person_id).collect(),
                Why::Position,
            )
        }
        Who::Authority => {
            let Some(kept) = &item.matter else { return Ok((Vec::new(), Why::Authority)) };
            let unit = match item.unit {
                Some(unit) => Some(unit),
                None => person(work, asker).await?.and_then(|person| person.unit_id),
            };
            let (house, matter) = (work.house.clone(), kept.matter(unit));
            let (act, today) = (authority::Act::Approve, work.today);
            let mut may = authority::holders(&house, work.conn(), act, &matter, Some(asker), today).await?;
            may.retain(|person| *person != asker);
            if item.mode == Mode::Any {
                // Any one of many would be a crowd: the nearest to the asker is asked.
                may.truncate(1);
            }
            (may, Why::Authority)
        }
        Who::Role => {
            let role = step.role.clone().unwrap_or_default();
            let users =
                work.every::<user::Entity>().filter(user::Column::Active.eq(true)).order_by_asc(user::Column::Id);
            let users = users.all(work.conn()).await?.into_iter().filter(|user| user.roles.0.contains(&role));
            (users.filter_map(|user| user.person_id).map(PersonId).collect(), Why::Role)
        }
    })
}

/// The first superior of somebody who may decide about what the asker asks.
pub async fn instead_of(work: &Work, whom: PersonId, asker: PersonId) -> Result<Option<PersonId>> {
    for superior in above(work, whom).await? {
        if superior != asker && can_decide(work, superior).await? {
            return Ok(Some(superior));
        }
    }
    Ok(None)
}

/// Whoever decides in their place today, unless that is the asker or somebody who cannot.
pub async fn stand_in(work: &Work, mut one: Planned, flow: FlowId, asker: PersonId) -> Result<Planned> {
    let away = one.person;
    for _ in 0..STANDING_IN {
        match delegation::stands_in(work, one.person, Some(flow), work.today).await? {
            Some(to) if to != asker && to != away && can_decide(work, to).await? => {
                one = Planned { person: to, in_place_of: Some(away), ..one };
            }
            Some(_) | None => break,
        }
    }
    Ok(one)
}

/// Who is asked at a step when it begins.
pub async fn asked(work: &Work, item: &Item, asker: PersonId) -> Result<Vec<Planned>> {
    let (wanted, why) = match item.step {
        Some(step) => named(work, item, &work.fetch::<step::Entity>(step.0).await?, asker).await?,
        None => (item.people.iter().map(|one| one.in_place_of.unwrap_or(one.person)).collect(), Why::Added),
    };
    let mut asked: Vec<Planned> = Vec::new();
    for person in wanted {
        let found = if person != asker && can_decide(work, person).await? {
            Some((person, why))
        } else {
            // Their superior: of the asker because nobody decides their own, of others because they are not here.
            instead_of(work, person, asker).await?.map(|superior| (superior, Why::Instead))
        };
        let Some((person, why)) = found else { continue };
        let one = stand_in(work, Planned { person, in_place_of: None, why }, item.flow, asker).await?;
        if !asked.iter().any(|other| other.person == one.person) {
            asked.push(one);
        }
    }
    if asked.is_empty() {
        let owner = work.fetch::<flow::Entity>(item.flow.0).await?.owner_id;
        let left = if owner != asker && can_decide(work, owner).await? {
            Some(owner)
        } else {
            instead_of(work, owner, asker).await?
        };
        let person = left.ok_or_else(|| rules::NOBODY_LEFT.with("step", &item.name))?;
        asked.push(stand_in(work, Planned { person, in_place_of: None, why: Why::Owner }, item.flow, asker).await?);
    }
    Ok(asked)
}
