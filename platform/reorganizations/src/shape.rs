//! The organization as it stands: who is where, who leads, how many people a leader reaches.

use kernel::{Result, Work};
use org::{
    person::{self, PersonId},
    unit::{self, UnitId},
};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Everybody who is here: their main unit and their manager.
    pub people: BTreeMap<PersonId, (Option<UnitId>, Option<PersonId>)>,
    /// Units: what they belong to, and who leads them.
    pub units: BTreeMap<UnitId, (Option<UnitId>, Option<PersonId>)>,
}

type Row<I> = (I, Option<UnitId>, Option<PersonId>);

impl Shape {
    pub async fn read(work: &Work) -> Result<Self> {
        let people: Vec<Row<PersonId>> = work
            .every::<person::Entity>()
            .filter(person::Column::Active.eq(true))
            .select_only()
            .columns([person::Column::Id, person::Column::UnitId, person::Column::ManagerId])
            .into_tuple()
            .all(work.conn())
            .await?;
        let units: Vec<Row<UnitId>> = work
            .every::<unit::Entity>()
            .filter(unit::Column::To.is_null())
            .select_only()
            .columns([unit::Column::Id, unit::Column::ParentId, unit::Column::LeaderId])
            .into_tuple()
            .all(work.conn())
            .await?;
        Ok(Self {
            people: people.into_iter().map(|(id, unit, manager)| (id, (unit, manager))).collect(),
            units: units.into_iter().map(|(id, parent, leader)| (id, (parent, leader))).collect(),
        })
    }

    /// How many people stand in each unit and below it.
    pub fn sizes(&self) -> HashMap<UnitId, usize> {
        let mut sizes: HashMap<UnitId, usize> = self.units.keys().map(|unit| (*unit, 0)).collect();
        for (unit, _) in self.people.values() {
            for above in self.up(*unit) {
                *sizes.entry(above).or_default() += 1;
            }
        }
        sizes
    }

    /// How many people each leader reaches through the units they lead.
    pub fn reach(&self) -> HashMap<PersonId, usize> {
        let sizes = self.sizes();
        let mut led: HashMap<PersonId, BTreeSet<UnitId>> = HashMap::new();
        for (unit, (_, leader)) in &self.units {
            if let Some(leader) = leader {
                led.entry(*leader).or_default().insert(*unit);
            }
        }
        // A unit below another one that they lead adds nobody.
        let counted = |units: &BTreeSet<UnitId>, unit: &UnitId| {
            !self.up(self.units.get(unit).and_then(|(parent, _)| *parent)).any(|above| units.contains(&above))
        };
        led.into_iter()
            .map(|(leader, units)| {
                let tops = units.iter().filter(|unit| counted(&units, unit));
                (leader, tops.map(|unit| sizes.get(unit).copied().unwrap_or_default()).sum())
            })
            .collect()
    }

    /// The unit and those above it.
    fn up(&self, unit: Option<UnitId>) -> impl Iterator<Item = UnitId> {
        let mut next = unit;
        let mut left = self.units.len() + 1;
        std::iter::from_fn(move || {
            let now = next.filter(|_| left > 0)?;
            left -= 1;
            next = self.units.get(&now).and_then(|(parent, _)| *parent);
            Some(now)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leader_reaches_the_people_of_their_units_once() {
        let [company, region, team] = [UnitId::new(), UnitId::new(), UnitId::new()];
        let [boss, head, rep] = [PersonId::new(), PersonId::new(), PersonId::new()];
        let shape = Shape {
            people: [
                (boss, (Some(company), None)),
                (head, (Some(region), Some(boss))),
                (rep, (Some(team), Some(head))),
            ]
            .into(),
            units: [
                (company, (None, Some(boss))),
                (region, (Some(company), Some(head))),
                (team, (Some(region), Some(head))),
            ]
            .into(),
        };
        let sizes = shape.sizes();
        assert_eq!((sizes[&company], sizes[&region], sizes[&team]), (3, 2, 1));
        let reach = shape.reach();
        assert_eq!((reach[&boss], reach[&head]), (3, 2), "the team below the region adds nobody");
    }
}
