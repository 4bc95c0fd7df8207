use super::*;

fn number(text: &str) -> Quantity {
    text.parse().unwrap()
}

/// 60 points; each percent above 2 more, each below 1 fewer; none below 80 %; at most 80.
fn rule() -> Rule {
    Rule {
        full: number("60"),
        how: How::Linear,
        up: number("2"),
        down: number("1"),
        floor: Quantity::ZERO,
        cap: number("80"),
        gate: Some(BasisPoints(8_000)),
        bands: Bands::default(),
    }
}

fn of(rule: &Rule, actual: &str) -> (Option<String>, Option<Why>) {
    let scored = score(rule, Some(number("400")), Some(number(actual)), false);
    (scored.points.map(|points| points.to_string()), scored.by)
}

fn is(points: &str, why: Why) -> (Option<String>, Option<Why>) {
    (Some(points.into()), Some(why))
}

#[test]
fn full_points_at_the_target_more_above_and_fewer_below() {
    assert_eq!(of(&rule(), "400"), is("60", Why::Full));
    assert_eq!(of(&rule(), "412"), is("66", Why::Above));
    assert_eq!(of(&rule(), "360"), is("50", Why::Below));
    assert_eq!(of(&rule(), "401"), is("60.5", Why::Above));
}

#[test]
fn below_the_gate_there_are_none_and_the_cap_and_the_floor_hold() {
    assert_eq!(of(&rule(), "320"), is("40", Why::Below), "80 % is not below 80 %");
    assert_eq!(of(&rule(), "319.9999"), is("0", Why::Gate));
    assert_eq!(of(&rule(), "480"), is("80", Why::Cap));
    let steep = Rule { gate: None, down: number("5"), floor: number("10"), ..rule() };
    assert_eq!(of(&steep, "300"), is("10", Why::Floor));
}

#[test]
fn a_third_is_rounded_once_and_at_the_end() {
    let scored = score(&rule(), Some(number("3")), Some(number("2.9")), false);
    // 96.666… %: 60 − 3.333…
    assert_eq!(scored.points.unwrap().to_string(), "56.67");
    assert_eq!(scored.attainment, Some(BasisPoints(9_667)));
}

#[test]
fn bands_give_a_part_of_the_full_points() {
    let text = "80: 50, 90: 80, 100%：100，110: 120";
    let rule = Rule { how: How::Bands, gate: None, bands: bands(text).unwrap(), cap: number("72"), ..rule() };
    assert_eq!(of(&rule, "319"), is("0", Why::NoBand));
    assert_eq!(of(&rule, "320"), is("30", Why::Band));
    assert_eq!(of(&rule, "399.99"), is("48", Why::Band));
    assert_eq!(of(&rule, "400"), is("60", Why::Band));
    assert_eq!(of(&rule, "4000"), is("72", Why::Band));
    for wrong in ["", "80", "90: 80, 80: 50", "80: x", "80: 50, 80: 60", "100: 400"] {
        assert_eq!(bands(wrong), None, "{wrong}");
    }
}

#[test]
fn what_is_counted_is_deducted() {
    let rule = Rule { how: How::Deduction, full: number("10"), down: number("2.5"), cap: number("10"), ..rule() };
    assert_eq!(of(&rule, "0"), is("10", Why::Full));
    assert_eq!(of(&rule, "3"), is("2.5", Why::Deducted));
    assert_eq!(of(&rule, "5"), is("0", Why::Floor));
}

#[test]
fn of_what_should_be_little_less_is_more() {
    let of = |actual: &str| {
        let scored = score(&rule(), Some(number("50")), Some(number(actual)), true);
        (scored.attainment.unwrap().0, scored.points.unwrap().to_string())
    };
    assert_eq!(of("50"), (10_000, "60".into()));
    assert_eq!(of("45"), (11_000, "80".into()));
    assert_eq!(of("55"), (9_000, "50".into()));
    assert_eq!(of("500"), (0, "0".into()));
}

#[test]
fn without_a_number_there_are_no_points() {
    assert_eq!(score(&rule(), Some(number("400")), None, false), Scored::default());
    assert_eq!(score(&rule(), None, Some(number("400")), false), Scored::default());
    assert_eq!(score(&rule(), Some(Quantity::ZERO), Some(number("4")), false), Scored::default());
}

#[test]
fn a_year_is_spread_over_its_months_to_the_cent() {
    let parts = even(number("100"), 3, false);
    assert_eq!(parts.iter().map(ToString::to_string).collect::<Vec<_>>(), ["33.34", "33.33", "33.33"]);
    assert_eq!(even(number("100"), 12, true).iter().map(|part| part.0).sum::<i64>(), number("100").0);
    assert_eq!(even(number("0.0001"), 2, false).iter().map(|part| part.0).sum::<i64>(), 1);
}
