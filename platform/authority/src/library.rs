//! Rights of the library's positions: they come with a position that is taken over.

use crate::{
    matter::{Act, CustomerTier, Kind},
    right::{self, Extent, Model},
};
use chrono::{DateTime, Utc};
use kernel::{BasisPoints, BoxFuture, Currency, Minor, Result, Work};
use positions::{PositionTaken, library, position::PositionId};
use sea_orm::prelude::Uuid;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// A right as the library has it: amounts in yuan, percentages and margins in per cent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipped {
    act: Act,
    kind: Kind,
    amount: Option<i64>,
    percentage: Option<i64>,
    margin: Option<i64>,
    #[serde(default = "own_unit")]
    extent: Extent,
    tier: Option<CustomerTier>,
}

fn own_unit() -> Extent {
    Extent::OwnUnit
}

/// By the key of the library's position.
pub static RIGHTS: LazyLock<BTreeMap<String, Vec<Shipped>>> = LazyLock::new(|| {
    toml::from_str(include_str!("../library/rights.toml")).expect("the library's rights; a test reads them")
});

impl Shipped {
    /// The amounts stay in yuan, whatever the company counts in: what they are worth is said by its rates.
    pub fn right(&self, position: PositionId, now: DateTime<Utc>) -> Model {
        let points = |percent: i64| BasisPoints(percent * 100);
        Model {
            currency: Currency::CNY,
            amount: self.amount.map(|yuan| Minor(yuan * 100)),
            percentage: self.percentage.map(points),
            margin: self.margin.map(points),
            extent: self.extent,
            tier: self.tier,
            ..Model::of_position(now, position, self.act, self.kind)
        }
    }
}

/// Rights of an entry, as a sheet shows them before anybody took it over.
pub fn of_entry(key: &str) -> Vec<Model> {
    let position = PositionId(Uuid::nil());
    let shipped = RIGHTS.get(key).into_iter().flatten();
    shipped.map(|shipped| shipped.right(position, DateTime::UNIX_EPOCH)).collect()
}

/// Whoever may not make rights takes a position without them.
pub fn hear(event: PositionTaken, work: &mut Work) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        if work.actor.reach("rights", "create").is_none() {
            return Ok(());
        }
        let entry = usize::try_from(event.entry).ok().and_then(|place| library::ENTRIES.get(place));
        let Some((key, _)) = entry else { return Ok(()) };
        for shipped in RIGHTS.get(*key).into_iter().flatten() {
            let row = shipped.right(event.position, work.now);
            work.create::<right::Entity>(row).await?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_position_of_the_library_has_rights_and_none_twice() {
        let known: BTreeSet<&str> = library::ENTRIES.iter().map(|(key, _)| *key).collect();
        let given: BTreeSet<&str> = RIGHTS.keys().map(String::as_str).collect();
        assert_eq!(known, given);
        for (key, rights) in RIGHTS.iter() {
            let lines: BTreeSet<_> = rights.iter().map(|right| (right.kind, right.act)).collect();
            assert_eq!(lines.len(), rights.len(), "{key}");
            assert!(rights.len() >= 2, "{key}");
        }
    }

    #[test]
    fn nobody_below_approves_more_than_those_above() {
        let most = |key: &str, act: Act, kind: Kind, of: fn(&Shipped) -> Option<i64>| {
            let found = RIGHTS[key].iter().find(|right| (right.act, right.kind) == (act, kind));
            found.map(|right| of(right).unwrap_or(i64::MAX))
        };
        let line = ["sales_director", "regional_manager", "sales_manager"];
        for pair in line.windows(2) {
            for kind in [Kind::Discount, Kind::Contract, Kind::Expense] {
                for of in [(|right| right.amount) as fn(&Shipped) -> Option<i64>, |right| right.percentage] {
                    let above = most(pair[0], Act::Approve, kind, of);
                    let below = most(pair[1], Act::Approve, kind, of);
                    assert!(above >= below, "{pair:?} {kind:?}: {above:?} {below:?}");
                }
            }
        }
    }
}
