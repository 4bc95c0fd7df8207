use chrono::TimeDelta;
use proptest::prelude::*;

use super::testing::{any_calendar, any_day, any_grain};
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(change: impl FnOnce(&mut CalendarSettings)) -> Calendar {
    let mut settings = CalendarSettings::new(Tz::Asia__Shanghai);
    change(&mut settings);
    Calendar::try_from(settings).unwrap()
}

fn labels(calendar: &Calendar, date: &str) -> [String; 5] {
    [Grain::Week, Grain::Month, Grain::Quarter, Grain::Half, Grain::Year].map(|grain| calendar.label(grain, day(date)))
}

#[test]
fn a_day_begins_at_midnight_in_the_company() {
    let shanghai = Calendar::new(Tz::Asia__Shanghai);
    let evening: DateTime<Utc> = "2017-06-30T16:00:00Z".parse().unwrap();
    assert_eq!(shanghai.day_of(evening), day("2017-07-01"));
    assert_eq!(shanghai.day_of(evening - TimeDelta::nanoseconds(1)), day("2017-06-30"));
    assert_eq!(shanghai.start_of(day("2017-07-01")), evening);
}

#[test]
fn a_day_without_a_midnight_begins_after_the_gap() {
    let brazil = Calendar::new(Tz::America__Sao_Paulo);
    assert_eq!(brazil.start_of(day("2017-10-15")).to_rfc3339(), "2017-10-15T03:00:00+00:00");
    let samoa = Calendar::new(Tz::Pacific__Apia);
    assert_eq!(samoa.start_of(day("2011-12-30")), samoa.start_of(day("2011-12-31")), "30 December 2011 was left out");
}

#[test]
fn a_plain_year_has_plain_labels() {
    let calendar = Calendar::new(Tz::UTC);
    assert_eq!(labels(&calendar, "2017-03-01"), ["2017-W09", "2017-03", "2017-Q1", "2017-H1", "2017"]);
    assert_eq!(labels(&calendar, "2017-12-31"), ["2017-W52", "2017-12", "2017-Q4", "2017-H2", "2017"]);
    assert_eq!(labels(&calendar, "2021-01-01"), ["2020-W53", "2021-01", "2021-Q1", "2021-H1", "2021"]);
    assert_eq!(labels(&calendar, "2018-12-31"), ["2019-W01", "2018-12", "2018-Q4", "2018-H2", "2018"]);
}

#[test]
fn a_fiscal_year_from_april_keeps_calendar_months() {
    let april = calendar(|settings| settings.fiscal_year_start = 4);
    assert_eq!(labels(&april, "2017-03-31"), ["2017-W13", "2017-03", "2016-Q4", "2016-H2", "2016"]);
    assert_eq!(labels(&april, "2017-04-01"), ["2017-W13", "2017-04", "2017-Q1", "2017-H1", "2017"]);
    let british = calendar(|settings| {
        settings.fiscal_year_start = 4;
        settings.fiscal_year_named = NamedAfter::LastMonth;
    });
    assert_eq!(labels(&british, "2017-04-01")[2..], ["2018-Q1", "2018-H1", "2018"]);
    let year = british.days("2018".parse().unwrap()).unwrap();
    assert_eq!(year.to_string(), "2017-04-01..2018-03-31");
}

#[test]
fn a_year_of_weeks_from_january_is_the_iso_year() {
    let weeks = calendar(|settings| settings.fiscal_weeks = Some(WeekPattern::FourFourFive));
    let year = |date| weeks.period(Grain::Year, day(date)).to_string();
    assert_eq!(year("2021-01-03"), "2019-12-30..2021-01-03", "53 weeks");
    assert_eq!(year("2021-01-04"), "2021-01-04..2022-01-02");
    let part = |date| weeks.period(Grain::Month, day(date));
    assert_eq!(part("2020-12-31").days(), 6 * 7, "the 53rd week belongs to the last part");
    assert_eq!(part("2021-12-31").days(), 5 * 7);
    assert_eq!(part("2021-01-04").days(), 4 * 7);
    assert_eq!(labels(&weeks, "2021-01-03"), ["2020-W53", "2020-P12", "2020-Q4", "2020-H2", "2020"]);
}

#[test]
fn a_holiday_is_free_and_its_make_up_day_is_worked() {
    // National day 2017: 1 to 8 October free, Saturday 30 September worked.
    let china = calendar(|settings| {
        settings.holidays = (1..=8).map(|of_october| NaiveDate::from_ymd_opt(2017, 10, of_october).unwrap()).collect();
        settings.make_up_days = [day("2017-09-30")].into();
    });
    assert!(china.is_working_day(day("2017-09-30")) && !china.is_working_day(day("2017-10-02")));
    let span = Period::new(day("2017-09-25"), day("2017-10-15")).unwrap();
    assert_eq!(china.working_days(span), 11);
    assert_eq!(china.add_working_days(day("2017-09-29"), 2), Some(day("2017-10-09")));
    assert_eq!(china.add_working_days(day("2017-10-09"), -1), Some(day("2017-09-30")));
    assert_eq!(china.add_working_days(day("2017-10-01"), 0), Some(day("2017-10-01")));
}

