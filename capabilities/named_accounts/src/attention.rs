//! Named accounts that somebody should look at.

use crate::line;
use kernel::{Result, list::Reader};
use org::{
    Span, membership,
    person::{self, PersonId},
    unit::UnitId,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

const IDS: usize = 1000;

/// Why a named account needs somebody's attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// Nobody is said to look after it.
    Nobody,
    /// Whoever looked after it is not here any more.
    Left,
    /// Whoever looks after it works in another unit than when the edition came into force.
    Moved,
}

/// What is known of those who look after accounts.
#[derive(Debug, Default)]
pub struct Keepers {
    pub people: HashMap<PersonId, person::Model>,
    units: HashMap<PersonId, Vec<(Span, UnitId)>>,
}

impl Keepers {
    pub async fn of<C: ConnectionTrait>(reader: &Reader<'_, C>, lines: &[line::Model]) -> Result<Self> {
        let ids: BTreeSet<PersonId> = lines.iter().filter_map(|line| line.person_id).collect();
        let ids: Vec<PersonId> = ids.into_iter().collect();
        let mut keepers = Self::default();
        for chunk in ids.chunks(IDS) {
            let people = reader.visible::<person::Entity>().filter(person::Column::Id.is_in(chunk.iter().copied()));
            for person in people.all(reader.conn).await? {
                keepers.people.insert(person.id, person);
            }
            let stood = reader
                .visible::<membership::Entity>()
                .filter(membership::Column::PersonId.is_in(chunk.iter().copied()))
                .filter(membership::Column::Main.eq(true));
            for row in stood.all(reader.conn).await? {
                keepers.units.entry(row.person_id).or_default().push((row.span(), row.unit_id));
            }
        }
        keepers.units.values_mut().for_each(|spans| spans.sort_by_key(|(span, _)| span.from));
        Ok(keepers)
    }

    /// Why a named account should be looked at, if it should. What the reader may not know of people is not told.
    pub fn attention(&self, line: &line::Model) -> Option<Attention> {
        let Some(person) = line.person_id else { return Some(Attention::Nobody) };
        let person = self.people.get(&person)?;
        let stood = self.units.get(&person.id).zip(line.from);
        let then = stood.and_then(|(spans, from)| org::span::standing(spans.iter().copied(), from));
        judge(person.active, then, person.unit_id)
    }
}

fn judge(active: bool, then: Option<UnitId>, now: Option<UnitId>) -> Option<Attention> {
    match (active, then) {
        (false, _) => Some(Attention::Left),
        (true, Some(then)) if now != Some(then) => Some(Attention::Moved),
        (true, Some(_) | None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_left_or_works_elsewhere_is_noticed() {
        let [oak, elm] = [UnitId::new(), UnitId::new()];
        assert_eq!(judge(true, Some(oak), Some(oak)), None);
        assert_eq!(judge(true, Some(oak), Some(elm)), Some(Attention::Moved));
        assert_eq!(judge(true, None, Some(elm)), None, "a draft has no day to compare with");
        assert_eq!(judge(false, Some(oak), Some(elm)), Some(Attention::Left));
    }
}
