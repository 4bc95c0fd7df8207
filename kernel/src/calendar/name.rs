//! The names of periods, as dimensions show them and people type them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A unit of time to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month, or one of the twelve parts of a 4-4-5 year.
    Month,
    /// A quarter of the fiscal year.
    Quarter,
    /// Half a fiscal year.
    Half,
    /// The fiscal year.
    Year,
}

impl Grain {
    pub const ALL: [Grain; 6] = [Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year];

    /// The word: `day`, `week`, `month`, `quarter`, `half`, `year`.
    pub fn as_str(self) -> &'static str {
        match self {
            Grain::Day => "day",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Half => "half",
            Grain::Year => "year",
        }
    }
}

impl fmt::Display for Grain {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The text is not one of the six words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a unit of time (day, week, month, quarter, half or year)")]
pub struct UnknownGrain(pub String);

impl FromStr for Grain {
    type Err = UnknownGrain;

    fn from_str(word: &str) -> Result<Grain, UnknownGrain> {
        Grain::ALL.into_iter().find(|grain| grain.as_str() == word).ok_or_else(|| UnknownGrain(word.to_owned()))
    }
}

/// The name of a period. Years, halves and quarters are fiscal ones, and [`super::Calendar::days`] knows their days.
///
/// Names of one grain sort by time, as values and (between the years 0 and 9999) as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodName {
    /// `2017`
    Year(i32),
    /// `2017-H1`
    Half(i32, u32),
    /// `2017-Q1`
    Quarter(i32, u32),
    /// `2017-P06`: the sixth part of a fiscal year.
    Part(i32, u32),
    /// `2017-06`: always the calendar month.
    Month(i32, u32),
    /// `2017-W09`: a week of ISO 8601.
    Week(i32, u32),
    /// `2017-06-30`
    Day(NaiveDate),
}

impl fmt::Display for PeriodName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PeriodName::Year(year) => write!(out, "{year:04}"),
            PeriodName::Half(year, half) => write!(out, "{year:04}-H{half}"),
            PeriodName::Quarter(year, quarter) => write!(out, "{year:04}-Q{quarter}"),
            PeriodName::Part(year, part) => write!(out, "{year:04}-P{part:02}"),
            PeriodName::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            PeriodName::Week(year, week) => write!(out, "{year:04}-W{week:02}"),
            PeriodName::Day(day) => write!(out, "{day}"),
        }
    }
}

/// The text names no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the name of a period (such as 2017, 2017-Q1 or 2017-06)")]
pub struct UnknownName(pub String);

impl FromStr for PeriodName {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<PeriodName, UnknownName> {
        read(text).ok_or_else(|| UnknownName(text.to_owned()))
    }
}

fn read(text: &str) -> Option<PeriodName> {
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (number(year, 4)?, Some(rest)),
        None => (number(text, 4)?, None),
    };
    let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
    let Some(rest) = rest else {
        return Some(PeriodName::Year(year));
    };
    let part = |prefix, digits, most| {
        rest.strip_prefix(prefix).and_then(|part| number(part, digits)).filter(|part| (1..=most).contains(part))
    };
    if let Some(half) = part("H", 1, 2) {
        Some(PeriodName::Half(year, half))
    } else if let Some(quarter) = part("Q", 1, 4) {
        Some(PeriodName::Quarter(year, quarter))
    } else if let Some(twelfth) = part("P", 2, 12) {
        Some(PeriodName::Part(year, twelfth))
    } else if let Some(week) = part("W", 2, 53) {
        // Only some years have a 53rd week.
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
        Some(PeriodName::Week(year, week))
    } else if let Some(month) = part("", 2, 12) {
        Some(PeriodName::Month(year, month))
    } else {
        let (month, day) = rest.split_once('-')?;
        NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?).map(PeriodName::Day)
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl PeriodName {
    pub(super) fn week_of(day: NaiveDate) -> PeriodName {
        let week = day.iso_week();
        PeriodName::Week(week.year(), week.week())
    }
}
