//! The company's calendar: its time zone, its fiscal year and the days it works.
//!
//! Business days and periods are the company's, wherever the reader sits. Weeks begin on Monday.

mod fiscal;
mod name;
mod working;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::{GapInfo, Tz};
use serde::{Deserialize, Serialize};

use crate::period::Period;
use fiscal::Fiscal;
use working::WorkingDays;

pub use fiscal::{NamedAfter, WeekPattern};
pub use name::{Grain, PeriodName, UnknownGrain, UnknownName};

/// The calendar answers for years with four digits; days outside count as the first or the last of these.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");

fn within_reach(day: NaiveDate) -> bool {
    (FIRST_DAY..=LAST_DAY).contains(&day)
}

/// What a company says about its calendar; stored and sent in this form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSettings {
    /// An IANA name such as `Asia/Shanghai`.
    pub time_zone: Tz,
    /// The month that the fiscal year starts in, 1 to 12.
    #[serde(default = "january")]
    pub fiscal_year_start: u32,
    /// Set for a fiscal year of whole weeks.
    #[serde(default)]
    pub fiscal_weeks: Option<WeekPattern>,
    #[serde(default)]
    pub fiscal_year_named: NamedAfter,
    #[serde(default = "saturday_and_sunday")]
    pub weekend: Vec<Weekday>,
    /// Free days beside the weekends.
    #[serde(default)]
    pub holidays: BTreeSet<NaiveDate>,
    /// Weekend days that are worked in exchange for a long holiday (调休).
    #[serde(default)]
    pub make_up_days: BTreeSet<NaiveDate>,
}

fn january() -> u32 {
    1
}

fn saturday_and_sunday() -> Vec<Weekday> {
    vec![Weekday::Sat, Weekday::Sun]
}

impl CalendarSettings {
    /// Years from January, Saturdays and Sundays free, no holidays.
    pub fn new(time_zone: Tz) -> CalendarSettings {
        CalendarSettings {
            time_zone,
            fiscal_year_start: january(),
            fiscal_weeks: None,
            fiscal_year_named: NamedAfter::default(),
            weekend: saturday_and_sunday(),
            holidays: BTreeSet::new(),
            make_up_days: BTreeSet::new(),
        }
    }
}

/// Why settings make no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    #[error("a fiscal year starts in a month from 1 to 12, not {0}")]
    StartMonth(u32),
    #[error("a week needs at least one working day")]
    NoWorkingDay,
    #[error("{0} cannot be both a holiday and a make-up working day")]
    HolidayAndMakeUp(NaiveDate),
}

impl CalendarError {
    /// The stable code that a problem document carries.
    pub fn code(self) -> &'static str {
        match self {
            CalendarError::StartMonth(_) => "calendar.start_month",
            CalendarError::NoWorkingDay => "calendar.no_working_day",
            CalendarError::HolidayAndMakeUp(_) => "calendar.holiday_and_make_up",
        }
    }
}

/// Settings made ready to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "CalendarSettings", into = "CalendarSettings")]
pub struct Calendar {
    settings: CalendarSettings,
    fiscal: Fiscal,
    working: WorkingDays,
}

impl TryFrom<CalendarSettings> for Calendar {
    type Error = CalendarError;

    fn try_from(settings: CalendarSettings) -> Result<Calendar, CalendarError> {
        if !(1..=12).contains(&settings.fiscal_year_start) {
            return Err(CalendarError::StartMonth(settings.fiscal_year_start));
        }
        if (0..7).all(|day| settings.weekend.iter().any(|free| free.num_days_from_monday() == day)) {
            return Err(CalendarError::NoWorkingDay);
        }
        if let Some(both) = settings.holidays.intersection(&settings.make_up_days).next() {
            return Err(CalendarError::HolidayAndMakeUp(*both));
        }
        let fiscal = Fiscal {
            start_month: settings.fiscal_year_start,
            weeks: settings.fiscal_weeks,
            named_after: settings.fiscal_year_named,
        };
        let working = WorkingDays::new(&settings.weekend, &settings.holidays, &settings.make_up_days);
        Ok(Calendar { settings, fiscal, working })
    }
}

impl From<Calendar> for CalendarSettings {
    fn from(calendar: Calendar) -> CalendarSettings {
        calendar.settings
    }
}

/// How many twelfths of a year a unit has; days and weeks stand outside the fiscal year.
fn twelfths(grain: Grain) -> Option<i64> {
    match grain {
        Grain::Day | Grain::Week => None,
        Grain::Month => Some(1),
        Grain::Quarter => Some(3),
        Grain::Half => Some(6),
        Grain::Year => Some(12),
    }
}

impl Calendar {
    /// Years from January, Saturdays and Sundays free, no holidays.
    pub fn new(time_zone: Tz) -> Calendar {
        Calendar::try_from(CalendarSettings::new(time_zone)).expect("the plain settings are sound")
    }

    pub fn settings(&self) -> &CalendarSettings {
        &self.settings
    }

    pub fn time_zone(&self) -> Tz {
        self.settings.time_zone
    }

