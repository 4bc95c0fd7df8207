//! A stretch of days, and the words people use for one.

mod relative;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use relative::{Relative, RelativeError, Which};

/// Days from `from` to `to`, both included; never empty. In JSON `{"from": "2017-01-01", "to": "2017-12-31"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    from: NaiveDate,
    to: NaiveDate,
}

/// The last day lies before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{to} is before {from}")]
pub struct Backwards {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Backwards {
    /// The stable code that a problem document carries.
    pub fn code(self) -> &'static str {
        "period.backwards"
    }
}

impl Period {
    /// Reads a day (`2017-03-01`), a period by name (`2017-Q1`) or a relative one (`this_quarter`, `last_90_days`).
    pub fn parse(text: &str, today: NaiveDate, calendar: &crate::Calendar) -> Result<Period, RelativeError> {
        text.parse::<Relative>()?.resolve(today, calendar)
    }

    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Period, Backwards> {
        if to < from { Err(Backwards { from, to }) } else { Ok(Period { from, to }) }
    }

    pub const fn day(day: NaiveDate) -> Period {
        Period { from: day, to: day }
    }

    /// The first day.
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day, included.
    pub const fn to(self) -> NaiveDate {
        self.to
    }

    /// How many days, at least 1.
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    pub fn covers(self, other: Period) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The days that both have.
    pub fn overlap(self, other: Period) -> Option<Period> {
        Period::new(self.from.max(other.from), self.to.min(other.to)).ok()
    }
}

impl TryFrom<Ends> for Period {
    type Error = Backwards;

    fn try_from(ends: Ends) -> Result<Period, Backwards> {
        Period::new(ends.from, ends.to)
    }
}

impl From<Period> for Ends {
    fn from(period: Period) -> Ends {
        Ends { from: period.from, to: period.to }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}..{}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(from: &str, to: &str) -> Period {
        Period::new(day(from), day(to)).unwrap()
    }

    #[test]
    fn both_ends_are_included() {
        let january = period("2017-01-01", "2017-01-31");
        assert_eq!(january.days(), 31);
        assert!(january.contains(day("2017-01-01")) && january.contains(day("2017-01-31")));
        assert!(!january.contains(day("2017-02-01")));
        assert_eq!(Period::day(day("2016-02-29")).days(), 1);
        assert_eq!(january.overlap(period("2017-01-31", "2017-02-03")), Some(Period::day(day("2017-01-31"))));
        assert_eq!(january.overlap(period("2017-02-01", "2017-02-03")), None);
        assert!(january.covers(period("2017-01-05", "2017-01-31")));
    }

    #[test]
    fn a_period_that_runs_backwards_is_refused() {
        let refused = Period::new(day("2017-01-02"), day("2017-01-01")).unwrap_err();
        assert_eq!(refused.code(), "period.backwards");
        assert!(serde_json::from_str::<Period>(r#"{"from":"2017-01-02","to":"2017-01-01"}"#).is_err());
        let json = r#"{"from":"2017-01-01","to":"2017-01-02"}"#;
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Period>(json).unwrap()).unwrap(), json);
    }
}
