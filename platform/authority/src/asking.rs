//! The questions that others ask: may somebody, who may, and who stands above.

use crate::{
    hands::{self, Hands},
    matter::{Act, Matter},
    right::{self, Holder},
    rules::{self, Case, Verdict, Worth},
    sight::Sight,
};
use chrono::NaiveDate;
use kernel::{House, Result};
use org::{Rates, person::PersonId, unit::UnitId, unit_term};
use positions::appointment;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Superiors that are followed, at most: a longer line comes back to itself.
const SUPERIORS: usize = 64;

/// Whether somebody may do this about the matter on a day: by which of their rights, or why not. Whoever asks gets the
/// same answer. Inside a work: `verdict(&work.house, work.conn(), …)`.
pub async fn verdict<C: ConnectionTrait>(
    house: &House,
    conn: &C,
    person: PersonId,
    act: Act,
    matter: &Matter,
    day: NaiveDate,
) -> Result<Verdict> {
    let sight = Sight::new(house, conn);
    let hands = Hands::of(&sight, person, Some((act, matter.kind)), day).await?;
    let up = up(&sight, matter, day).await?;
    let amounts = hands.held.iter().filter_map(|held| held.limit.amount).map(|most| most.currency);
    let worth = worth(house, matter, amounts, day).await?;
    Ok(rules::verdict(&hands.held, hands.left, Case { act, matter, up: &up, day }, &worth))
}

/// Everybody who may do this about the matter on a day: those whose unit is nearest above `near` first, those whose
/// units are not above it last. They are people who are here on that day; `near` may be among them.
pub async fn holders<C: ConnectionTrait>(
    house: &House,
    conn: &C,
    act: Act,
    matter: &Matter,
    near: Option<PersonId>,
    day: NaiveDate,
) -> Result<Vec<PersonId>> {
    let sight = Sight::new(house, conn);
    let rights =
        sight.all::<right::Entity>().filter(right::Column::Act.eq(act)).filter(right::Column::Kind.eq(matter.kind));
    let mut rights = rights.all(conn).await?;
    rights.retain(|right| right.span().holds(day));
    let chain = match matter.unit {
        Some(unit) => sight.up(unit, day).await?,
        None => Vec::new(),
    };
    let up: Vec<UnitId> = chain.iter().map(|(unit, _)| *unit).collect();
    let amounts = rights.iter().filter(|right| right.amount.is_some()).map(|right| right.currency);
    let worth = worth(house, matter, amounts, day).await?;
    let case = Case { act, matter, up: &up, day };
    let mut found: BTreeMap<PersonId, BTreeSet<UnitId>> = BTreeMap::new();
    for right in &rights {
        let covers =
            |own: Option<UnitId>| rules::short(&hands::limit(right, own, &HashMap::new()), case, &worth).is_empty();
        for (person, unit) in having(&sight, right, &chain, day).await? {
            if covers(unit) {
                found.entry(person).or_default().extend(unit);
            }
        }
    }
    let gone = sight.gone(found.keys().copied(), day).await?;
    found.retain(|person, _| !gone.contains(person));
    let asker = match near {
        Some(person) => sight.main_unit(person, day).await?,
        None => matter.unit,
    };
    let line = match asker {
        Some(unit) if matter.unit == Some(unit) => up,
        Some(unit) => sight.up(unit, day).await?.into_iter().map(|(unit, _)| unit).collect(),
        None => Vec::new(),
    };
    let far = |units: &BTreeSet<UnitId>| line.iter().position(|unit| units.contains(unit)).unwrap_or(usize::MAX);
    let mut people: Vec<(usize, PersonId)> = found.iter().map(|(person, units)| (far(units), *person)).collect();
    people.sort_unstable();
    Ok(people.into_iter().map(|(_, person)| person).collect())
}