    /// The company's date at an instant.
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.settings.time_zone).date_naive()
    }

    /// The first instant of a day in the company's time zone, also where clocks jump over midnight.
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = clamp(day).and_time(NaiveTime::MIN);
        let zone = self.settings.time_zone;
        let after_gap = || GapInfo::new(&midnight, &zone).and_then(|gap| gap.end);
        match zone.from_local_datetime(&midnight).earliest().or_else(after_gap) {
            Some(start) => start.to_utc(),
            // Every gap that is known has an end; the compiler cannot know that.
            None => midnight.and_utc(),
        }
    }

    /// The instants of a period: from the first, included, to the second, excluded.
    pub fn instants(&self, period: Period) -> (DateTime<Utc>, DateTime<Utc>) {
        let after = period.to().succ_opt().unwrap_or(period.to());
        (self.start_of(period.from()), self.start_of(after))
    }

    /// The unit that holds a day.
    pub fn period(&self, grain: Grain, day: NaiveDate) -> Period {
        self.units(grain, clamp(day), 0).expect("every day within reach has its unit")
    }

    /// The unit so many units after (or before) the one that holds a day: 1 is the next, −1 the previous. `None` beyond
    /// the ends of the calendar.
    pub fn shift(&self, grain: Grain, day: NaiveDate, units: i32) -> Option<Period> {
        self.units(grain, clamp(day), units).filter(|unit| within_reach(unit.from()) && within_reach(unit.to()))
    }

    fn units(&self, grain: Grain, day: NaiveDate, units: i32) -> Option<Period> {
        let Some(length) = twelfths(grain) else {
            let length = if grain == Grain::Week { 7 } else { 1 };
            let first = if grain == Grain::Week { monday_of(day)? } else { day };
            let first = first.checked_add_signed(chrono::TimeDelta::days(i64::from(units) * length))?;
            return Period::new(first, first.checked_add_signed(chrono::TimeDelta::days(length - 1))?).ok();
        };
        let twelfth = (self.fiscal.twelfth(day).div_euclid(length) + i64::from(units)) * length;
        self.twelfths(twelfth, length)
    }

    /// `None` far outside the years that are answered for, where dates themselves end.
    fn twelfths(&self, first: i64, length: i64) -> Option<Period> {
        if !(-12..=120_012).contains(&first) {
            return None;
        }
        let last = self.fiscal.start(first + length).pred_opt()?;
        Period::new(self.fiscal.start(first), last).ok()
    }

    /// The name of the unit that holds a day. A month of a fiscal year of whole weeks is a part (`2017-P06`), since it
    /// is no calendar month.
    pub fn name(&self, grain: Grain, day: NaiveDate) -> PeriodName {
        let day = clamp(day);
        let twelfth = self.fiscal.twelfth(day);
        let year = self.fiscal.year_name(twelfth);
        let within_year = twelfth.rem_euclid(12) as u32;
        match grain {
            Grain::Day => PeriodName::Day(day),
            Grain::Week => PeriodName::week_of(day),
            Grain::Month if self.fiscal.weeks.is_some() => PeriodName::Part(year, within_year + 1),
            Grain::Month => PeriodName::Month(day.year(), day.month()),
            Grain::Quarter => PeriodName::Quarter(year, within_year / 3 + 1),
            Grain::Half => PeriodName::Half(year, within_year / 6 + 1),
            Grain::Year => PeriodName::Year(year),
        }
    }

    /// The name as text, such as `2017-Q1`.
    pub fn label(&self, grain: Grain, day: NaiveDate) -> String {
        self.name(grain, day).to_string()
    }

    /// The days of a named period; `None` for a name without days, such as a 13th month.
    pub fn days(&self, name: PeriodName) -> Option<Period> {
        let of_year = |year: i32, unit: u32, length: i64| {
            let units = u32::try_from(12 / length).ok()?;
            if !(0..=10_000).contains(&year) || !(1..=units).contains(&unit) {
                return None;
            }
            self.twelfths(self.fiscal.year_named(year) + (i64::from(unit) - 1) * length, length)
        };
        match name {
            PeriodName::Year(year) => of_year(year, 1, 12),
            PeriodName::Half(year, half) => of_year(year, half, 6),
            PeriodName::Quarter(year, quarter) => of_year(year, quarter, 3),
            PeriodName::Part(year, part) => of_year(year, part, 1),
            PeriodName::Month(year, month) => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                Period::new(first, first.checked_add_months(chrono::Months::new(1))?.pred_opt()?).ok()
            }
            PeriodName::Week(year, week) => {
                let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
                Period::new(monday, monday.checked_add_days(Days::new(6))?).ok()
            }
            PeriodName::Day(day) => Some(Period::day(day)),
        }
    }

    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.working.contains(day)
    }

    /// How many days of a period are worked.
    pub fn working_days(&self, period: Period) -> i64 {
        self.working.count(period)
    }

    /// The `steps`-th working day after a day, or before it for a negative number, or for 0 the day itself whether
    /// worked or not. `None` beyond the ends of the calendar.
    pub fn add_working_days(&self, day: NaiveDate, steps: i32) -> Option<NaiveDate> {
        self.working.step(day, steps)
    }
}

fn clamp(day: NaiveDate) -> NaiveDate {
    day.clamp(FIRST_DAY, LAST_DAY)
}

fn monday_of(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}
