//! Who is there in a month, day by day: what a manager looks at before saying yes to leave.

use crate::{
    absence,
    availability::{Availability, Day, Known},
    weighing,
};
use chrono::{Datelike, NaiveDate};
use kernel::{
    Actor, Error, House, Result,
    calendar::{Grain, PeriodName},
    scope,
};
use org::{
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// People on one page.
pub const PAGE: u64 = 100;

#[derive(Debug, Serialize)]
pub struct Month {
    /// Its first day.
    pub month: NaiveDate,
    /// The company's.
    pub today: NaiveDate,
    pub days: Vec<Date>,
    pub people: Vec<Person>,
    /// Whether there are more people than fit on this page.
    pub more: bool,
}

#[derive(Debug, Serialize)]
pub struct Date {
    pub day: NaiveDate,
    pub worked: bool,
    /// What the company calls the day, where it is a holiday or a day worked in exchange.
    pub name: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub unit: Option<Named>,
    /// In the order of the month's days.
    pub days: Vec<Day>,
    pub absences: Vec<Absence>,
    pub working_days: i64,
    pub agreed: Value,
    pub absent: Value,
    pub available: Value,
    /// In per cent of the month's working days; nothing in a month without one.
    pub share: Option<Value>,
}

#[derive(Debug, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct Absence {
    pub id: Uuid,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub state: absence::State,
    /// Nothing where the reader may not know why somebody is away.
    pub kind: Option<absence::Kind>,
}

/// The people of a page come after the one that is named; of a unit, those who stand in it or below it today.
pub async fn month(
    house: &House,
    actor: &Actor,
    month: NaiveDate,
    unit: Option<UnitId>,
    after: Option<&str>,
) -> Result<Month> {
    let reader = house.reader(actor);
    let noun = house.registry.known("absences")?;
    reader.scope(noun, "read")?;
    let calendar = house.company().calendar.clone();
    let first = month.with_day(1).unwrap_or(month);
    let named = PeriodName::Month(first.year(), first.month());
    let period = calendar.days(named).unwrap_or_else(|| calendar.period(Grain::Month, first));
    let (from, to) = (period.from(), period.to());
    let within = scope::owners(noun, actor, "read", Expr::col((person::Entity, person::Column::Id)));
    let mut select =
        reader.visible::<person::Entity>().filter(within.unwrap_or_else(|| Condition::any().add(Expr::val(1).eq(0))));
    let here = |column: person::Column, ahead: bool| {
        Condition::any().add(column.is_null()).add(if ahead { column.lte(to) } else { column.gte(from) })
    };
    select = select.filter(here(person::Column::HiredOn, true)).filter(here(person::Column::LeftOn, false));
    if let Some(unit) = unit {
        reader.find::<unit::Entity>(unit.0).await?;
        select = select.filter(person::Column::UnitId.in_subquery(org::below(unit)));
    }
    if let Some(after) = after {
        let (name, id) = after.rsplit_once('~').ok_or_else(|| Error::NotFound("page".into()))?;
        let id = Uuid::parse_str(id).map_err(|_| Error::NotFound("page".into()))?;
        let same = person::Column::Name.eq(name).and(person::Column::Id.gt(id));
        select = select.filter(Condition::any().add(person::Column::Name.gt(name)).add(same));
    }
    let select = select.order_by_asc(person::Column::Name).order_by_asc(person::Column::Id).limit(PAGE + 1);
    let mut people = select.all(reader.conn).await?;
    let more = people.len() as u64 > PAGE;
    people.truncate(PAGE as usize);
    let days = weighing::days(house, from, to);
    let mut known = weighing::known(&reader, &people, from, to).await?;
    let units: BTreeSet<Uuid> = people.iter().filter_map(|person| person.unit_id.map(|unit| unit.0)).collect();
    let units = reader.titles(house.registry.known("units")?, units).await?;
    let opens = noun.field("kind").is_some_and(|kind| actor.opens(noun, &kind));
    let shown = people.into_iter().map(|person| {
        let known = known.remove(&person.id).unwrap_or_default();
        let unit = person.unit_id.and_then(|unit| {
            let name = units.get(&unit.0)?.to_string();
            Some(Named { id: unit.0, name })
        });
        Person::of(person, unit, known, &days, opens)
    });
    let people = shown.collect();
    let holidays = reader.visible::<org::holiday::Entity>().filter(org::holiday::Column::Date.between(from, to));
    let holidays: HashMap<NaiveDate, String> =
        holidays.all(reader.conn).await?.into_iter().map(|holiday| (holiday.date, holiday.name)).collect();
    let days = days.into_iter().map(|(day, worked)| Date { day, worked, name: holidays.get(&day).cloned() });
    Ok(Month { month: first, today: house.today(), days: days.collect(), people, more })
}

impl Person {
    fn of(person: person::Model, unit: Option<Named>, known: Known, days: &[(NaiveDate, bool)], opens: bool) -> Self {
        let over: Availability = known.over(days.iter().copied());
        let absences = known.absences.iter().filter(|row| row.state.counts()).map(|row| Absence {
            id: row.id.0,
            from: row.from,
            to: row.to,
            state: row.state,
            kind: opens.then_some(row.kind),
        });
        Self {
            id: person.id,
            name: person.name,
            unit,
            days: days.iter().map(|(day, worked)| known.on(*day, *worked)).collect(),
            absences: absences.collect(),
            working_days: over.working_days,
            agreed: over.agreed.number(),
            absent: over.absent.number(),
            available: over.available().number(),
            share: over.share().map(kernel::BasisPoints::number),
        }
    }
}
