use super::*;
use std::collections::BTreeSet;

fn place(name: &str, parent: Option<usize>, value: i64) -> Place {
    Place {
        node: TargetNodeId::new(),
        name: name.to_owned(),
        parent,
        is_person: false,
        is_owned: true,
        value,
        periods: vec![value / 2, value - value / 2],
        last: None,
        before: None,
        was_here: false,
        carries: BasisPoints::WHOLE,
        potential: None,
        proposed: None,
        talk: Talk::Agreed,
    }
}

fn person(name: &str, value: i64, last: i64) -> Place {
    Place { is_person: true, was_here: true, last: Some(last), ..place(name, Some(0), value) }
}

/// A team and its people.
fn facts(team: Place, people: Vec<Place>) -> Facts {
    Facts {
        places: [team].into_iter().chain(people).collect(),
        metric: "Won".to_owned(),
        from: "2026-01-01".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        labels: vec!["H1".to_owned(), "H2".to_owned()],
        adds_up: true,
        carried_on: None,
        is_fiscal: true,
        is_monthly: true,
        over: 0,
    }
}

fn codes(facts: &Facts) -> Vec<&'static str> {
    check(facts).iter().map(|finding| finding.rule.code.trim_start_matches("target_plans.check_")).collect()
}

fn figure<'a>(found: &'a Finding, name: &str) -> &'a Figure {
    &found.figures.iter().find(|(own, _)| *own == name).expect("a figure of that name").1
}

#[test]
fn a_plan_that_goes_on_like_before_has_nothing_to_be_said_of_it() {
    let team = Place { last: Some(200), before: Some(200), ..place("Oak", None, 200) };
    assert_eq!(codes(&facts(team, vec![person("Bob", 100, 100), person("Cid", 100, 100)])), Vec::<&str>::new());
}

#[test]
fn the_trend_is_the_year_before_with_the_growth_of_all_together() {
    let team = Place { last: Some(1_000), before: Some(800), ..place("Oak", None, 2_000) };
    let found = check(&facts(team, vec![person("Bob", 1_250, 500), person("Cid", 750, 500)]));
    let trends: Vec<&Finding> =
        found.iter().filter(|finding| finding.rule.code == attainable::ABOVE_TREND.code).collect();
    // 1000 × 125 % = 1250; 2000 ÷ 1250 = 160 %. Bob: 625, 200 %. Cid: 625, 120 % is in the band.
    assert_eq!(trends.len(), 2);
    assert_eq!(trends[0].place, Some(0));
    assert_eq!(figure(trends[0], "growth"), &Figure::Percent(BasisPoints(12_500)));
    assert_eq!(figure(trends[0], "percent"), &Figure::Percent(BasisPoints(16_000)));
    assert_eq!((trends[1].place, figure(trends[1], "trend")), (Some(1), &Figure::Amount(625)));
    assert_eq!(trend(&[Place { last: Some(1), before: Some(9), ..place("New", None, 1) }]), BasisPoints::WHOLE);
}

#[test]
fn what_is_too_much_for_all_is_said_once() {
    let team = Place { last: Some(200), before: Some(200), ..place("Oak", None, 300) };
    let found = codes(&facts(team, vec![person("Bob", 150, 100), person("Cid", 150, 100)]));
    assert_eq!(found.iter().filter(|code| **code == "above_trend").count(), 1);
}

#[test]
fn capacity_is_what_half_of_those_who_sold_brought_times_who_is_there() {
    let mut people = vec![person("Bob", 100, 100), person("Cid", 100, 100), person("Eve", 100, 120)];
    people.push(Place { was_here: false, last: None, carries: BasisPoints(5_000), ..person("Hal", 100, 0) });
    people.push(person("Ivy", 0, 0));
    let team = Place { last: Some(320), before: Some(320), ..place("Oak", None, 400) };
    let found = check(&facts(team, people));
    let found = found.iter().find(|finding| finding.rule.code == attainable::ABOVE_CAPACITY.code).expect("a finding");
    assert_eq!(figure(found, "full"), &Figure::Amount(100));
    assert_eq!(figure(found, "people"), &Figure::Count(4), "Ivy sold nothing in a whole year");
    assert_eq!(figure(found, "capacity"), &Figure::Amount(350));
    assert_eq!(figure(found, "cover"), &Figure::Percent(BasisPoints(8_750)));
    assert_eq!((figure(found, "gap"), figure(found, "hires")), (&Figure::Amount(50), &Figure::Count(1)));
    assert_eq!(found.severity, Severity::Notice);
}

#[test]
fn somebody_new_carries_their_days_less_the_ramp() {
    let months: Vec<NaiveDate> = (1..=12).map(|month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap()).collect();
    let half = BasisPoints(5_000);
    assert_eq!(carrying(half, None, &months), half);
    assert_eq!(carrying(half, Some("2019-05-01".parse().unwrap()), &months), half);
    // July to December: 0, 25, 50 and three full ones of six are 375 of 600.
    assert_eq!(carrying(half, Some("2026-07-01".parse().unwrap()), &months), BasisPoints(3_125));
    assert_eq!(carrying(half, Some("2027-03-01".parse().unwrap()), &months), BasisPoints::ZERO);
}

