//! Days into months, quarters, weeks and years, as whole numbers that sort in time.

use chrono::{Datelike, NaiveDate};

/// The grain by which days are put together. Every period has a number, and the numbers of one grain sort in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// The day itself: days since 1970-01-01.
    Day,
    /// Weeks from Monday to Sunday; the number is the Monday's day.
    Week,
    /// `year * 12 + month - 1`.
    Month,
    /// `year * 4 + quarter - 1`.
    Quarter,
    /// The year.
    Year,
    /// A quarter of a year that begins in this month (1 to 12): `fiscal year * 4 + quarter - 1`.
    FiscalQuarter(u32),
    /// A year that begins in this month, named after the calendar year in which it ends.
    FiscalYear(u32),
}

const EPOCH_FROM_CE: i32 = 719_163;

/// The date of a day number; `None` outside the calendar.
pub(crate) fn date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(EPOCH_FROM_CE)?)
}

fn number(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH_FROM_CE
}

impl Period {
    /// The number of the period in which a day lies. Days beyond the calendar's end count as its last day.
    pub fn of(self, day: i32) -> i32 {
        let date = date(day).unwrap_or(if day < 0 { NaiveDate::MIN } else { NaiveDate::MAX });
        let month = date.month0() as i32;
        match self {
            Period::Day => day,
            Period::Week => day - date.weekday().num_days_from_monday() as i32,
            Period::Month => date.year() * 12 + month,
            Period::Quarter => date.year() * 4 + month / 3,
            Period::Year => date.year(),
            Period::FiscalQuarter(start) => {
                let since = (month + 12 - (start as i32 - 1)) % 12;
                fiscal_year(date, start) * 4 + since / 3
            }
            Period::FiscalYear(start) => fiscal_year(date, start),
        }
    }

    /// The first day of a period of this grain, by its number; `None` outside the calendar.
    pub fn first_day(self, period: i32) -> Option<i32> {
        let month_start = |year: i32, month0: i32| {
            NaiveDate::from_ymd_opt(year + month0.div_euclid(12), month0.rem_euclid(12) as u32 + 1, 1).map(number)
        };
        match self {
            Period::Day | Period::Week => Some(period),
            Period::Month => month_start(0, period),
            Period::Quarter => month_start(0, period.checked_mul(3)?),
            Period::Year => month_start(period, 0),
            Period::FiscalQuarter(start) => {
                let year = period.div_euclid(4) - i32::from(start > 1);
                month_start(year, start as i32 - 1 + period.rem_euclid(4) * 3)
            }
            Period::FiscalYear(start) => month_start(period - i32::from(start > 1), start as i32 - 1),
        }
    }

    /// How a period is written: `2017-03-05`, `2017-03`, `2017-Q1`, `2017`, `FY2017-Q1`, `FY2017`; a week by its
    /// Monday.
    pub fn label(self, period: i32) -> String {
        match self {
            Period::Day | Period::Week => date(period).map_or_else(|| period.to_string(), |d| d.to_string()),
            Period::Month => format!("{:04}-{:02}", period.div_euclid(12), period.rem_euclid(12) + 1),
            Period::Quarter => format!("{:04}-Q{}", period.div_euclid(4), period.rem_euclid(4) + 1),
            Period::Year => format!("{period:04}"),
            Period::FiscalQuarter(_) => format!("FY{:04}-Q{}", period.div_euclid(4), period.rem_euclid(4) + 1),
            Period::FiscalYear(_) => format!("FY{period:04}"),
        }
    }

    /// The periods of every day from `first` to `last`.
    pub(crate) fn table(self, first: i32, last: i32) -> Vec<i32> {
        (first..=last).map(|day| self.of(day)).collect()
    }
}

fn fiscal_year(date: NaiveDate, start: u32) -> i32 {
    date.year() + i32::from(start > 1 && date.month() >= start)
}
