use super::*;
use proptest::prelude::*;
use serde_json::json;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn whole(units: i64) -> Quantity {
    Quantity(units * Quantity::ONE.0)
}

fn expected(accrual: Accrual, lift: i64, steps: &str) -> Expected {
    let ramp = ramp(steps).unwrap_or_default();
    Expected { accrual, lift: whole(lift), from: day("2026-01-01"), to: day("2026-12-31"), ramp }
}

fn window(from: &str, to: &str) -> Window {
    Window { from: day(from), to: day(to) }
}

#[test]
fn a_ramp_is_read_as_people_write_it() {
    let steps = |text: &str| ramp(text).map(|steps| steps.iter().map(|step| step.0).collect::<Vec<i64>>());
    assert_eq!(steps("0, 25, 50, 100"), Some(vec![0, 2500, 5000, 10_000]));
    assert_eq!(steps("25%、50%、100%"), Some(vec![2500, 5000, 10_000]));
    assert_eq!(steps("12.5"), Some(vec![1250]));
    for wrong in ["", "fast", "50, 120", "-1, 100", "100, 0"] {
        assert_eq!(steps(wrong), None, "{wrong}");
    }
}

#[test]
fn without_a_ramp_every_day_adds_the_same() {
    let even = expected(Accrual::Flow, 365, "");
    assert_eq!(even.by(day("2025-12-31")), Quantity::ZERO);
    assert_eq!(even.by(day("2026-01-01")), whole(1));
    assert_eq!(even.by(day("2026-01-31")), whole(31));
    assert_eq!(even.by(day("2027-03-01")), whole(365));
    assert_eq!(even.within(day("2026-02-01"), day("2026-02-28")), whole(28));
}

#[test]
fn a_ramp_moves_what_is_expected_to_later() {
    // January counts nothing, February half, the rest full: 28 × 50 % + 306 days of 320 in all.
    let ramped = expected(Accrual::Flow, 320, "0, 50, 100");
    assert_eq!(ramped.by(day("2026-01-31")), Quantity::ZERO);
    assert_eq!(ramped.by(day("2026-02-28")), whole(14));
    assert_eq!(ramped.by(day("2026-03-10")), whole(24));
    assert_eq!(ramped.by(day("2026-12-31")), whole(320));
}

#[test]
fn a_level_is_reached_and_does_not_add_up() {
    let level = expected(Accrual::Level, 10, "20, 60, 100");
    assert_eq!(level.by(day("2026-01-15")), whole(2));
    assert_eq!(level.by(day("2026-02-01")), whole(6));
    assert_eq!(level.by(day("2026-11-01")), whole(10));
    assert_eq!(level.within(day("2026-07-01"), day("2026-09-30")), whole(10), "the height at its end");
}

#[test]
fn a_gap_is_told_in_the_good_direction() {
    let told = |direction, target, trend| gap(direction, Some(whole(target)), Some(whole(trend)));
    assert_eq!(told(Direction::Up, 120, 100), Some(whole(20)));
    assert_eq!(told(Direction::Down, 30, 45), Some(whole(15)), "days that are too long");
    assert_eq!(told(Direction::Up, 100, 120), Some(whole(-20)));
    assert_eq!(gap(Direction::Up, Some(whole(1)), None), None);
}

#[test]
fn coverage_says_what_is_missing() {
    let part = |lift, sure, counts| Part { lift: whole(lift), sure: BasisPoints(sure), counts };
    let standing = |gap: i64, parts: &[Part]| coverage(Some(whole(gap)), parts).standing;
    assert_eq!(coverage(None, &[]).standing, Standing::Unknown);
    assert_eq!(standing(0, &[]), Standing::Reached);
    assert_eq!(standing(10, &[part(20, 10_000, false)]), Standing::Open, "ideas are not counted on");
    assert_eq!(standing(10, &[part(9, 10_000, true)]), Standing::Uncovered);
    assert_eq!(standing(10, &[part(12, 5000, true)]), Standing::Stretched);
    assert_eq!(standing(10, &[part(12, 9000, true)]), Standing::Covered);
    assert_eq!(standing(10, &[part(30, 5000, true)]), Standing::Over);
    let told = coverage(Some(whole(10)), &[part(4, 5000, true), part(3, 10_000, true)]);
    assert_eq!((told.sum, told.weighted, told.short), (whole(7), whole(5), whole(3)));
}

