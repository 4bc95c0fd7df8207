//! Calendars of every kind for property tests.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{Calendar, CalendarSettings, Grain, NamedAfter, WeekPattern};

pub fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..130_000u64).prop_map(|days| NaiveDate::from_ymd_opt(1890, 1, 1).unwrap() + Days::new(days))
}

pub fn any_grain() -> impl Strategy<Value = Grain> {
    proptest::sample::select(Grain::ALL.to_vec())
}

pub fn any_calendar() -> impl Strategy<Value = Calendar> {
    let patterns =
        vec![None, Some(WeekPattern::FourFourFive), Some(WeekPattern::FourFiveFour), Some(WeekPattern::FiveFourFour)];
    let weekends = vec![vec![], vec![Weekday::Sun], vec![Weekday::Sat, Weekday::Sun], vec![Weekday::Fri, Weekday::Sat]];
    let zones = vec![Tz::UTC, Tz::Asia__Shanghai, Tz::America__Sao_Paulo, Tz::Pacific__Apia, Tz::Africa__Cairo];
    let days = || proptest::collection::btree_set(any_day(), 0..300);
    (
        proptest::sample::select(zones),
        1..=12u32,
        proptest::sample::select(patterns),
        proptest::sample::select(vec![NamedAfter::FirstMonth, NamedAfter::LastMonth]),
        proptest::sample::select(weekends),
        days(),
        days(),
    )
        .prop_map(|(time_zone, fiscal_year_start, fiscal_weeks, fiscal_year_named, weekend, holidays, make_up)| {
            let make_up_days: BTreeSet<_> = make_up.difference(&holidays).copied().collect();
            let settings = CalendarSettings {
                time_zone,
                fiscal_year_start,
                fiscal_weeks,
                fiscal_year_named,
                weekend,
                holidays,
                make_up_days,
            };
            Calendar::try_from(settings).unwrap()
        })
}
