//! Who stood where, for every day, in the codes of the mirror.

use crate::{cut::Station, read::day};
use analytics::{Intervals, Mirror, Span};
use chrono::NaiveDate;
use kernel::{House, Result};
use org::{
    History,
    person::PersonId,
    unit::{UnitId, UnitKind},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

pub struct Organization {
    stations: HashMap<Station, Arc<Intervals>>,
    history: History,
    /// Every unit with its code.
    units: Vec<(UnitId, i64)>,
}

impl Organization {
    pub async fn read(house: &House, mirror: &Mirror) -> Result<Self> {
        let history = History::load(house.store.reader()).await?;
        let people = mirror.dictionary("people");
        let units = mirror.dictionary("units");
        let mut spans: HashMap<Station, Vec<Span>> = HashMap::new();
        let turns = |terms: &mut dyn Iterator<Item = org::Span>| -> BTreeSet<NaiveDate> {
            terms.flat_map(|span| span.from.into_iter().chain(span.to.and_then(|to| to.succ_opt()))).collect()
        };
        let of_units = turns(&mut history.terms.values().flatten().map(|(span, _)| *span));
        let everybody: BTreeSet<PersonId> = history.memberships.keys().chain(history.lines.keys()).copied().collect();
        for person in everybody {
            let own = history.memberships.get(&person).into_iter().flatten().map(|(span, _)| *span);
            let lines = history.lines.get(&person).into_iter().flatten().map(|(span, _)| *span);
            let mut days = turns(&mut own.chain(lines));
            days.extend(&of_units);
            let code = people.code(person.0.as_u128());
            for (_, _, station) in Station::ALL {
                let stood = |on: NaiveDate| -> Option<u32> {
                    let id = match station {
                        Station::Team => history.unit(person, on)?.0,
                        Station::Region => history.above(history.unit(person, on)?, UnitKind::Region, on)?.0,
                        Station::Manager => return Some(people.code(history.manager(person, on)?.0.as_u128())),
                    };
                    Some(units.code(id.as_u128()))
                };
                let spans = spans.entry(station).or_default();
                let before = days.first().and_then(|first| first.pred_opt()).unwrap_or_default();
                let mut now = (i32::MIN, stood(before));
                let mut close = |(from, value): (i32, Option<u32>), to: i32| {
                    spans.extend(value.map(|value| Span { who: code, from, to, value }));
                };
                for turn in &days {
                    let next = stood(*turn);
                    if next != now.1 {
                        close(now, day(*turn));
                        now = (day(*turn), next);
                    }
                }
                close(now, i32::MAX);
            }
        }
        let made = Station::ALL
            .map(|(_, _, station)| (station, Arc::new(Intervals::new(spans.remove(&station).unwrap_or_default()))));
        let units = history.kinds.keys().map(|unit| (*unit, i64::from(units.code(unit.0.as_u128())))).collect();
        Ok(Organization { stations: HashMap::from(made), history, units })
    }

    /// The codes of these units and of all that stand below them on that day.
    pub fn with_all_below(&self, given: &[Option<i64>], day: NaiveDate) -> Vec<Option<i64>> {
        let above: BTreeSet<UnitId> =
            self.units.iter().filter(|(_, code)| given.contains(&Some(*code))).map(|(unit, _)| *unit).collect();
        let within = |unit: UnitId| self.history.up(unit, day).any(|one| above.contains(&one));
        let below = self.units.iter().filter(|(unit, _)| within(*unit)).map(|(_, code)| Some(*code));
        // Rows without an owner, and units that nobody has, stay what was asked for.
        given.iter().copied().chain(below).collect::<BTreeSet<_>>().into_iter().collect()
    }

    pub fn of(&self, station: Station) -> Arc<Intervals> {
        self.stations[&station].clone()
    }
}