#[test]
fn more_than_the_market_holds_is_serious_and_an_index_is_no_amount() {
    let of = |potential: i64| {
        let bob = Place { potential: Some(potential), ..person("Bob", 100, 100) };
        let team = Place { potential: Some(potential), last: Some(100), before: None, ..place("Oak", None, 100) };
        check(&facts(team, vec![bob]))
    };
    let found = of(80);
    assert!(found.iter().all(|finding| finding.severity == Severity::Serious), "{found:?}");
    assert_eq!(found.len(), 2);
    assert_eq!(of(3), [], "three of something is no market");
}

#[test]
fn what_is_proposed_below_the_target_waits_for_an_answer() {
    let bob = Place { proposed: Some(80), talk: Talk::Proposed, ..person("Bob", 100, 100) };
    let team = Place { last: Some(100), before: None, ..place("Oak", None, 100) };
    let found = check(&facts(team.clone(), vec![bob.clone()]));
    assert_eq!(found[0].rule.code, attainable::PROPOSED_LESS.code);
    assert_eq!(figure(&found[0], "gap"), &Figure::Amount(20));
    assert_eq!(codes(&facts(team, vec![Place { talk: Talk::Agreed, ..bob }])), Vec::<&str>::new());
}

#[test]
fn fair_is_to_grow_about_as_much_as_all_together() {
    let people = vec![
        person("Bob", 100, 100),
        person("Cid", 100, 50),
        person("Eve", 40, 100),
        person("Gus", 60, 100),
        person("Hal", 200, 150),
    ];
    let team = Place { last: Some(500), before: None, ..place("Oak", None, 500) };
    let found = check(&facts(team, people));
    let of = |rule: &Rule| found.iter().filter(|finding| finding.rule == rule).collect::<Vec<_>>();
    assert_eq!(of(&fair::GROWS_MORE).iter().map(|found| found.place).collect::<Vec<_>>(), [Some(2)]);
    assert_eq!(of(&fair::GROWS_LESS).iter().map(|found| found.place).collect::<Vec<_>>(), [Some(3)]);
    // 100, 200, 40, 60 and 133.33 % of the growth of all: one of five is near.
    assert_eq!(figure(of(&fair::UNEVEN)[0], "near"), &Figure::Percent(BasisPoints(2_000)));
}

#[test]
fn a_plan_says_when_and_for_whom() {
    let mut plan = facts(Place { is_owned: false, ..place("Oak", None, 100) }, vec![person("Bob", 0, 0)]);
    plan.places[0].periods = vec![100, 0];
    (plan.is_fiscal, plan.is_monthly, plan.over) = (false, false, 1);
    let found = codes(&plan);
    for code in [
        "nobody_answers",
        "no_past",
        "people_short",
        "no_target",
        "not_fiscal",
        "rare_milestones",
        "empty_period",
        "begun",
    ] {
        assert!(found.contains(&code), "{code} is not in {found:?}");
    }
    plan.carried_on = Some((plan.from, BasisPoints(8_000)));
    assert!(codes(&plan).contains(&"carried_on"));
    plan.adds_up = false;
    assert!(codes(&plan).contains(&"not_compared"));
}

#[test]
fn bands_have_one_width_and_hold_everybody() {
    let quotas = [0, 100, 950, 1_000, 1_050, 4_200];
    let bands = bands(&quotas);
    assert!(bands.len() <= 12, "{bands:?}");
    assert_eq!(bands.iter().map(|band| band.people).sum::<usize>(), quotas.len());
    assert_eq!((bands[0].from, bands[0].to), (0, 500));
    assert_eq!(super::bands(&[7, 7]), [Band { from: 7, to: 8, people: 2 }]);
    assert_eq!(super::bands(&[]), []);
    assert_eq!(spread(&[person("Bob", 10, 0), person("Cid", 20, 0)]).map(|spread| spread.median), Some(15));
}

#[test]
fn every_finding_has_its_chinese_with_the_same_places_to_fill_in() {
    let words: serde_json::Value = serde_json::from_str(include_str!("../../locales/zh.json")).unwrap();
    let holes = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    };
    for rule in RULES {
        for (key, english) in [(rule.code.to_owned(), rule.text), (format!("{}.how", rule.code), rule.how)] {
            let chinese = words[&key].as_str().unwrap_or_else(|| panic!("{key} is not in zh.json"));
            assert_eq!(holes(chinese), holes(english), "{key}");
        }
    }
    for (key, _) in Aspect::ALL.map(Aspect::word) {
        assert!(words[key].is_string(), "{key} is not in zh.json");
    }
}
