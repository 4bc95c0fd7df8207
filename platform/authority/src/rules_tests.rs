//! Laws that hold for any rights, and the edges of limits.

use super::*;
use kernel::Minor;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-06-15";

/// Company ⊃ region ⊃ team, and a team beside it.
fn units() -> [UnitId; 4] {
    [1, 2, 3, 4].map(|number| UnitId(sea_orm::prelude::Uuid::from_u128(number)))
}

fn up(unit: Option<UnitId>) -> Vec<UnitId> {
    let [company, region, team, other] = units();
    match unit {
        Some(unit) if unit == team => vec![team, region, company],
        Some(unit) if unit == region => vec![region, company],
        Some(unit) if unit == other => vec![other, company],
        Some(unit) => vec![unit],
        None => Vec::new(),
    }
}

fn worth() -> Worth {
    Worth { into: Currency::CNY, rates: BTreeMap::from([(Currency::USD, Rate::ratio(7, 1).unwrap())]), day: day(TODAY) }
}

fn free() -> Limit {
    Limit {
        amount: None,
        percentage: None,
        margin: None,
        ground: Ground::Everywhere,
        products: Vec::new(),
        tier: None,
        industries: Vec::new(),
        channels: Vec::new(),
    }
}

fn held(limit: Limit) -> Held {
    Held {
        right: RightId::new(),
        act: Act::Approve,
        kind: Kind::Discount,
        limit,
        span: Span::default(),
        holding: Span::default(),
        through: Through::Role { unit_id: None },
        name: "Ann".into(),
    }
}

fn ask(held: &[Held], matter: &Matter) -> Verdict {
    let up = up(matter.unit);
    verdict(held, None, Case { act: Act::Approve, matter, up: &up, day: day(TODAY) }, &worth())
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.against.iter().map(|against| against.why.code).collect()
}

fn yuan(amount: i64) -> Money {
    Money::new(Minor(amount * 100), Currency::CNY)
}

#[test]
fn a_limit_includes_its_edge_and_says_by_how_much_it_is_missed() {
    let theirs = [held(Limit { amount: Some(yuan(500)), percentage: Some(BasisPoints(1500)), ..free() })];
    let asked = |amount: i64, percentage: i64| Matter {
        amount: Some(yuan(amount)),
        percentage: Some(BasisPoints(percentage)),
        ..Matter::of(Kind::Discount)
    };
    assert!(ask(&theirs, &asked(500, 1500)).allowed());
    let refused = ask(&theirs, &asked(501, 1550));
    assert_eq!(codes(&refused), ["authority.above_amount", "authority.above_percentage"], "every reason is said");
    assert_eq!(refused.against[0].why.arguments, [("over", "1.00 CNY".into()), ("limit", "500.00 CNY".into())]);
    assert_eq!(refused.against[1].why.arguments, [("over", "0.5".into()), ("limit", "15".into())]);
    let least = [held(Limit { margin: Some(BasisPoints(2000)), ..free() })];
    let left = |margin: i64| Matter { margin: Some(BasisPoints(margin)), ..Matter::of(Kind::Discount) };
    assert!(ask(&least, &left(2000)).allowed());
    assert_eq!(codes(&ask(&least, &left(1999))), ["authority.below_margin"]);
}

#[test]
fn what_nobody_said_is_not_below_a_limit() {
    let [company, ..] = units();
    let ground = Ground::Below(company, "Company".into());
    let theirs = [held(Limit {
        amount: Some(yuan(500)),
        percentage: Some(BasisPoints(1500)),
        margin: Some(BasisPoints(0)),
        ground,
        tier: Some(CustomerTier::Small),
        products: vec!["PUMP".into()],
        ..free()
    })];
    let wanted = ["amount_unsaid", "percentage_unsaid", "margin_unsaid", "unit_unsaid", "other_product", "other_tier"];
    let wanted: Vec<String> = wanted.iter().map(|code| format!("authority.{code}")).collect();
    assert_eq!(codes(&ask(&theirs, &Matter::of(Kind::Discount))), wanted);
}

