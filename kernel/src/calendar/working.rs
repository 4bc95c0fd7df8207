//! Which days are worked, and counting them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::within_reach;
use crate::period::Period;

/// The days of the week that are free, with the exceptions in both directions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WorkingDays {
    free: [bool; 7],
    /// Holidays that fall on days otherwise worked.
    holidays: BTreeSet<NaiveDate>,
    /// Make-up days (调休) that fall on days otherwise free.
    make_up: BTreeSet<NaiveDate>,
}

impl WorkingDays {
    /// The exceptions that change nothing are dropped, so that counting needs no second look at them.
    pub fn new(weekend: &[Weekday], holidays: &BTreeSet<NaiveDate>, make_up: &BTreeSet<NaiveDate>) -> WorkingDays {
        let mut free = [false; 7];
        for day in weekend {
            free[index(*day)] = true;
        }
        let on_weekend = |day: &&NaiveDate| free[index(day.weekday())];
        WorkingDays {
            free,
            holidays: holidays.iter().filter(|day| !on_weekend(day)).copied().collect(),
            make_up: make_up.iter().filter(on_weekend).copied().collect(),
        }
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        if self.free[index(day.weekday())] { self.make_up.contains(&day) } else { !self.holidays.contains(&day) }
    }

    pub fn count(&self, period: Period) -> i64 {
        let days = period.days();
        let worked_a_week = self.free.iter().filter(|free| !**free).count();
        let whole_weeks = days / 7 * i64::try_from(worked_a_week).expect("at most seven");
        let first = index(period.from().weekday());
        let rest = (0..days % 7).filter(|offset| !self.free[(first + *offset as usize) % 7]).count();
        let within = |days: &BTreeSet<NaiveDate>| days.range(period.from()..=period.to()).count();
        whole_weeks + as_count(rest) + as_count(within(&self.make_up)) - as_count(within(&self.holidays))
    }

    /// The `steps`-th working day after `from`, or before it for a negative number; `from` itself for 0. `None` beyond
    /// the ends of the calendar.
    pub fn step(&self, from: NaiveDate, steps: i32) -> Option<NaiveDate> {
        let mut day = from;
        let mut left = steps.unsigned_abs();
        while left > 0 {
            day = if steps > 0 { day.succ_opt() } else { day.pred_opt() }.filter(|day| within_reach(*day))?;
            left -= u32::from(self.contains(day));
        }
        Some(day)
    }
}

fn index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

fn as_count(count: usize) -> i64 {
    i64::try_from(count).expect("fewer days than 64 bits")
}