#[test]
fn settings_that_make_no_calendar_are_refused() {
    let refused = |json: &str| serde_json::from_str::<Calendar>(json).unwrap_err().to_string();
    assert!(refused(r#"{"time_zone":"Asia/Shanghai","fiscal_year_start":13}"#).contains("13"));
    assert!(refused(r#"{"time_zone":"Asia/Atlantis"}"#).contains("Asia/Atlantis"));
    assert!(
        refused(r#"{"time_zone":"UTC","weekend":["Mon","Tue","Wed","Thu","Fri","Sat","Sun"]}"#).contains("working day")
    );
    assert!(
        refused(r#"{"time_zone":"UTC","holidays":["2017-10-01"],"make_up_days":["2017-10-01"]}"#)
            .contains("2017-10-01")
    );
    let plain: Calendar = serde_json::from_str(r#"{"time_zone":"UTC"}"#).unwrap();
    assert_eq!(plain, Calendar::new(Tz::UTC));
}

#[test]
fn the_ends_of_the_calendar_hold() {
    for calendar in [Calendar::new(Tz::UTC), calendar(|settings| settings.fiscal_year_start = 7)] {
        for date in [NaiveDate::MIN, FIRST_DAY, LAST_DAY, NaiveDate::MAX] {
            for grain in Grain::ALL {
                let _ = (calendar.period(grain, date), calendar.label(grain, date), calendar.start_of(date));
                assert_eq!(calendar.shift(grain, date, i32::MAX), None);
                assert_eq!(calendar.shift(grain, date, i32::MIN), None);
            }
            assert_eq!(calendar.add_working_days(date, i32::MAX), None);
            assert_eq!(calendar.add_working_days(date, i32::MIN), None);
        }
        for name in [PeriodName::Year(i32::MAX), PeriodName::Quarter(2017, 5), PeriodName::Month(i32::MIN, 1)] {
            assert_eq!(calendar.days(name), None);
        }
    }
}

proptest! {
    #[test]
    fn units_tile_time_without_gap_or_overlap(calendar in any_calendar(), date in any_day(), grain in any_grain()) {
        let unit = calendar.period(grain, date);
        prop_assert!(unit.contains(date));
        prop_assert_eq!(calendar.period(grain, unit.from()), unit);
        prop_assert_eq!(calendar.period(grain, unit.to()), unit);
        let next = calendar.shift(grain, date, 1).unwrap();
        let previous = calendar.shift(grain, date, -1).unwrap();
        prop_assert_eq!(next, calendar.period(grain, unit.to().succ_opt().unwrap()));
        prop_assert_eq!(previous, calendar.period(grain, unit.from().pred_opt().unwrap()));
    }

    #[test]
    fn units_nest(calendar in any_calendar(), date in any_day()) {
        for (small, large) in [
            (Grain::Day, Grain::Week),
            (Grain::Day, Grain::Month),
            (Grain::Month, Grain::Quarter),
            (Grain::Quarter, Grain::Half),
            (Grain::Half, Grain::Year),
        ] {
            prop_assert!(calendar.period(large, date).covers(calendar.period(small, date)));
        }
        let year = calendar.period(Grain::Year, date);
        let mut months = 0;
        let mut first = year.from();
        while first <= year.to() {
            months += 1;
            first = calendar.period(Grain::Month, first).to().succ_opt().unwrap();
        }
        prop_assert_eq!((months, first), (12, year.to().succ_opt().unwrap()));
        if calendar.settings().fiscal_weeks.is_some() {
            prop_assert!([364, 371].contains(&year.days()) && year.from().weekday() == Weekday::Mon);
            let nominal = NaiveDate::from_ymd_opt(
                (year.from() + Days::new(4)).year(),
                calendar.settings().fiscal_year_start,
                1,
            ).unwrap();
            prop_assert!((year.from() - nominal).num_days().abs() <= 3);
        } else {
            prop_assert!([365, 366].contains(&year.days()) && year.from().day() == 1);
        }
    }

    #[test]
    fn a_name_leads_back_to_its_days(calendar in any_calendar(), date in any_day(), grain in any_grain()) {
        let name = calendar.name(grain, date);
        prop_assert_eq!(calendar.days(name), Some(calendar.period(grain, date)));
        prop_assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn names_sort_as_time_does(calendar in any_calendar(), a in any_day(), b in any_day(), grain in any_grain()) {
        let (a, b) = (a.min(b), a.max(b));
        prop_assert!(calendar.name(grain, a) <= calendar.name(grain, b));
        prop_assert!(calendar.label(grain, a) <= calendar.label(grain, b));
    }

    #[test]
    fn counting_working_days_is_looking_at_each(calendar in any_calendar(), from in any_day(), days in 0..400u64) {
        let period = Period::new(from, from + Days::new(days)).unwrap();
        let worked = from.iter_days().take_while(|day| period.contains(*day)).filter(|day| calendar.is_working_day(*day));
        prop_assert_eq!(calendar.working_days(period), worked.count() as i64);
    }

    #[test]
    fn going_working_days_forth_passes_as_many(calendar in any_calendar(), from in any_day(), steps in 1..200i32) {
        let to = calendar.add_working_days(from, steps).unwrap();
        prop_assert!(calendar.is_working_day(to));
        prop_assert_eq!(calendar.working_days(Period::new(from.succ_opt().unwrap(), to).unwrap()), i64::from(steps));
        let back = calendar.add_working_days(to, -steps).unwrap();
        prop_assert!(calendar.is_working_day(back) && back <= from);
        prop_assert_eq!(back == from, calendar.is_working_day(from));
    }

    #[test]
    fn instants_and_days_agree(calendar in any_calendar(), date in any_day()) {
        let (start, end) = calendar.instants(Period::day(date));
        prop_assert!(calendar.day_of(start) >= date);
        prop_assert!(calendar.day_of(start - TimeDelta::nanoseconds(1)) < date);
        prop_assert_eq!(end, calendar.start_of(date.succ_opt().unwrap()));
        prop_assert!(start <= end);
    }

    #[test]
    fn settings_travel(calendar in any_calendar()) {
        let json = serde_json::to_string(&calendar).unwrap();
        prop_assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar);
    }
}
