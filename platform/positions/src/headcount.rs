//! Headcount: what is planned, what is there, what is vacant. No database, no clock.
//!
//! Amounts are full-time equivalents in ten-thousandths, which is also how shares of full time are stored.

use crate::{appointment, headcount_plan, position::PositionId, rules};
use chrono::{Days, Months, NaiveDate};
use kernel::Quantity;
use org::{person::PersonId, unit::UnitId};
use std::collections::{BTreeMap, HashMap};

/// One position in one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub planned: Quantity,
    pub actual: Quantity,
}

impl Cell {
    pub fn vacant(self) -> Quantity {
        Quantity((self.planned.0 - self.actual.0).max(0))
    }

    pub fn over(self) -> Quantity {
        Quantity((self.actual.0 - self.planned.0).max(0))
    }
}

pub type Cells = BTreeMap<(UnitId, PositionId), Cell>;

/// Plan and actual on a day. `gone` are the last days of those who leave or have left.
pub fn on(
    day: NaiveDate,
    plans: &[headcount_plan::Model],
    held: &[appointment::Model],
    gone: &HashMap<PersonId, NaiveDate>,
) -> Cells {
    let mut latest: BTreeMap<(UnitId, PositionId), &headcount_plan::Model> = BTreeMap::new();
    for plan in plans.iter().filter(|plan| plan.month <= day) {
        let key = (plan.unit_id, plan.position_id);
        if latest.get(&key).is_none_or(|known| known.month < plan.month) {
            latest.insert(key, plan);
        }
    }
    let mut cells = Cells::new();
    for (key, plan) in latest {
        cells.entry(key).or_default().planned = plan.planned;
    }
    for row in held.iter().filter(|row| row.span().holds(day)) {
        if gone.get(&row.person_id).is_none_or(|last| day <= *last) {
            cells.entry((row.unit_id, row.position_id)).or_default().actual.0 += row.part().0;
        }
    }
    cells.retain(|_, cell| *cell != Cell::default());
    cells
}

/// The day on which a month is looked at: its last one, and of the month that runs the day that is today.
pub fn looked_at(month: NaiveDate, today: NaiveDate) -> NaiveDate {
    let first = rules::month(month);
    if first == rules::month(today) {
        return today;
    }
    first.checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(first)
}

/// So many months, some of them before the one that is looked at.
pub fn months(month: NaiveDate, before: u32, count: u32) -> Vec<NaiveDate> {
    let first = rules::month(month);
    let start = first.checked_sub_months(Months::new(before)).unwrap_or(first);
    (0..count).filter_map(|nth| start.checked_add_months(Months::new(nth))).collect()
}

/// Vacancies and surplus are added up position by position: one too many in the north fills no gap in the south.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub planned: Quantity,
    pub actual: Quantity,
    pub vacant: Quantity,
    pub over: Quantity,
}

pub fn total<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Total {
    let mut total = Total::default();
    for cell in cells {
        total.planned.0 += cell.planned.0;
        total.actual.0 += cell.actual.0;
        total.vacant.0 += cell.vacant().0;
        total.over.0 += cell.over().0;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_looked_at_on_its_last_day_and_the_running_one_today() {
        let today = day("2026-11-23");
        assert_eq!(looked_at(day("2026-11-01"), today), today);
        assert_eq!(looked_at(day("2026-02-17"), today), day("2026-02-28"));
        assert_eq!(looked_at(day("2026-12-01"), today), day("2026-12-31"));
        assert_eq!(months(day("2026-02-10"), 2, 4), ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"].map(day));
    }

    #[test]
    fn one_too_many_here_fills_no_gap_there() {
        let cells = [
            Cell { planned: Quantity(30_000), actual: Quantity(15_000) },
            Cell { planned: Quantity(10_000), actual: Quantity(20_000) },
        ];
        let total = total(&cells);
        assert_eq!((total.planned.0, total.actual.0), (40_000, 35_000));
        assert_eq!((total.vacant.0, total.over.0), (15_000, 10_000));
    }
}
