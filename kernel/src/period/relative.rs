//! Periods said in words (`last_quarter`, `2017-Q1`), kept as data and turned into days when they are asked for.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Period;
use crate::calendar::{Calendar, Grain, PeriodName};

/// A period as it was asked for. A saved filter keeps the words, so that `this_month` moves on with the months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relative {
    /// One whole unit: `today`, `last_week`, `this_year`, `next_quarter`.
    One { which: Which, grain: Grain },
    /// `last_N_…`: N days ending today, or N whole weeks, months … before the running one.
    Last { grain: Grain, count: u16 },
    /// `next_N_…`: N days starting tomorrow, or N whole weeks, months … after the running one.
    Next { grain: Grain, count: u16 },
    /// `…_to_date`: from the first day of the running unit up to today.
    ToDate(Grain),
    /// Named outright: `2017`, `2017-H1`, `2017-Q1`, `2017-06`, `2017-P06`, `2017-W09`, `2017-06-30`.
    Named(PeriodName),
}

/// Which unit, seen from the one that holds today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    Last,
    This,
    Next,
}

impl Which {
    fn offset(self) -> i32 {
        match self {
            Which::Last => -1,
            Which::This => 0,
            Which::Next => 1,
        }
    }
}

/// Why words do not give a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RelativeError {
    #[error("{0:?} is not a period (for example today, last_quarter, last_30_days, year_to_date, 2017-Q1 or 2017-06)")]
    Unknown(String),
    #[error("{0:?} reaches beyond the calendar")]
    OutOfReach(String),
}

impl RelativeError {
    /// The stable code that a problem document carries.
    pub fn code(&self) -> &'static str {
        match self {
            RelativeError::Unknown(_) => "period.unknown",
            RelativeError::OutOfReach(_) => "period.out_of_reach",
        }
    }
}

impl Relative {
    pub const TODAY: Relative = Relative::One { which: Which::This, grain: Grain::Day };

    /// The days meant, for somebody whose today is `today` in a company with this calendar.
    pub fn resolve(self, today: NaiveDate, calendar: &Calendar) -> Result<Period, RelativeError> {
        self.days(today, calendar).ok_or_else(|| RelativeError::OutOfReach(self.to_string()))
    }

    fn days(self, today: NaiveDate, calendar: &Calendar) -> Option<Period> {
        match self {
            Relative::One { which, grain } => calendar.shift(grain, today, which.offset()),
            Relative::Last { grain: Grain::Day, count } => {
                let first = today.checked_sub_days(Days::new(u64::from(count.checked_sub(1)?)))?;
                Period::new(first, today).ok()
            }
            Relative::Last { grain, count } => {
                let first = calendar.shift(grain, today, -i32::from(count))?;
                let last = calendar.shift(grain, today, -1)?;
                Period::new(first.from, last.to).ok()
            }
            Relative::Next { grain, count } => {
                let first = calendar.shift(grain, today, 1)?;
                let last = calendar.shift(grain, today, i32::from(count))?;
                Period::new(first.from, last.to).ok()
            }
            Relative::ToDate(grain) => Period::new(calendar.period(grain, today).from, today).ok(),
            Relative::Named(name) => calendar.days(name),
        }
    }
}

impl FromStr for Relative {
    type Err = RelativeError;

    fn from_str(text: &str) -> Result<Relative, RelativeError> {
        let day = |which| Some(Relative::One { which, grain: Grain::Day });
        let found = match text {
            "yesterday" => day(Which::Last),
            "today" => day(Which::This),
            "tomorrow" => day(Which::Next),
            _ => {
                if let Some(unit) = text.strip_suffix("_to_date") {
                    longer(unit).map(Relative::ToDate)
                } else if let Some(unit) = text.strip_prefix("this_") {
                    longer(unit).map(|grain| Relative::One { which: Which::This, grain })
                } else if let Some(rest) = text.strip_prefix("last_") {
                    one_or_several(rest, Which::Last, |grain, count| Relative::Last { grain, count })
                } else if let Some(rest) = text.strip_prefix("next_") {
                    one_or_several(rest, Which::Next, |grain, count| Relative::Next { grain, count })
                } else {
                    text.parse().ok().map(Relative::Named)
                }
            }
        };
        found.ok_or_else(|| RelativeError::Unknown(text.to_owned()))
    }
}

