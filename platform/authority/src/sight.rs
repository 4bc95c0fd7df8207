//! What authority reads of the organization, whoever asks: an answer must not depend on what the asker may see.

use chrono::NaiveDate;
use kernel::{Actor, House, Resource, Result, list::Reader};
use org::{
    Span, membership,
    person::{self, PersonId},
    reporting_line, span,
    unit::{self, UnitId},
    unit_term,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect, Select};
use std::collections::{BTreeSet, HashMap};

/// Units above a unit, at most: deeper is a circle.
const DEPTH: usize = 64;

pub struct Sight<'a, C> {
    pub house: &'a House,
    pub conn: &'a C,
    system: Actor,
}

impl<'a, C: ConnectionTrait> Sight<'a, C> {
    pub fn new(house: &'a House, conn: &'a C) -> Self {
        Self { house, conn, system: Actor::system() }
    }

    pub fn all<E: Resource>(&self) -> Select<E> {
        Reader::of(self.house, self.conn, &self.system).visible::<E>()
    }

    /// Where a unit stood on a day, and who led it.
    async fn term(&self, unit: UnitId, day: NaiveDate) -> Result<Option<unit_term::Model>> {
        let terms = self.all::<unit_term::Entity>().filter(unit_term::Column::UnitId.eq(unit));
        let terms = terms.all(self.conn).await?;
        Ok(span::standing(terms.into_iter().map(|term| (term.span(), term)), day))
    }

    /// The unit and those above it on a day, up to the root, each with its leader.
    pub async fn up(&self, unit: UnitId, day: NaiveDate) -> Result<Vec<(UnitId, Option<PersonId>)>> {
        let mut up: Vec<(UnitId, Option<PersonId>)> = Vec::new();
        let mut next = Some(unit);
        while let Some(now) = next.filter(|now| up.len() < DEPTH && up.iter().all(|(unit, _)| unit != now)) {
            let term = self.term(now, day).await?;
            up.push((now, term.as_ref().and_then(|term| term.leader_id)));
            next = term.and_then(|term| term.parent_id);
        }
        Ok(up)
    }

    /// The main units of people on a day; of those who left, the last one.
    pub async fn main_units(&self, people: &[PersonId], day: NaiveDate) -> Result<HashMap<PersonId, UnitId>> {
        let mut spans: HashMap<PersonId, Vec<(Span, UnitId)>> = HashMap::new();
        for chunk in people.chunks(1000) {
            let select = self
                .all::<membership::Entity>()
                .filter(membership::Column::Main.eq(true))
                .filter(membership::Column::PersonId.is_in(chunk.iter().copied()));
            for row in select.all(self.conn).await? {
                spans.entry(row.person_id).or_default().push((row.span(), row.unit_id));
            }
        }
        let standing = |(person, spans)| Some((person, span::standing::<UnitId>(spans, day)?));
        Ok(spans.into_iter().filter_map(standing).collect())
    }

    pub async fn main_unit(&self, person: PersonId, day: NaiveDate) -> Result<Option<UnitId>> {
        Ok(self.main_units(&[person], day).await?.remove(&person))
    }

    /// Whom somebody reported to on a day: their own line, else whoever led their unit or the next one above.
    pub async fn manager(&self, person: PersonId, day: NaiveDate) -> Result<Option<PersonId>> {
        let lines = self.all::<reporting_line::Entity>().filter(reporting_line::Column::PersonId.eq(person));
        let line = lines.all(self.conn).await?.into_iter().find(|line| line.span().holds(day));
        if let Some(line) = line {
            return Ok(Some(line.manager_id));
        }
        let Some(unit) = self.main_unit(person, day).await? else { return Ok(None) };
        let up = self.up(unit, day).await?;
        Ok(up.into_iter().filter_map(|(_, leader)| leader).find(|leader| *leader != person))
    }

    /// Those of the people who have left before a day, with their last days.
    pub async fn gone(&self, people: impl IntoIterator<Item = PersonId>, day: NaiveDate) -> Result<BTreeSet<PersonId>> {
        let people: Vec<PersonId> = people.into_iter().collect();
        let mut gone = BTreeSet::new();
        for chunk in people.chunks(1000) {
            let select = self
                .all::<person::Entity>()
                .filter(person::Column::Id.is_in(chunk.iter().copied()))
                .filter(person::Column::LeftOn.lt(day));
            let ids = select.select_only().column(person::Column::Id);
            gone.extend(ids.into_tuple::<PersonId>().all(self.conn).await?);
        }
        Ok(gone)
    }

    /// What units are called.
    pub async fn names(&self, units: impl IntoIterator<Item = UnitId>) -> Result<HashMap<UnitId, String>> {
        let units: BTreeSet<UnitId> = units.into_iter().collect();
        let select = self.all::<unit::Entity>().filter(unit::Column::Id.is_in(units));
        Ok(select.all(self.conn).await?.into_iter().map(|unit| (unit.id, unit.name)).collect())
    }
}