#[test]
fn other_currencies_are_converted_at_the_rate_of_the_day_or_refused() {
    let theirs = [held(Limit { amount: Some(yuan(700)), ..free() })];
    let asked = |amount: i64, currency: Currency| Matter {
        amount: Some(Money::new(Minor(amount), currency)),
        ..Matter::of(Kind::Discount)
    };
    assert!(ask(&theirs, &asked(10_000, Currency::USD)).allowed(), "100 dollars are 700 yuan");
    assert_eq!(codes(&ask(&theirs, &asked(10_001, Currency::USD))), ["authority.above_amount"]);
    let none = ask(&theirs, &asked(1, Currency::EUR));
    assert_eq!(codes(&none), ["authority.no_rate"]);
    assert_eq!(none.against[0].why.arguments, [("currency", "EUR".into()), ("date", TODAY.into())]);
    let foreign = [held(Limit { amount: Some(Money::new(Minor(10_000), Currency::USD)), ..free() })];
    assert!(ask(&foreign, &asked(70_000, Currency::CNY)).allowed());
    assert!(!ask(&foreign, &asked(70_001, Currency::CNY)).allowed());
}

#[test]
fn rights_are_in_hands_on_their_days_only() {
    let span = |from: &str, to: &str| {
        let day = |text: &str| (!text.is_empty()).then(|| day(text));
        Span::new(day(from), day(to))
    };
    let timed = |own: Span, holding: Span| [Held { span: own, holding, ..held(free()) }];
    let matter = Matter::of(Kind::Discount);
    let open = Span::default();
    assert!(ask(&timed(span(TODAY, TODAY), span(TODAY, TODAY)), &matter).allowed(), "both ends are included");
    for (own, holding, code) in [
        (span("2026-06-16", ""), open, "authority.right_begins"),
        (span("", "2026-06-14"), open, "authority.right_ended"),
        (open, span("2026-06-16", ""), "authority.holding_begins"),
        (open, span("", "2026-06-14"), "authority.holding_ended"),
    ] {
        assert_eq!(codes(&ask(&timed(own, holding), &matter)), [code]);
    }
    let case = Case { act: Act::Approve, matter: &matter, up: &[], day: day(TODAY) };
    let last = |date: &str| verdict(&[held(free())], Some(day(date)), case, &worth());
    assert!(last(TODAY).allowed(), "on their last day they still decide");
    assert_eq!(codes(&last("2026-06-14")), ["authority.has_left"]);
    assert_eq!(codes(&ask(&[], &matter)), ["authority.no_right"]);
    assert_eq!(codes(&ask(&[Held { act: Act::Review, ..held(free()) }], &matter)), ["authority.no_right"]);
}

#[test]
fn lists_are_read_as_people_write_them() {
    let theirs = [held(Limit { products: listed(Some(" PUMP，Valve、 ")), ..free() })];
    let of = |product: &str| Matter { product: Some(product.into()), ..Matter::of(Kind::Discount) };
    assert!(ask(&theirs, &of("pump ")).allowed() && ask(&theirs, &of("VALVE")).allowed());
    let refused = ask(&theirs, &of("Motor"));
    assert_eq!(refused.against[0].why.arguments, [("products", "PUMP, Valve".into())]);
}

fn amounts() -> impl Strategy<Value = Option<Money>> {
    let currency = prop_oneof![Just(Currency::CNY), Just(Currency::USD), Just(Currency::EUR)];
    proptest::option::of((0i64..3_000, currency).prop_map(|(amount, currency)| Money::new(Minor(amount), currency)))
}

fn points() -> impl Strategy<Value = Option<BasisPoints>> {
    proptest::option::of((0i64..40).prop_map(BasisPoints))
}

fn words() -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], 0..=2)
}

fn tiers() -> impl Strategy<Value = Option<CustomerTier>> {
    proptest::option::of(prop_oneof![Just(CustomerTier::KeyAccount), Just(CustomerTier::Small)])
}

fn place() -> impl Strategy<Value = Option<UnitId>> {
    proptest::option::of(proptest::sample::select(units().to_vec()))
}

prop_compose! {
    fn limits()(
        amount in amounts(),
        percentage in points(),
        margin in points(),
        unit in place(),
        products in words(),
        tier in tiers(),
        industries in words(),
        channels in words(),
    ) -> Limit {
        let ground = unit.map_or(Ground::Everywhere, |unit| Ground::Below(unit, "somewhere".into()));
        Limit { amount, percentage, margin, ground, products, tier, industries, channels }
    }
}

