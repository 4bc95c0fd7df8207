//! Where fiscal years and their parts begin.
//!
//! Every part is counted in twelfths of a year from the beginning of year 0, so that quarters, halves and years are
//! three, six and twelve of the same steps, and neighbours share a boundary by construction.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// How many weeks the three parts of a quarter have, in a year made of whole weeks.
///
/// Such a year begins on the Monday nearest to the first of its starting month and has 52 or 53 weeks; the 53rd belongs
/// to the last part. Starting in January it is the week-numbering year of ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WeekPattern {
    #[serde(rename = "4-4-5")]
    FourFourFive,
    #[serde(rename = "4-5-4")]
    FourFiveFour,
    #[serde(rename = "5-4-4")]
    FiveFourFour,
}

impl WeekPattern {
    /// Whole weeks of a quarter before its first, second and third part.
    fn before(self) -> [u64; 3] {
        match self {
            WeekPattern::FourFourFive => [0, 4, 8],
            WeekPattern::FourFiveFour => [0, 4, 9],
            WeekPattern::FiveFourFour => [0, 5, 9],
        }
    }
}

/// Which of the two calendar years that a fiscal year touches gives it its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedAfter {
    /// April 2017 to March 2018 is 2017.
    #[default]
    FirstMonth,
    /// April 2017 to March 2018 is 2018.
    LastMonth,
}

/// The shape of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fiscal {
    /// 1 to 12.
    pub start_month: u32,
    pub weeks: Option<WeekPattern>,
    pub named_after: NamedAfter,
}

/// A quarter has thirteen weeks of seven days.
const QUARTER: u64 = 13 * 7;

impl Fiscal {
    /// The first day of the given twelfth, counted from the beginning of fiscal year 0.
    pub fn start(self, twelfth: i64) -> NaiveDate {
        let Some(pattern) = self.weeks else {
            return first_of_month(twelfth + i64::from(self.start_month) - 1);
        };
        let (year, part) = (twelfth.div_euclid(12), twelfth.rem_euclid(12).unsigned_abs());
        let in_quarter = pattern.before()[(part % 3) as usize];
        self.year_of_weeks(year) + Days::new(part / 3 * QUARTER + in_quarter * 7)
    }

    /// The twelfth that holds a day.
    pub fn twelfth(self, day: NaiveDate) -> i64 {
        let month = i64::from(day.year()) * 12 + i64::from(day.month0());
        let guess = month - (i64::from(self.start_month) - 1);
        if self.weeks.is_none() {
            return guess;
        }
        // Whole weeks drift from calendar months by less than a month either way.
        let latest = guess + 1;
        (latest - 2..=latest).rev().find(|&twelfth| self.start(twelfth) <= day).unwrap_or(latest - 2)
    }

    /// The number in the name of a fiscal year.
    pub fn year_name(self, twelfth: i64) -> i32 {
        let year = as_year(twelfth.div_euclid(12));
        year + self.name_offset()
    }

    /// The first twelfth of the fiscal year with that number in its name.
    pub fn year_named(self, name: i32) -> i64 {
        i64::from(name - self.name_offset()) * 12
    }

    fn name_offset(self) -> i32 {
        match self.named_after {
            NamedAfter::FirstMonth => 0,
            NamedAfter::LastMonth => i32::from(self.start_month > 1),
        }
    }

    fn year_of_weeks(self, year: i64) -> NaiveDate {
        let first = first_of_month(year * 12 + i64::from(self.start_month) - 1);
        match first.weekday() {
            Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu => {
                first - Days::new(u64::from(first.weekday().num_days_from_monday()))
            }
            Weekday::Fri | Weekday::Sat | Weekday::Sun => {
                first + Days::new(u64::from(7 - first.weekday().num_days_from_monday()))
            }
        }
    }
}

/// The first day of a calendar month, counted from January of year 0.
pub(super) fn first_of_month(month: i64) -> NaiveDate {
    let (year, month0) = (as_year(month.div_euclid(12)), month.rem_euclid(12).unsigned_abs());
    NaiveDate::from_ymd_opt(year, month0 as u32 + 1, 1).expect("the calendar keeps years within four digits")
}

fn as_year(year: i64) -> i32 {
    i32::try_from(year).expect("the calendar keeps years within four digits")
}
