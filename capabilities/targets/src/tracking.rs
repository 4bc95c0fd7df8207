//! Where a target stands on a day: pace, what is lacking, what is needed, where it leads. Values in, values out.

use chrono::NaiveDate;
use kernel::{BasisPoints, Calendar, Period};
use serde::Serialize;

/// A stretch of a target: a period with what is to be reached in it, in the smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub period: Period,
    pub target: i64,
}

/// Where it stands on a day. Amounts are in the smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What is to be reached by the end.
    pub target: i64,
    pub credited: i64,
    /// credited ÷ target, in hundredths of a percent; none for a target of 0.
    pub attainment: Option<BasisPoints>,
    /// What was to be reached by the end of the day, by the seasonal curve and the working days of the period that runs.
    pub paced: i64,
    /// credited ÷ paced; none before anything was to be reached.
    pub pace: Option<BasisPoints>,
    /// target − credited: below zero once it is reached.
    pub gap: i64,
    /// Working days after the day.
    pub days_left: i64,
    /// What each of those days has to bring, rounded up; none if there is no day left or nothing lacking.
    pub run_rate: Option<i64>,
    /// Where it ends if it goes on at this pace: credited ÷ paced × target; none before anything was to be reached.
    pub projection: Option<i64>,
}

/// Periods have to be in order and may leave days out.
pub fn standing(parts: &[Part], credited: i64, day: NaiveDate, calendar: &Calendar) -> Standing {
    let target: i64 = parts.iter().map(|part| part.target).sum();
    let paced: i64 = parts.iter().map(|part| due(part, day, calendar)).sum();
    let days_left: i64 =
        parts.iter().filter_map(|part| rest(part.period, day)).map(|rest| calendar.working_days(rest)).sum();
    let gap = target - credited;
    Standing {
        target,
        credited,
        attainment: ratio(credited, target),
        paced,
        pace: ratio(credited, paced),
        gap,
        days_left,
        run_rate: (gap > 0 && days_left > 0).then(|| (gap - 1) / days_left + 1),
        projection: (paced > 0).then(|| scaled(credited, target, paced)).flatten(),
    }
}

/// What of a part was to be reached by the end of a day. A period without a working day is due as its days pass.
fn due(part: &Part, day: NaiveDate, calendar: &Calendar) -> i64 {
    let Some(rest) = rest(part.period, day) else { return part.target };
    if day < part.period.from() {
        return 0;
    }
    let (all, left) = match calendar.working_days(part.period) {
        0 => (part.period.days(), rest.days()),
        all => (all, calendar.working_days(rest)),
    };
    scaled(part.target, all - left, all).unwrap_or(0)
}

/// The days of a period after a day.
fn rest(period: Period, day: NaiveDate) -> Option<Period> {
    Period::new(period.from().max(day.succ_opt()?), period.to()).ok()
}

fn ratio(part: i64, whole: i64) -> Option<BasisPoints> {
    (whole > 0).then(|| scaled(part, BasisPoints::WHOLE.0, whole)).flatten().map(BasisPoints)
}

fn scaled(amount: i64, by: i64, of: i64) -> Option<i64> {
    kernel::Minor(amount).scaled(i128::from(by), i128::from(of)).map(|scaled| scaled.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn quarter() -> Vec<Part> {
        [("2026-01-01", "2026-01-31", 300), ("2026-02-01", "2026-02-28", 300), ("2026-03-01", "2026-03-31", 400)]
            .map(|(from, to, target)| Part { period: Period::new(day(from), day(to)).unwrap(), target })
            .to_vec()
    }

    fn on(text: &str, credited: i64) -> Standing {
        standing(&quarter(), credited, day(text), &Calendar::new(chrono_tz::UTC))
    }

    #[test]
    fn a_month_that_runs_is_due_by_its_working_days() {
        // February 2026 has 20 working days, 10 of them by the 13th.
        let standing = on("2026-02-13", 360);
        assert_eq!((standing.paced, standing.pace), (450, Some(BasisPoints(8000))));
        assert_eq!((standing.attainment, standing.gap, standing.days_left), (Some(BasisPoints(3600)), 640, 32));
        assert_eq!((standing.run_rate, standing.projection), (Some(20), Some(800)));
    }

    #[test]
    fn before_it_begins_nothing_is_due_and_after_it_everything() {
        let before = on("2025-12-31", 0);
        assert_eq!((before.paced, before.pace, before.projection), (0, None, None));
        let after = on("2026-04-10", 1_100);
        assert_eq!((after.paced, after.days_left, after.run_rate, after.gap), (1_000, 0, None, -100));
        assert_eq!(after.attainment, Some(BasisPoints(11_000)));
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        let none = standing(&[], 5, day("2026-01-01"), &Calendar::new(chrono_tz::UTC));
        assert_eq!((none.attainment, none.pace, none.run_rate), (None, None, None));
    }
}
