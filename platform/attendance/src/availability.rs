//! How many working days somebody is there. No database, no clock.
//!
//! Quota relief reads it: a target over a period is lowered by `1 − available ÷ working days`.

use crate::{absence, attendance_day, rules::Halves, working_time};
use chrono::NaiveDate;
use kernel::{BasisPoints, Quantity};
use org::Span;
use serde::Serialize;

/// Working days of one person in a period, in days of full time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// Of the company's calendar, whether they were employed or not.
    pub working_days: i64,
    /// What they have agreed to work of them: employed, times their share of full time.
    pub agreed: Quantity,
    /// Of what was agreed, approved absences and days on which they were missing.
    pub absent: Quantity,
}

impl Availability {
    pub fn available(self) -> Quantity {
        Quantity(self.agreed.0 - self.absent.0)
    }

    /// Of the period's working days those on which they are there, rounded down to a hundredth of a per cent; `None`
    /// where the period has no working day.
    pub fn share(self) -> Option<BasisPoints> {
        let whole = self.working_days * Quantity::ONE.0;
        (whole > 0).then(|| BasisPoints(self.available().0 * BasisPoints::WHOLE.0 / whole))
    }
}

/// What one day is to one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Of the company's calendar, while they were employed.
    pub worked: bool,
    /// Halves of the day that an approved absence takes.
    pub absent: i64,
    /// Halves of the day that somebody still has to decide about.
    pub asked: i64,
    pub presence: Option<attendance_day::Presence>,
}

/// What is known of one person.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub employed: Span,
    pub times: Vec<working_time::Model>,
    pub absences: Vec<absence::Model>,
    pub seen: Vec<attendance_day::Model>,
}

impl Known {
    pub fn on(&self, day: NaiveDate, worked: bool) -> Day {
        let taken = |state: absence::State| -> i64 {
            self.absences.iter().filter(|row| row.state == state).map(|row| Halves::on(row.halves(), day)).sum()
        };
        Day {
            worked: worked && self.employed.holds(day),
            absent: taken(absence::State::Approved).min(2),
            asked: taken(absence::State::Requested).min(2),
            presence: self.seen.iter().find(|row| row.day == day).map(|row| row.presence),
        }
    }

    /// Of full time on a day.
    pub fn share(&self, day: NaiveDate) -> BasisPoints {
        let agreed = self.times.iter().find(|row| row.span().holds(day));
        agreed.map_or(BasisPoints::WHOLE, |row| row.share)
    }

    /// Over some days, each with whether the company works on it.
    pub fn over(&self, days: impl IntoIterator<Item = (NaiveDate, bool)>) -> Availability {
        let (mut working_days, mut agreed, mut absent) = (0, 0, 0);
        for (date, worked) in days {
            working_days += i64::from(worked);
            let day = self.on(date, worked);
            if !day.worked {
                continue;
            }
            // Halves of hundredths of a per cent: nothing is rounded before the end.
            let share = self.share(date).0;
            let missing = match day.presence {
                Some(attendance_day::Presence::Missing) => 2,
                Some(
                    attendance_day::Presence::Present
                    | attendance_day::Presence::InTheField
                    | attendance_day::Presence::Late
                    | attendance_day::Presence::LeftEarly,
                )
                | None => day.absent,
            };
            agreed += share * 2;
            absent += share * missing;
        }
        // A whole share is as many basis points as a day has ten-thousandths.
        Availability { working_days, agreed: Quantity(agreed / 2), absent: Quantity((absent + 1) / 2) }
    }
}