prop_compose! {
    fn matters()(
        amount in amounts(),
        percentage in points(),
        margin in points(),
        unit in place(),
        product in proptest::option::of("[a-c]"),
        tier in tiers(),
        industry in proptest::option::of("[a-c]"),
        channel in proptest::option::of("[a-c]"),
    ) -> Matter {
        Matter { kind: Kind::Discount, amount, percentage, margin, unit, product, tier, industry, channel }
    }
}

prop_compose! {
    fn hands()(limit in limits(), other in any::<bool>(), over in any::<bool>()) -> Held {
        Held {
            act: if other { Act::Review } else { Act::Approve },
            holding: if over { Span::new(None, Some(day("2026-06-01"))) } else { Span::default() },
            ..held(limit)
        }
    }
}

/// A limit that allows at least as much, in one respect.
fn wider(limit: &Limit, which: usize, by: i64) -> Limit {
    let mut wide = limit.clone();
    match which {
        0 => wide.amount = limit.amount.map(|most| Money::new(Minor(most.amount.0 + by), most.currency)),
        1 => wide.percentage = limit.percentage.map(|most| BasisPoints(most.0 + by)),
        2 => wide.margin = limit.margin.map(|least| BasisPoints(least.0 - by)),
        3 => {
            wide.ground = match &limit.ground {
                Ground::Below(unit, name) => {
                    let above = up(Some(*unit)).get(1).copied();
                    above.map_or(Ground::Everywhere, |above| Ground::Below(above, name.clone()))
                }
                Ground::Everywhere | Ground::Nowhere => Ground::Everywhere,
            }
        }
        4 if !limit.products.is_empty() => wide.products.push("c".into()),
        5 => wide.tier = None,
        6 => wide.industries = Vec::new(),
        7 => wide.channels = Vec::new(),
        _ => wide.amount = None,
    }
    wide
}

proptest! {
    #[test]
    fn raising_a_limit_loses_no_right_and_narrowing_gains_none(
        limit in limits(), matter in matters(), which in 0usize..9, by in 0i64..50,
    ) {
        let wide = wider(&limit, which, by);
        let narrow = ask(&[held(limit)], &matter).allowed();
        let widened = ask(&[held(wide)], &matter).allowed();
        prop_assert!(widened || !narrow, "{which}");
    }

    #[test]
    fn two_positions_give_what_either_gives(
        one in proptest::collection::vec(hands(), 0..4),
        other in proptest::collection::vec(hands(), 0..4),
        matter in matters(),
    ) {
        let both: Vec<Held> = one.iter().chain(&other).cloned().collect();
        let (one, other, both) = (ask(&one, &matter), ask(&other, &matter), ask(&both, &matter));
        prop_assert_eq!(both.allowed(), one.allowed() || other.allowed());
        prop_assert_eq!(both.by.len(), one.by.len() + other.by.len());
        // Whoever may not is told why, whoever may is told by what.
        prop_assert_eq!(both.against.is_empty(), both.allowed());
    }

    #[test]
    fn a_matter_below_one_that_is_allowed_is_allowed(limit in limits(), matter in matters(), less in 0i64..100) {
        let lesser = Matter {
            amount: matter.amount.map(|money| Money::new(Minor((money.amount.0 - less).max(0)), money.currency)),
            percentage: matter.percentage.map(|asked| BasisPoints((asked.0 - less).max(0))),
            margin: matter.margin.map(|left| BasisPoints(left.0 + less)),
            ..matter.clone()
        };
        let theirs = [held(limit)];
        prop_assert!(ask(&theirs, &lesser).allowed() || !ask(&theirs, &matter).allowed());
    }

    #[test]
    fn no_right_outlives_a_left_person(theirs in proptest::collection::vec(hands(), 0..4), matter in matters()) {
        let up = up(matter.unit);
        let case = Case { act: Act::Approve, matter: &matter, up: &up, day: day(TODAY) };
        prop_assert!(!verdict(&theirs, Some(day("2026-06-14")), case, &worth()).allowed());
    }
}
