use analytics::Period;
use proptest::prelude::*;

/// 2017-06-15.
const MID_JUNE: i32 = 17_332;

#[test]
fn a_day_falls_into_its_periods() {
    let label = |p: Period| p.label(p.of(MID_JUNE));
    assert_eq!(label(Period::Day), "2017-06-15");
    assert_eq!(label(Period::Week), "2017-06-12", "weeks begin on Monday");
    assert_eq!(label(Period::Month), "2017-06");
    assert_eq!(label(Period::Quarter), "2017-Q2");
    assert_eq!(label(Period::Year), "2017");
    assert_eq!(label(Period::FiscalQuarter(4)), "FY2018-Q1", "a year from April is named after its end");
    assert_eq!(label(Period::FiscalYear(4)), "FY2018");
    assert_eq!(label(Period::FiscalYear(7)), "FY2017");
    assert_eq!(label(Period::FiscalQuarter(1)), "FY2017-Q2");
}

proptest! {
    #[test]
    fn a_period_begins_with_its_first_day(day in -40_000i32..40_000, start in 1u32..=12) {
        for period in [
            Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year,
            Period::FiscalQuarter(start), Period::FiscalYear(start),
        ] {
            let number = period.of(day);
            let first = period.first_day(number).expect("within the calendar");
            prop_assert!(first <= day);
            prop_assert_eq!(period.of(first), number);
            prop_assert!(period.of(first - 1) < number, "numbers sort in time");
        }
    }
}
