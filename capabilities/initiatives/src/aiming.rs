//! What a path aims at, as published plans say: the targets in force of a unit or a person over its days.

use crate::{lift::Accrual, path};
use chrono::NaiveDate;
use kernel::{Currency, House, Quantity, Resource as _, Result, list::Reader};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, prelude::Uuid};
use std::collections::BTreeMap;
use targets::target;

/// A target of one period, in the unit of its KPI; nothing where it is in another currency than the company's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub value: Option<Quantity>,
}

/// Ten-thousandths of a whole unit.
const DECIMALS: u32 = 4;

impl Stretch {
    fn of(row: &target::Model, currency: Currency) -> Self {
        let money = || {
            let amount = row.amount.filter(|_| row.currency == currency)?;
            let by = 10i64.checked_pow(DECIMALS.checked_sub(currency.exponent())?)?;
            amount.0.checked_mul(by).map(Quantity)
        };
        Self { from: row.from, to: row.to, value: row.quantity.or_else(money) }
    }
}

/// What periods come to from one day to another: of what adds up their sum, of a level the last one. Nothing where they leave
/// days out or begin or end on other days: a part of a target is nobody's.
pub fn total(mut periods: Vec<Stretch>, accrual: Accrual, from: NaiveDate, to: NaiveDate) -> Option<Quantity> {
    periods.retain(|one| one.from >= from && one.to <= to);
    periods.sort_by_key(|one| one.from);
    let (first, last) = (periods.first()?, periods.last()?);
    let whole = first.from == from && last.to == to;
    let joined = periods.windows(2).all(|pair| pair[0].to.succ_opt() == Some(pair[1].from));
    if !whole || !joined {
        return None;
    }
    match accrual {
        Accrual::Flow => {
            periods.iter().try_fold(Quantity::ZERO, |sum, one| sum.0.checked_add(one.value?.0).map(Quantity))
        }
        Accrual::Level => last.value,
    }
}

/// For whom a target is: its KPI, and a unit or a person.
type Whom = (String, Option<Uuid>, Option<Uuid>);

/// Targets in force, by whom they are for; as far as their reader sees them.
pub struct InForce(BTreeMap<Whom, Vec<target::Model>>, Currency);

impl InForce {
    /// Those of the paths that follow published plans, and those that the reader answers for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of<C: ConnectionTrait>(house: &House, reader: &Reader<'_, C>, paths: &[path::Model]) -> Result<Self> {
        let mut found = BTreeMap::<Whom, Vec<target::Model>>::new();
        let currency = house.company().currency;
        let follows = || paths.iter().filter(|path| path.follows_plans());
        let person = reader.actor.person;
        if reader.actor.reach(target::Entity::NAME, "read").is_none() {
            return Ok(Self(found, currency));
        }
        let whose = Condition::any()
            .add(target::Column::UnitId.is_in(follows().filter_map(|path| path.unit_id)))
            .add(target::Column::PersonId.is_in(follows().filter_map(|path| path.person_id)))
            .add_option(person.map(|person| target::Column::OwnerId.eq(person)));
        let rows = reader.visible::<target::Entity>().filter(target::Column::ReplacedOn.is_null()).filter(whose);
        for row in rows.order_by_asc(target::Column::From).all(reader.conn).await? {
            let whom = (row.metric.clone(), row.unit_id.map(|unit| unit.0), row.person_id.map(|person| person.0));
            found.entry(whom).or_default().push(row);
        }
        Ok(Self(found, currency))
    }

    /// What the targets of a path's unit or person come to over its days.
    pub fn of_path(&self, path: &path::Model, accrual: Accrual) -> Option<Quantity> {
        let whom = (path.metric.clone(), path.unit_id.map(|unit| unit.0), path.person_id.map(|person| person.0));
        let periods = self.0.get(&whom)?.iter().map(|row| Stretch::of(row, self.1)).collect();
        total(periods, accrual, path.from, path.to)
    }

    /// Targets that the reader answers for, that have not passed and that no path leads to.
    pub fn without_path(&self, paths: &[path::Model], owner: Option<Uuid>, today: NaiveDate) -> Vec<Unled> {
        let mut found = Vec::new();
        for ((metric, unit, person), rows) in &self.0 {
            let mine = |row: &&target::Model| row.owner_id.map(|owner| owner.0) == owner && owner.is_some();
            let mut plans = BTreeMap::<Uuid, Vec<&target::Model>>::new();
            for row in rows.iter().filter(mine) {
                plans.entry(row.plan_id.0).or_default().push(row);
            }
            for rows in plans.into_values() {
                let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
                let led = paths.iter().any(|path| {
                    path.metric == *metric
                        && path.unit_id.map(|id| id.0) == *unit
                        && path.person_id.map(|id| id.0) == *person
                        && path.from <= last.to
                        && path.to >= first.from
                });
                if !led && last.to >= today {
                    found.push(Unled {
                        id: first.id.0,
                        name: first.name.clone(),
                        metric: metric.clone(),
                        unit: *unit,
                        person: *person,
                        periods: rows.iter().map(|row| Stretch::of(row, self.1)).collect(),
                        from: first.from,
                        to: last.to,
                    });
                }
            }
        }
        found
    }
}

/// A target in force that no path leads to.
#[derive(Clone, Debug)]
pub struct Unled {
    /// Of its first period.
    pub id: Uuid,
    pub name: String,
    pub metric: String,
    pub unit: Option<Uuid>,
    pub person: Option<Uuid>,
    pub periods: Vec<Stretch>,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn month(from: &str, to: &str, value: i64) -> Stretch {
        Stretch { from: day(from), to: day(to), value: Some(Quantity(value)) }
    }

    #[test]
    fn months_that_join_add_up_to_the_days_of_the_path() {
        let year = || vec![month("2026-01-01", "2026-01-31", 10), month("2026-02-01", "2026-02-28", 20)];
        let told = |periods, accrual, from: &str, to: &str| total(periods, accrual, day(from), day(to));
        assert_eq!(told(year(), Accrual::Flow, "2026-01-01", "2026-02-28"), Some(Quantity(30)));
        assert_eq!(
            told(year(), Accrual::Level, "2026-01-01", "2026-02-28"),
            Some(Quantity(20)),
            "what is reached at last"
        );
        assert_eq!(told(year(), Accrual::Flow, "2026-02-01", "2026-02-28"), Some(Quantity(20)));
        assert_eq!(told(year(), Accrual::Flow, "2026-01-15", "2026-02-28"), None, "a month is not cut");
        assert_eq!(told(year(), Accrual::Flow, "2026-01-01", "2026-03-31"), None, "days without a target");
        let gap = vec![month("2026-01-01", "2026-01-31", 10), month("2026-03-01", "2026-03-31", 20)];
        assert_eq!(told(gap, Accrual::Flow, "2026-01-01", "2026-03-31"), None);
        let mut foreign = year();
        foreign[0].value = None;
        assert_eq!(told(foreign, Accrual::Flow, "2026-01-01", "2026-02-28"), None, "in another currency");
    }
}