/// A unit longer than a day: `last_day` would be a riddle.
fn longer(word: &str) -> Option<Grain> {
    word.parse().ok().filter(|grain| *grain != Grain::Day)
}

/// What follows `last_` or `next_`: a unit, or a number and a unit in the singular or plural.
fn one_or_several(rest: &str, which: Which, several: fn(Grain, u16) -> Relative) -> Option<Relative> {
    let Some((count, unit)) = rest.split_once('_') else {
        return longer(rest).map(|grain| Relative::One { which, grain });
    };
    if count.starts_with('0') || !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let grain = unit.strip_suffix('s').unwrap_or(unit).parse().ok()?;
    Some(several(grain, count.parse().ok()?))
}

impl fmt::Display for Relative {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Relative::One { which: Which::Last, grain: Grain::Day } => out.write_str("yesterday"),
            Relative::One { which: Which::This, grain: Grain::Day } => out.write_str("today"),
            Relative::One { which: Which::Next, grain: Grain::Day } => out.write_str("tomorrow"),
            Relative::One { which: Which::Last, grain } => write!(out, "last_{grain}"),
            Relative::One { which: Which::This, grain } => write!(out, "this_{grain}"),
            Relative::One { which: Which::Next, grain } => write!(out, "next_{grain}"),
            Relative::Last { grain, count } => write!(out, "last_{count}_{grain}s"),
            Relative::Next { grain, count } => write!(out, "next_{count}_{grain}s"),
            Relative::ToDate(grain) => write!(out, "{grain}_to_date"),
            Relative::Named(name) => write!(out, "{name}"),
        }
    }
}

impl Serialize for Relative {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Relative {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Relative, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::CalendarSettings;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn means(text: &str, today: &str, calendar: &Calendar) -> String {
        let words: Relative = text.parse().unwrap();
        words.resolve(day(today), calendar).unwrap().to_string()
    }

    #[test]
    fn words_mean_these_days() {
        let calendar = Calendar::new(Tz::Asia__Shanghai);
        // 1 March 2016, a Tuesday, the day after a leap day.
        for (words, days) in [
            ("today", "2016-03-01..2016-03-01"),
            ("yesterday", "2016-02-29..2016-02-29"),
            ("tomorrow", "2016-03-02..2016-03-02"),
            ("this_week", "2016-02-29..2016-03-06"),
            ("last_week", "2016-02-22..2016-02-28"),
            ("next_week", "2016-03-07..2016-03-13"),
            ("this_month", "2016-03-01..2016-03-31"),
            ("last_month", "2016-02-01..2016-02-29"),
            ("this_quarter", "2016-01-01..2016-03-31"),
            ("last_quarter", "2015-10-01..2015-12-31"),
            ("next_half", "2016-07-01..2016-12-31"),
            ("last_year", "2015-01-01..2015-12-31"),
            ("last_7_days", "2016-02-24..2016-03-01"),
            ("last_1_day", "2016-03-01..2016-03-01"),
            ("next_7_days", "2016-03-02..2016-03-08"),
            ("last_2_weeks", "2016-02-15..2016-02-28"),
            ("last_12_months", "2015-03-01..2016-02-29"),
            ("next_2_quarters", "2016-04-01..2016-09-30"),
            ("month_to_date", "2016-03-01..2016-03-01"),
            ("quarter_to_date", "2016-01-01..2016-03-01"),
            ("year_to_date", "2016-01-01..2016-03-01"),
            ("2017", "2017-01-01..2017-12-31"),
            ("2017-H2", "2017-07-01..2017-12-31"),
            ("2017-Q1", "2017-01-01..2017-03-31"),
            ("2017-06", "2017-06-01..2017-06-30"),
            ("2017-W09", "2017-02-27..2017-03-05"),
            ("2016-02-29", "2016-02-29..2016-02-29"),
        ] {
            assert_eq!(means(words, "2016-03-01", &calendar), days, "{words}");
        }
    }

    #[test]
    fn a_fiscal_year_from_april_moves_quarters_and_years_but_not_months() {
        let calendar =
            Calendar::try_from(CalendarSettings { fiscal_year_start: 4, ..CalendarSettings::new(Tz::Asia__Tokyo) })
                .unwrap();
        for (words, days) in [
            ("this_year", "2016-04-01..2017-03-31"),
            ("this_half", "2016-10-01..2017-03-31"),
            ("this_quarter", "2017-01-01..2017-03-31"),
            ("this_month", "2017-02-01..2017-02-28"),
            ("year_to_date", "2016-04-01..2017-02-15"),
            ("2017", "2017-04-01..2018-03-31"),
            ("2017-Q4", "2018-01-01..2018-03-31"),
            ("2017-06", "2017-06-01..2017-06-30"),
            ("2017-P01", "2017-04-01..2017-04-30"),
        ] {
            assert_eq!(means(words, "2017-02-15", &calendar), days, "{words}");
        }
    }