/// Who has a right on a day, each with the unit in which they have it.
async fn having<C: ConnectionTrait>(
    sight: &Sight<'_, C>,
    right: &right::Model,
    chain: &[(UnitId, Option<PersonId>)],
    day: NaiveDate,
) -> Result<Vec<(PersonId, Option<UnitId>)>> {
    match right.holder {
        Holder::Position => {
            let mut held =
                sight.all::<appointment::Entity>().filter(appointment::Column::PositionId.eq(right.position_id));
            if right.extent == right::Extent::OwnUnit {
                // Only those who hold it in the matter's unit or above can have it there.
                held = held.filter(appointment::Column::UnitId.is_in(chain.iter().map(|(unit, _)| *unit)));
            }
            let held = held.all(sight.conn).await?.into_iter().filter(|held| held.span().holds(day));
            Ok(held.map(|held| (held.person_id, Some(held.unit_id))).collect())
        }
        Holder::UnitHead => {
            let mut terms = sight.all::<unit_term::Entity>().filter(unit_term::Column::LeaderId.is_not_null());
            if let Some(unit) = right.head_of_id {
                terms = terms.filter(unit_term::Column::UnitId.eq(unit));
            } else if right.extent == right::Extent::OwnUnit {
                terms = terms.filter(unit_term::Column::UnitId.is_in(chain.iter().map(|(unit, _)| *unit)));
            }
            let terms = terms.all(sight.conn).await?.into_iter().filter(|term| term.span().holds(day));
            Ok(terms.filter_map(|term| Some((term.leader_id?, Some(term.unit_id)))).collect())
        }
        Holder::Role => {
            let name = right.role.as_deref().unwrap_or_default();
            let users = sight.all::<access::user::Entity>().filter(access::user::Column::Active.eq(true));
            let users = users.filter(access::user::Column::PersonId.is_not_null()).all(sight.conn).await?;
            let carrying = users.into_iter().filter(|user| user.roles.0.iter().any(|role| role == name));
            let people: Vec<PersonId> = carrying.filter_map(|user| user.person_id).map(PersonId).collect();
            standing(sight, people, day).await
        }
        Holder::Person => standing(sight, right.person_id.into_iter().collect(), day).await,
    }
}

/// People with their main units.
async fn standing<C: ConnectionTrait>(
    sight: &Sight<'_, C>,
    people: Vec<PersonId>,
    day: NaiveDate,
) -> Result<Vec<(PersonId, Option<UnitId>)>> {
    let units = sight.main_units(&people, day).await?;
    Ok(people.into_iter().map(|person| (person, units.get(&person).copied())).collect())
}

/// Whom somebody reports to on a day, whom that one reports to, and so on up. Who has left by then stands in nobody's
/// line, and those above them do.
pub async fn line_above<C: ConnectionTrait>(
    house: &House,
    conn: &C,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<PersonId>> {
    let sight = Sight::new(house, conn);
    let mut line: Vec<PersonId> = Vec::new();
    let mut now = person;
    while let Some(above) = sight.manager(now, day).await? {
        if above == person || line.contains(&above) || line.len() == SUPERIORS {
            break;
        }
        line.push(above);
        now = above;
    }
    let gone = sight.gone(line.iter().copied(), day).await?;
    line.retain(|above| !gone.contains(above));
    Ok(line)
}

pub async fn up<C: ConnectionTrait>(sight: &Sight<'_, C>, matter: &Matter, day: NaiveDate) -> Result<Vec<UnitId>> {
    let Some(unit) = matter.unit else { return Ok(Vec::new()) };
    Ok(sight.up(unit, day).await?.into_iter().map(|(unit, _)| unit).collect())
}

/// The rates that the question needs; none are read where everything is of one currency.
pub async fn worth(
    house: &House,
    matter: &Matter,
    limits: impl Iterator<Item = kernel::Currency>,
    day: NaiveDate,
) -> Result<Worth> {
    let into = house.company().currency;
    let mut worth = Worth { into, rates: BTreeMap::new(), day };
    let Some(asked) = matter.amount.map(|amount| amount.currency) else { return Ok(worth) };
    let others: BTreeSet<kernel::Currency> = limits.filter(|currency| *currency != asked).collect();
    if others.is_empty() {
        return Ok(worth);
    }
    let rates = Rates::load(house).await?;
    let needed = others.into_iter().chain([asked]).filter(|currency| *currency != into);
    worth.rates = needed.filter_map(|currency| Some((currency, rates.on(currency, into, day)?.rate))).collect();
    Ok(worth)
}
