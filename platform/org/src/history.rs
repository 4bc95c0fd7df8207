//! The organization at any day, for numbers of the past: who was where, under whom, and where that unit stood.

use crate::{
    person::PersonId,
    span::{self, Span},
    unit::{UnitId, UnitKind},
};
use chrono::NaiveDate;
use kernel::{Error, Result};
use sea_orm::{ActiveEnum, ConnectionTrait, QueryResult, prelude::Uuid, sea_query::Query};
use std::collections::{BTreeSet, HashMap};

/// Where a unit stood and who led it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub parent: Option<UnitId>,
    pub leader: Option<PersonId>,
}

/// All of it, read once; look-ups cost no statement.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Main memberships of each person, oldest first.
    pub memberships: HashMap<PersonId, Vec<(Span, UnitId)>>,
    /// Terms of each unit, oldest first.
    pub terms: HashMap<UnitId, Vec<(Span, Term)>>,
    /// Own reporting lines of each person, oldest first.
    pub lines: HashMap<PersonId, Vec<(Span, PersonId)>>,
    pub kinds: HashMap<UnitId, UnitKind>,
}

impl History {
    pub async fn load(conn: &impl ConnectionTrait) -> Result<Self> {
        let mut history = Self::default();
        let read = |table: &'static str, columns: [&'static str; 4]| {
            let select = Query::select().columns(columns).from(table).take();
            async move { conn.query_all(&select).await }
        };
        let select = Query::select()
            .columns(["person_id", "unit_id", "from", "to"])
            .from("memberships")
            .and_where(sea_orm::sea_query::ExprTrait::eq(sea_orm::sea_query::Expr::col("main"), true))
            .take();
        for row in conn.query_all(&select).await? {
            let unit = UnitId(row.try_get_by_index(1)?);
            history.memberships.entry(PersonId(row.try_get_by_index(0)?)).or_default().push((span(&row)?, unit));
        }
        for row in read("reporting_lines", ["person_id", "manager_id", "from", "to"]).await? {
            let manager = PersonId(row.try_get_by_index(1)?);
            history.lines.entry(PersonId(row.try_get_by_index(0)?)).or_default().push((span(&row)?, manager));
        }
        let select =
            Query::select().columns(["unit_id", "parent_id", "from", "to", "leader_id"]).from("unit_terms").take();
        for row in conn.query_all(&select).await? {
            let parent = row.try_get_by_index::<Option<Uuid>>(1)?.map(UnitId);
            let leader = row.try_get_by_index::<Option<Uuid>>(4)?.map(PersonId);
            let unit = UnitId(row.try_get_by_index(0)?);
            history.terms.entry(unit).or_default().push((span(&row)?, Term { parent, leader }));
        }
        let select = Query::select().columns(["id", "kind"]).from("units").take();
        for row in conn.query_all(&select).await? {
            let kind: String = row.try_get_by_index(1)?;
            let kind = UnitKind::try_from_value(&kind).map_err(Error::Database)?;
            history.kinds.insert(UnitId(row.try_get_by_index(0)?), kind);
        }
        history.sort();
        Ok(history)
    }

    fn sort(&mut self) {
        self.memberships.values_mut().for_each(|rows| rows.sort_by_key(|(span, _)| span.from));
        self.lines.values_mut().for_each(|rows| rows.sort_by_key(|(span, _)| span.from));
        self.terms.values_mut().for_each(|rows| rows.sort_by_key(|(span, _)| span.from));
    }

    /// Somebody's main unit on a day; of a day after they left the last one, of a day before they came the first.
    pub fn unit(&self, person: PersonId, day: NaiveDate) -> Option<UnitId> {
        span::standing(self.memberships.get(&person)?.iter().copied(), day)
    }

    /// A unit's parent and leader on a day; beyond its terms the nearest one counts.
    pub fn term(&self, unit: UnitId, day: NaiveDate) -> Option<Term> {
        span::standing(self.terms.get(&unit)?.iter().copied(), day)
    }

    /// The unit and those above it on a day, up to the root.
    pub fn up(&self, unit: UnitId, day: NaiveDate) -> impl Iterator<Item = UnitId> {
        let mut next = Some(unit);
        let mut left = self.terms.len() + 1;
        std::iter::from_fn(move || {
            let now = next.filter(|_| left > 0)?;
            left -= 1;
            next = self.term(now, day).and_then(|term| term.parent);
            Some(now)
        })
    }

    /// The nearest unit of a kind at or above this one, such as the region of a team.
    pub fn above(&self, unit: UnitId, kind: UnitKind, day: NaiveDate) -> Option<UnitId> {
        self.up(unit, day).find(|above| self.kinds.get(above) == Some(&kind))
    }

    /// Whom somebody reported to on a day: their own line, else the leader of their unit, of a leader the next one up.
    pub fn manager(&self, person: PersonId, day: NaiveDate) -> Option<PersonId> {
        let lines = self.lines.get(&person).into_iter().flatten();
        if let Some((_, manager)) = lines.into_iter().find(|(span, _)| span.holds(day)) {
            return Some(*manager);
        }
        let unit = self.unit(person, day)?;
        self.up(unit, day).filter_map(|above| self.term(above, day)?.leader).find(|leader| *leader != person)
    }

    /// The days on which anything changed, in order. Between two of them every answer stays the same, so it may be
    /// looked up once for all of those days.
    pub fn turns(&self) -> Vec<NaiveDate> {
        let mut days = BTreeSet::new();
        let spans = self.memberships.values().flatten().map(|(span, _)| span);
        let spans = spans.chain(self.terms.values().flatten().map(|(span, _)| span));
        for span in spans.chain(self.lines.values().flatten().map(|(span, _)| span)) {
            days.extend(span.from);
            days.extend(span.to.and_then(|to| to.succ_opt()));
        }
        days.into_iter().collect()
    }
}

fn span(row: &QueryResult) -> Result<Span> {
    Ok(Span::new(row.try_get_by_index(2)?, row.try_get_by_index(3)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_past_quarter_keeps_its_team_and_region() {
        let [north, south, team, other] = [UnitId::new(), UnitId::new(), UnitId::new(), UnitId::new()];
        let [head, rep] = [PersonId::new(), PersonId::new()];
        let spring = Span::new(None, Some(day("2026-06-30")));
        let summer = Span::new(Some(day("2026-07-01")), None);
        let under = |parent| Term { parent: Some(parent), leader: None };
        let mut history = History::default();
        history.memberships.insert(rep, vec![(summer, other), (spring, team)]);
        history.terms.insert(team, vec![(spring, under(north)), (summer, under(south))]);
        history.terms.insert(other, vec![(Span::default(), under(south))]);
        history.terms.insert(north, vec![(Span::default(), Term { parent: None, leader: Some(head) })]);
        history.terms.insert(south, vec![(Span::default(), Term { parent: None, leader: None })]);
        history.kinds.extend([(north, UnitKind::Region), (south, UnitKind::Region), (team, UnitKind::Team)]);
        history.sort();
        assert_eq!(history.unit(rep, day("2026-06-30")), Some(team));
        assert_eq!(history.unit(rep, day("2026-07-01")), Some(other));
        assert_eq!(history.above(team, UnitKind::Region, day("2026-06-30")), Some(north));
        assert_eq!(history.above(team, UnitKind::Region, day("2026-07-01")), Some(south));
        assert_eq!(history.manager(rep, day("2026-05-01")), Some(head));
        assert_eq!(history.manager(rep, day("2026-08-01")), None);
        assert_eq!(history.turns(), vec![day("2026-07-01")]);
    }
}
