//! What attendance refuses. No database, no clock.

use chrono::NaiveDate;
use kernel::{Quantity, Refusal};
use org::person::PersonId;

pub const ENDS_BEFORE_IT_BEGINS: Refusal =
    Refusal::new("attendance.ends_before_it_begins", "the last day lies before the first").on("to");
pub const TOO_LONG: Refusal =
    Refusal::new("absences.too_long", "an absence is no longer than two years; enter the rest as another one").on("to");
pub const NO_WORKING_DAY: Refusal =
    Refusal::new("absences.no_working_day", "there is no working day in it: nobody has to ask for free days")
        .on("from");
pub const OVERLAP: Refusal =
    Refusal::new("absences.overlap", "some of these days are taken by another absence of theirs").on("from");
pub const DECIDED: Refusal =
    Refusal::new("absences.decided", "it has been decided; withdraw it and ask for other days anew");
pub const OTHER_PERSON: Refusal =
    Refusal::new("absences.other_person", "an absence stays with the person it is about").on("person_id");
pub const NOT_HERE: Refusal =
    Refusal::new("absences.not_here", "they do not work here on all of these days").on("from");
pub const NOT_REQUESTED: Refusal = Refusal::new("absences.not_requested", "it has been decided already");
pub const OWN: Refusal = Refusal::new("absences.own", "nobody decides about their own absence");
pub const NOT_TAKEN: Refusal = Refusal::new("absences.not_taken", "it was refused or withdrawn already");
pub const HAS_BEGUN: Refusal =
    Refusal::new("absences.has_begun", "it has begun: say on which day they were back instead");
pub const NOT_APPROVED: Refusal = Refusal::new("absences.not_approved", "it was not approved");
pub const NOT_EARLIER: Refusal = Refusal::new(
    "absences.not_earlier",
    "they were back after its first day and by its last one, and not on a day to come",
)
.on("on");
pub const TWO_WORKING_TIMES: Refusal =
    Refusal::new("working_times.two", "some of these days are taken by another working time of theirs").on("from");
pub const DAY_AHEAD: Refusal = Refusal::new("attendance_days.ahead", "nobody was there on a day to come").on("day");
pub const SAME_DAY: Refusal =
    Refusal::new("attendance_days.same_day", "there is a row of this person for this day already").on("day");

const LONGEST_DAYS: i64 = 731;

/// Days of which the first may begin, and the last end, at noon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halves {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub from_noon: bool,
    pub until_noon: bool,
}

impl Halves {
    /// How many halves of a day it takes: 0, 1 or 2.
    pub fn on(self, day: NaiveDate) -> i64 {
        if day < self.from || self.to < day {
            return 0;
        }
        2 - i64::from(day == self.from && self.from_noon) - i64::from(day == self.to && self.until_noon)
    }

    /// A morning and an afternoon of the same day do not overlap.
    pub fn overlaps(self, other: Halves) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    fn first(self) -> (NaiveDate, bool) {
        (self.from, self.from_noon)
    }

    /// The last half that it takes; the afternoon is the later one.
    fn last(self) -> (NaiveDate, bool) {
        (self.to, !self.until_noon)
    }

    /// Working days in it.
    pub fn days(self, worked: impl Fn(NaiveDate) -> bool) -> Quantity {
        let days = self.from.iter_days().take_while(|day| *day <= self.to);
        let halves: i64 = days.filter(|day| worked(*day)).map(|day| self.on(day)).sum();
        Quantity(halves * Quantity::ONE.0 / 2)
    }
}

/// The working days of an absence that can be.
pub fn sound(halves: Halves, worked: impl Fn(NaiveDate) -> bool) -> Result<Quantity, Refusal> {
    if halves.to < halves.from {
        return Err(ENDS_BEFORE_IT_BEGINS);
    }
    if (halves.to - halves.from).num_days() > LONGEST_DAYS {
        return Err(TOO_LONG);
    }
    let days = halves.days(worked);
    if days.0 > 0 { Ok(days) } else { Err(NO_WORKING_DAY) }
}

pub fn is_here(hired: Option<NaiveDate>, left: Option<NaiveDate>, halves: Halves) -> Result<(), Refusal> {
    let here = hired.is_none_or(|hired| hired <= halves.from) && left.is_none_or(|left| halves.to <= left);
    if here { Ok(()) } else { Err(NOT_HERE) }
}

pub fn may_decide(about: PersonId, decides: Option<PersonId>) -> Result<(), Refusal> {
    if decides == Some(about) { Err(OWN) } else { Ok(()) }
}

/// The last day of an absence from which somebody was back on a day.
pub fn back(halves: Halves, on: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    if on <= halves.from || halves.to < on || today < on {
        return Err(NOT_EARLIER);
    }
    Ok(org::span::eve(on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn halves(from: &str, to: &str, from_noon: bool, until_noon: bool) -> Halves {
        Halves { from: day(from), to: day(to), from_noon, until_noon }
    }

    fn worked(day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    #[test]
    fn only_working_days_count_and_halves_are_halves() {
        let days = |from, to, noon, until| sound(halves(from, to, noon, until), worked).map(|days| days.0);
        // 2026-11-20 is a Friday.
        assert_eq!(days("2026-11-20", "2026-11-23", false, false), Ok(20_000));
        assert_eq!(days("2026-11-20", "2026-11-23", true, true), Ok(10_000));
        assert_eq!(days("2026-11-20", "2026-11-20", true, false), Ok(5_000));
        assert_eq!(days("2026-11-21", "2026-11-23", true, false), Ok(10_000), "half of a free day takes nothing away");
        assert_eq!(days("2026-11-20", "2026-11-20", true, true), Err(NO_WORKING_DAY), "nothing is left");
        assert_eq!(days("2026-11-21", "2026-11-22", false, false), Err(NO_WORKING_DAY));
        assert_eq!(days("2026-11-20", "2026-11-19", false, false), Err(ENDS_BEFORE_IT_BEGINS));
        assert_eq!(days("2020-01-01", "2026-11-19", false, false), Err(TOO_LONG));
    }

    #[test]
    fn a_morning_and_an_afternoon_stand_beside_each_other() {
        let morning = halves("2026-11-20", "2026-11-20", false, true);
        let afternoon = halves("2026-11-20", "2026-11-24", true, false);
        assert!(!morning.overlaps(afternoon) && !afternoon.overlaps(morning));
        assert!(afternoon.overlaps(halves("2026-11-24", "2026-11-25", true, false)));
        assert!(!afternoon.overlaps(halves("2026-11-25", "2026-11-25", false, false)));
        assert!(morning.overlaps(morning));
    }

    #[test]
    fn one_is_back_within_it_and_not_ahead() {
        let asked = halves("2026-11-16", "2026-11-20", false, false);
        let back = |on: &str| back(asked, day(on), day("2026-11-19"));
        assert_eq!(back("2026-11-18"), Ok(day("2026-11-17")));
        for no in ["2026-11-16", "2026-11-20", "2026-11-21"] {
            assert_eq!(back(no), Err(NOT_EARLIER), "{no}");
        }
    }
}
