//! What is known of people's time, read for many at once.

use crate::{
    absence, attendance_day,
    availability::{Availability, Known},
    working_time,
};
use chrono::NaiveDate;
use kernel::{House, Result, list::Reader};
use org::{
    Span,
    person::{self, PersonId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use std::collections::HashMap;

/// Ids in one statement.
const IDS: usize = 1000;

/// The days of a stretch, both ends included, each with whether the company works on it.
pub fn days(house: &House, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, bool)> {
    let company = house.company();
    let days = from.iter_days().take_while(|day| *day <= to);
    days.map(|day| (day, company.calendar.is_working_day(day))).collect()
}

/// What the reader may know of these people between two days.
pub async fn known<C: ConnectionTrait>(
    reader: &Reader<'_, C>,
    people: &[person::Model],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<HashMap<PersonId, Known>> {
    let mut known: HashMap<PersonId, Known> = people
        .iter()
        .map(|person| (person.id, Known { employed: Span::new(person.hired_on, person.left_on), ..Known::default() }))
        .collect();
    for chunk in people.chunks(IDS) {
        let ids: Vec<PersonId> = chunk.iter().map(|person| person.id).collect();
        let absences = reader
            .visible::<absence::Entity>()
            .filter(absence::Column::PersonId.is_in(ids.iter().copied()))
            .filter(absence::Column::From.lte(to))
            .filter(absence::Column::To.gte(from));
        for row in absences.all(reader.conn).await? {
            known.entry(row.person_id).or_default().absences.push(row);
        }
        let times = reader.visible::<working_time::Entity>();
        let times = times.filter(working_time::Column::PersonId.is_in(ids.iter().copied()));
        for row in times.all(reader.conn).await? {
            known.entry(row.person_id).or_default().times.push(row);
        }
        let seen = reader
            .visible::<attendance_day::Entity>()
            .filter(attendance_day::Column::PersonId.is_in(ids))
            .filter(attendance_day::Column::Day.between(from, to));
        for row in seen.all(reader.conn).await? {
            known.entry(row.person_id).or_default().seen.push(row);
        }
    }
    Ok(known)
}

/// How many working days people are there between two days, both included, as far as the reader may know: what quota
/// relief, capacity and forecasts ask.
pub async fn of_people<C: ConnectionTrait>(
    house: &House,
    reader: &Reader<'_, C>,
    people: &[PersonId],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<HashMap<PersonId, Availability>> {
    let mut rows = Vec::with_capacity(people.len());
    for chunk in people.chunks(IDS) {
        let select = reader.visible::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
        rows.extend(select.all(reader.conn).await?);
    }
    let days = days(house, from, to);
    let known = known(reader, &rows, from, to).await?;
    Ok(known.into_iter().map(|(person, known)| (person, known.over(days.iter().copied()))).collect())
}