    #[test]
    fn the_error_names_the_bad_word() {
        for bad in [
            "",
            "todya",
            "last_",
            "last_day",
            "this_7_days",
            "last_0_days",
            "last_-1_days",
            "last_07_days",
            "last_7_dayss",
            "last_99999_days",
            "next_two_weeks",
            "day_to_date",
            "_to_date",
            "17",
            "2017-Q5",
            "2017-13",
            "2017-00",
            "2017-02-29",
            "2015-W54",
            "2017-W53",
            "2017-H3",
            "2017-P13",
            "2017-P00",
            "02017",
            "2017-1",
            "２０１７",
            "0000",
            "2017-Q１",
            "Today",
        ] {
            let error = bad.parse::<Relative>().unwrap_err();
            assert_eq!(error, RelativeError::Unknown(bad.to_owned()), "{bad:?}");
            assert!(error.to_string().contains(&format!("{bad:?}")));
            assert_eq!(error.code(), "period.unknown");
        }
        let far: Relative = "next_9000_years".parse().unwrap();
        let error = far.resolve(day("2017-01-01"), &Calendar::new(Tz::UTC)).unwrap_err();
        assert_eq!(error, RelativeError::OutOfReach("next_9000_years".into()));
    }

    fn words() -> impl Strategy<Value = String> {
        let unit = || proptest::sample::select(vec!["week", "month", "quarter", "half", "year"]);
        prop_oneof![
            proptest::sample::select(vec!["today", "yesterday", "tomorrow"]).prop_map(str::to_owned),
            (proptest::sample::select(vec!["this", "last", "next"]), unit())
                .prop_map(|(which, unit)| format!("{which}_{unit}")),
            unit().prop_map(|unit| format!("{unit}_to_date")),
            (
                proptest::sample::select(vec!["last", "next"]),
                1..100u16,
                proptest::sample::select(vec!["day", "week", "month", "quarter", "half", "year"])
            )
                .prop_map(|(which, count, unit)| format!("{which}_{count}_{unit}s")),
        ]
    }

    proptest! {
        #[test]
        fn words_and_data_round_trip(words in words()) {
            let data: Relative = words.parse().unwrap();
            prop_assert_eq!(data.to_string(), words.clone());
            prop_assert_eq!(serde_json::from_value::<Relative>(serde_json::to_value(data).unwrap()).unwrap(), data);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,16}|[0-9WQHP-]{4,10}") {
            let _ = text.parse::<Relative>();
        }

        #[test]
        fn past_present_and_future_meet_without_a_gap(
            calendar in crate::calendar::testing::any_calendar(),
            today in crate::calendar::testing::any_day(),
            count in 1..30u16,
            grain in crate::calendar::testing::any_grain(),
        ) {
            let resolve = |words: String| words.parse::<Relative>().unwrap().resolve(today, &calendar).unwrap();
            let last = resolve(format!("last_{count}_{grain}s"));
            let next = resolve(format!("next_{count}_{grain}s"));
            if grain == Grain::Day {
                prop_assert_eq!(last.to(), today);
                prop_assert_eq!(next.from(), today.succ_opt().unwrap());
                prop_assert_eq!(last.days(), i64::from(count));
                prop_assert_eq!(next.days(), i64::from(count));
            } else {
                let this = resolve(format!("this_{grain}"));
                let to_date = resolve(format!("{grain}_to_date"));
                prop_assert!(this.contains(today));
                prop_assert_eq!(last.to().succ_opt().unwrap(), this.from());
                prop_assert_eq!(this.to().succ_opt().unwrap(), next.from());
                prop_assert_eq!(to_date, Period::new(this.from(), today).unwrap());
                let last_one = resolve(format!("last_{grain}"));
                prop_assert!(last.covers(last_one));
                prop_assert_eq!(resolve(format!("last_1_{grain}s")), last_one);
                prop_assert_eq!(resolve(format!("next_1_{grain}s")), resolve(format!("next_{grain}")));
            }
        }
    }
}