#[test]
fn what_adds_up_is_measured_day_for_day() {
    let half = window("2026-01-01", "2026-03-31");
    let year = window("2025-01-01", "2025-12-31");
    let lift = measured(Accrual::Flow, Direction::Up, (whole(100), half), (whole(365), year));
    assert_eq!(lift, Some(whole(10)), "90 days of 365 would have been 90");
    let rate = measured(Accrual::Level, Direction::Up, (Quantity(3514), half), (Quantity(3014), year));
    assert_eq!(rate, Some(Quantity(500)), "five points more");
    let days = measured(Accrual::Level, Direction::Down, (whole(40), half), (whole(52), year));
    assert_eq!(days, Some(whole(12)), "faster is better");
}

#[test]
fn a_trend_goes_on_as_before() {
    let quarter = Window::months_before(day("2026-04-17"), 3);
    assert_eq!(quarter, window("2026-01-01", "2026-03-31"));
    let year = window("2026-01-01", "2026-12-31");
    assert_eq!(trend(Accrual::Flow, whole(90), quarter, year), Some(whole(365)));
    assert_eq!(trend(Accrual::Level, whole(90), quarter, year), Some(whole(90)));
    assert_eq!(window("2024-02-29", "2024-12-31").last_year(), window("2023-02-28", "2023-12-31"));
}

#[test]
fn a_value_is_read_exactly() {
    assert_eq!(quantity(&json!("1234.56")), Some(Quantity(12_345_600)));
    assert_eq!(quantity(&json!("-0.05")), Some(Quantity(-500)));
    assert_eq!(quantity(&json!(17)), Some(whole(17)));
    assert_eq!(quantity(&json!(0.639395)), Some(Quantity(6394)));
    assert_eq!(quantity(&json!(0.000001)), Some(Quantity::ZERO));
    assert_eq!(quantity(&json!(null)), None);
}

fn steps() -> impl Strategy<Value = Vec<BasisPoints>> {
    proptest::collection::vec((0i64..=10_000).prop_map(BasisPoints), 0..6)
        .prop_filter("a ramp ends above nothing", |steps| steps.last().is_none_or(|last| last.0 > 0))
}

proptest! {
    #[test]
    fn what_is_expected_never_falls_and_ends_with_all_of_it(
        lift in 0i64..1_000_000_000_000, days in 0u64..800, ramp in steps(), at in 0u64..900,
    ) {
        let from = day("2026-01-31");
        let expected = Expected { accrual: Accrual::Flow, lift: Quantity(lift), from, to: from + Days::new(days), ramp };
        let (now, next) = (from + Days::new(at), from + Days::new(at + 1));
        prop_assert!(expected.by(now) <= expected.by(next));
        prop_assert!(expected.by(now).0 >= 0);
        prop_assert_eq!(expected.by(from + Days::new(days)), Quantity(lift));
    }

    #[test]
    fn the_periods_of_an_initiative_add_up_to_it(lift in 0i64..1_000_000_000, days in 1u64..800, cut in 0u64..800, ramp in steps()) {
        let from = day("2026-01-01");
        let to = from + Days::new(days);
        let expected = Expected { accrual: Accrual::Flow, lift: Quantity(lift), from, to, ramp };
        let middle = from + Days::new(cut.min(days));
        let after = expected.within(middle + Days::new(1), to + Days::new(1));
        prop_assert_eq!(expected.within(from, middle).0 + after.0, lift);
    }

    #[test]
    fn one_more_initiative_never_uncovers(gap in 1i64..1_000_000, lifts in proptest::collection::vec((0i64..1_000_000, 0i64..=10_000), 1..8)) {
        let parts: Vec<Part> = lifts.iter().map(|(lift, sure)| Part { lift: Quantity(*lift), sure: BasisPoints(*sure), counts: true }).collect();
        let (less, more) = (coverage(Some(Quantity(gap)), &parts[1..]), coverage(Some(Quantity(gap)), &parts));
        prop_assert!(more.sum >= less.sum && more.weighted >= less.weighted && more.short <= less.short);
        prop_assert!(more.weighted <= more.sum);
    }
}
