use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn solve(plan: Value) -> Result<Cascade, Unsolvable> {
    Cascade::of(serde_json::from_value(plan).unwrap())
}

fn values(plan: Value) -> Vec<i64> {
    let cascade = solve(plan).unwrap();
    (0..cascade.plan().nodes.len()).map(|node| cascade.value(node)).collect()
}

/// Nodes without a parent, each with one driver.
fn flat(driver: &str, own: &[&str]) -> Vec<Value> {
    let node = |(at, own): (usize, &&str)| json!({"id": format!("n{at}"), "parent": null, "drivers": {driver: own}});
    own.iter().enumerate().map(node).collect()
}

#[test]
fn q1_a_million_evenly_among_three() {
    let nodes = json!([{"id": "a", "parent": null}, {"id": "b", "parent": null}, {"id": "c", "parent": null}]);
    assert_eq!(values(json!({"total": 1_000_000, "nodes": nodes})), [333_334, 333_333, 333_333]);
}

#[test]
fn q2_by_history() {
    let plan = json!({"total": 12_000_000, "blend": [{"driver": "history", "weight": 1}],
        "nodes": flat("history", &["3.0", "4.5", "1.5", "1.0"])});
    assert_eq!(values(plan), [3_600_000, 5_400_000, 1_800_000, 1_200_000]);
}

#[test]
fn q3_a_blend_makes_shares_first() {
    let mut nodes = flat("history", &["3", "4.5", "1.5", "1"]);
    for (node, pipeline) in nodes.iter_mut().zip([2, 2, 3, 1]) {
        node["drivers"]["pipeline"] = json!(pipeline);
    }
    let blend = json!([{"driver": "history", "weight": 0.5}, {"driver": "pipeline", "weight": 0.3}, {"driver": "even", "weight": 0.2}]);
    let plan = json!({"total": 12_000_000, "blend": blend, "nodes": nodes});
    assert_eq!(values(plan.clone()), [3_300_000, 4_200_000, 2_850_000, 1_650_000]);
    let why = serde_json::to_value(solve(plan).unwrap().why(0)).unwrap();
    assert_eq!(why[0], json!({"step": "total", "total": 12_000_000, "amount": 12_000_000}));
    assert_eq!(
        why[1],
        json!({"step": "driver", "driver": "history", "weight": "0.5", "own": "3", "of": "10", "share": "0.3"})
    );
    assert_eq!(why[3]["share"], "0.25", "evenly");
    assert_eq!(why[4], json!({"step": "share", "share": "0.275", "siblings": 4, "amount": 3_300_000}));
    assert_eq!(why.as_array().unwrap().len(), 5);
}

#[test]
fn q4_nothing_is_not_zero() {
    let nodes = json!([
        {"id": "A", "parent": null, "value": 200_000, "locked": true},
        {"id": "B", "parent": null, "value": 0, "locked": true},
        {"id": "C", "parent": null, "drivers": {"weight": 30}},
        {"id": "D", "parent": null, "drivers": {"weight": 50}},
        {"id": "E", "parent": null, "drivers": {"weight": 20}},
    ]);
    let plan = json!({"total": 1_000_000, "blend": [{"driver": "weight", "weight": 1}], "nodes": nodes});
    assert_eq!(values(plan.clone()), [200_000, 0, 240_000, 400_000, 160_000]);
    let solved = solve(plan).unwrap();
    assert_eq!(solved.warnings(), []);
    let why = serde_json::to_value(solved.why(2)).unwrap();
    assert_eq!(why[3], json!({"step": "rest", "free": 3, "amount": 800_000}));
}

#[test]
fn q6_over_assignment_multiplies_from_level_to_level() {
    let nodes = json!([{"id": "company", "parent": null}, {"id": "region", "parent": "company"},
        {"id": "team", "parent": "region"}, {"id": "person", "parent": "team"}]);
    let plan = json!({"total": 100_000_000, "nodes": nodes, "over_assignment": [0.05, 0.05, 0.10]});
    assert_eq!(values(plan), [100_000_000, 105_000_000, 110_250_000, 121_275_000]);
}

#[test]
fn q7_padding_is_put_on_the_total() {
    let plan = json!({"total": 12_000_000, "nodes": [{"id": "a", "parent": null}], "padding": 0.02});
    assert_eq!(values(plan), [12_240_000]);
}

#[test]
fn q8_a_year_by_its_season() {
    let weights = [6, 6, 8, 7, 8, 10, 7, 7, 9, 9, 10, 13];
    let periods: Vec<Value> = weights
        .iter()
        .enumerate()
        .map(|(at, weight)| json!({"id": format!("2026-{:02}", at + 1), "weight": weight}))
        .collect();
    let solved =
        solve(json!({"total": 1_200_000, "nodes": [{"id": "a", "parent": null}], "periods": periods})).unwrap();
    let months: Vec<i64> = solved.cells(0).collect();
    assert_eq!(
        months.chunks(3).map(|quarter| quarter.iter().sum()).collect::<Vec<i64>>(),
        [240_000, 300_000, 276_000, 384_000]
    );
    assert_eq!(months[..3], [72_000, 72_000, 96_000]);
    assert_eq!(solved.node(0).periods["2026-12"], 156_000);
}

#[test]
fn what_a_bound_holds_goes_to_the_others_by_weight() {
    let mut nodes = flat("w", &["10", "10", "20", "60"]);
    nodes[0]["min"] = json!(200);
    nodes[3]["max"] = json!(500);
    let plan = json!({"total": 1000, "blend": [{"driver": "w", "weight": 1}], "nodes": nodes});
    assert_eq!(values(plan.clone()), [200, 100, 200, 500]);
    let solved = solve(plan).unwrap();
    let last = |node| serde_json::to_value(solved.why(node).pop().unwrap()).unwrap();
    assert_eq!(last(0), json!({"step": "held", "at": "min", "bound": 200, "below": false}));
    assert_eq!(last(3), json!({"step": "held", "at": "max", "bound": 500, "below": false}));
    assert_eq!(last(1), json!({"step": "rest", "free": 2, "amount": 300}));
}

#[test]
fn a_lock_deep_in_the_tree_lifts_what_is_above_it() {
    let nodes = json!([
        {"id": "E", "parent": null, "drivers": {"w": 1}}, {"id": "W", "parent": null, "drivers": {"w": 1}},
        {"id": "e1", "parent": "E", "value": 700, "locked": true}, {"id": "e2", "parent": "E", "min": 50},
        {"id": "w1", "parent": "W"},
    ]);
    let plan = json!({"total": 1000, "blend": [{"driver": "w", "weight": 1}], "nodes": nodes});
    assert_eq!(values(plan.clone()), [750, 250, 700, 50, 250]);
    let last = serde_json::to_value(solve(plan).unwrap().why(0).pop().unwrap()).unwrap();
    assert_eq!(last, json!({"step": "held", "at": "min", "bound": 750, "below": true}));
}

#[test]
fn locks_that_cannot_be_kept_are_named() {
    let nodes = json!([
        {"id": "n1", "parent": null}, {"id": "n17", "parent": "n1", "value": 600, "locked": true},
        {"id": "n42", "parent": "n1", "value": 500, "locked": true}, {"id": "n43", "parent": "n1", "value": 0, "locked": true},
        {"id": "n44", "parent": "n1"},
    ]);
    let refused = solve(json!({"total": 1000, "nodes": nodes})).unwrap_err();
    assert_eq!((refused.code(), refused.nodes()), ("targets.locks_conflict", vec!["n17", "n42"]));
    let Unsolvable::LocksConflict { conflicts, .. } = refused else { panic!() };
    assert_eq!(
        serde_json::to_value(&conflicts[0]).unwrap(),
        json!({"at": null, "least": 1100, "most": null, "from": 1000, "to": 1000, "nodes": ["n17", "n42"]})
    );

    let nodes = json!([
        {"id": "p", "parent": null, "value": 900, "locked": true}, {"id": "q", "parent": null},
        {"id": "a", "parent": "p", "max": 400}, {"id": "b", "parent": "p", "value": 300, "locked": true},
    ]);
    let refused = solve(json!({"total": 1000, "nodes": nodes})).unwrap_err();
    assert_eq!(refused.nodes(), ["p", "a", "b"], "too little can be given below p");
}

#[test]
fn a_bad_plan_is_refused_by_name() {
    let plan = |nodes: Value, more: Value| {
        let mut plan = json!({"total": 100, "nodes": nodes});
        plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let refused = solve(plan).unwrap_err();
        (refused.code(), refused.nodes().join(" "), refused.field().unwrap_or_default())
    };
    let none = || json!({});
    assert_eq!(plan(json!([]), none()), ("targets.no_nodes", "".into(), "nodes"));
    assert_eq!(plan(json!([{"id": "a"}, {"id": "a"}]), none()).0, "targets.twice");
    assert_eq!(plan(json!([{"id": "a", "parent": "x"}]), none()), ("targets.no_parent", "a".into(), "parent"));
    let circle =
        json!([{"id": "r"}, {"id": "c", "parent": "a"}, {"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}]);
    assert_eq!(plan(circle, none()).0, "targets.circle");
    assert_eq!(plan(json!([{"id": "a"}]), json!({"unit": 0})).0, "targets.unit");
    assert_eq!(plan(json!([{"id": "a"}]), json!({"unit": 30})), ("targets.not_a_multiple", "".into(), "total"));
    let odd = json!([{"id": "a", "min": 15}]);
    assert_eq!(plan(odd, json!({"unit": 10})), ("targets.not_a_multiple", "a".into(), "min"));
    assert_eq!(plan(json!([{"id": "a"}]), json!({"total": -5})), ("targets.below_zero", "".into(), "total"));
    assert_eq!(plan(json!([{"id": "a", "locked": true}]), none()).0, "targets.locked_without_value");
    assert_eq!(plan(json!([{"id": "a", "min": 5, "max": 4}]), none()).0, "targets.bounds");
    assert_eq!(plan(json!([{"id": "a", "min": 5, "locked": true, "value": 4}]), none()).0, "targets.lock_outside");
    assert_eq!(plan(json!([{"id": "a", "drivers": {"even": 1}}]), none()).0, "targets.reserved_driver");
    let deep = json!([{"id": "a"}, {"id": "b", "parent": "a"}]);
    let huge = json!({"total": i64::MAX, "over_assignment": [0.5]});
    assert_eq!(plan(deep, huge).0, "targets.too_large");
    assert_eq!(
        plan(json!([{"id": "a"}]), json!({"lines": [{"id": "x", "weight": 1, "periods": [1, 2]}]})).0,
        "targets.curve"
    );
}

#[test]
fn what_nobody_has_drops_out_and_what_one_lacks_counts_nothing() {
    let blend = json!([{"driver": "history", "weight": 0.5}, {"driver": "potential", "weight": 0.5}]);
    let nodes = json!([{"id": "a", "parent": null, "drivers": {"history": 3}}, {"id": "b", "parent": null, "drivers": {"history": null}},
        {"id": "c", "parent": null, "drivers": {"history": 0}}]);
    let plan = json!({"total": 90, "blend": blend, "nodes": nodes});
    assert_eq!(values(plan.clone()), [90, 0, 0]);
    let warnings = serde_json::to_value(solve(plan).unwrap().warnings()).unwrap();
    assert_eq!(
        warnings,
        json!([{"code": "targets.driver_absent", "driver": "potential"},
        {"code": "targets.driver_missing", "node": "b", "driver": "history"}])
    );
    let nodes = json!([{"id": "a", "parent": null, "drivers": {"history": 0}}, {"id": "b", "parent": null}]);
    assert_eq!(
        values(json!({"total": 5, "blend": [{"driver": "history", "weight": 1}], "nodes": nodes})),
        [3, 2],
        "evenly"
    );
}

#[test]
fn a_bucket_is_served_first_and_divides_inside() {
    let nodes = json!([
        {"id": "a1", "parent": null, "bucket": "A", "drivers": {"w": 1}}, {"id": "b1", "parent": null, "bucket": "B", "drivers": {"w": 1}},
        {"id": "a2", "parent": null, "bucket": "A", "drivers": {"w": 2}}, {"id": "c", "parent": null, "drivers": {"w": 1}},
    ]);
    let by_weight = json!({"total": 1000, "blend": [{"driver": "w", "weight": 1}], "nodes": nodes.clone()});
    assert_eq!(values(by_weight), [200, 200, 400, 200]);
    let evenly = json!({"total": 900, "nodes": nodes});
    assert_eq!(values(evenly.clone()), [150, 300, 150, 300]);
    let why = serde_json::to_value(solve(evenly).unwrap().why(0)).unwrap();
    assert_eq!(why[1], json!({"step": "bucket", "bucket": "A", "share": "0.333333", "amount": 300}));
}

#[test]
fn lines_and_months_add_up_both_ways() {
    let plan = json!({"total": 1001, "nodes": [{"id": "a", "parent": null}],
        "periods": [{"id": "m1", "weight": 1}, {"id": "m2", "weight": 2}],
        "lines": [{"id": "GTX", "weight": 2}, {"id": "MG", "weight": 1, "periods": [1, 0]}]});
    let node = serde_json::to_value(solve(plan).unwrap().node(0)).unwrap();
    assert_eq!(
        node["lines"],
        json!({"GTX": {"value": 667, "periods": {"m1": 222, "m2": 445}}, "MG": {"value": 334, "periods": {"m1": 334, "m2": 0}}})
    );
    assert_eq!(node["periods"], json!({"m1": 556, "m2": 445}));
}

#[test]
fn weights_that_need_more_than_a_machine_word_are_exact() {
    let third = "0.3333333333333333333333333333";
    let nodes = json!([{"id": "a", "parent": null, "drivers": {"x": third, "y": "1e-12"}},
        {"id": "b", "parent": null, "drivers": {"x": third, "y": "123456789012345678"}},
        {"id": "c", "parent": null, "drivers": {"x": third, "y": "1e-12"}}]);
    let blend = json!([{"driver": "x", "weight": "0.9"}, {"driver": "y", "weight": "0.1"}]);
    let total = 9_000_000_000_000_000_000i64;
    let out = values(json!({"total": total, "blend": blend, "nodes": nodes}));
    assert_eq!(out.iter().sum::<i64>(), total);
    assert_eq!(out, [2_700_000_000_000_000_000, 3_600_000_000_000_000_000, 2_700_000_000_000_000_000]);
}

/// A tree of up to 40 nodes with bounds, locks, gaps, ratios: nothing is ruled out.
fn any_plan() -> impl Strategy<Value = Plan> {
    let driver = || prop_oneof![1 => Just(Value::Null), 1 => Just(json!(0)), 4 => (0u32..1000).prop_map(|tenths| json!(format!("{}", f64::from(tenths) / 10.0)))];
    let bound = || prop_oneof![6 => Just(None), 1 => (0i64..40).prop_map(Some)];
    let node = (
        any::<prop::sample::Index>(),
        driver(),
        driver(),
        bound(),
        bound(),
        bound(),
        prop_oneof![5 => Just(None), 1 => (0..2).prop_map(Some)],
    );
    let ratio = prop_oneof![Just(0.0), Just(0.05), Just(0.1), Just(-0.25), Just(0.333)];
    (0i64..4000, prop::collection::vec(node, 1..40), prop::collection::vec(ratio.clone(), 0..4), ratio, prop_oneof![Just(1i64), Just(10)]).prop_map(|(total, nodes, over, padding, unit)| {
        let mut made = Vec::new();
        for (at, (parent, x, y, lock, min, max, bucket)) in nodes.into_iter().enumerate() {
            let parent = if at == 0 { 0 } else { parent.index(at + 1) };
            let parent = if parent == at { Value::Null } else { json!(format!("n{parent}")) };
            let (min, max) = match (min, max) {
                (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                other => other,
            };
            let lock = lock.map(|value| value.clamp(min.unwrap_or(0), max.unwrap_or(i64::MAX)));
            let times = |amount: Option<i64>| amount.map(|amount| amount * unit);
            made.push(json!({"id": format!("n{at}"), "parent": parent, "drivers": {"x": x, "y": y}, "bucket": bucket.map(|b: i32| b.to_string()),
                "value": times(lock), "locked": lock.is_some(), "min": times(min), "max": times(max)}));
        }
        let periods: Vec<Value> = [3, 1, 0, 2].iter().enumerate().map(|(at, weight)| json!({"id": at.to_string(), "weight": weight})).collect();
        let blend = json!([{"driver": "x", "weight": 0.6}, {"driver": "y", "weight": 0.3}, {"driver": "even", "weight": 0.1}]);
        serde_json::from_value(json!({"total": total * unit, "unit": unit, "nodes": made, "over_assignment": over, "padding": padding,
            "periods": periods, "blend": blend})).unwrap()
    })
}

/// Everything that a solved plan promises.
fn promises(cascade: &Cascade) -> Result<(), TestCaseError> {
    let plan = cascade.plan();
    let children = |parent: Option<&str>| {
        let is_below = |node: &usize| plan.nodes[*node].parent.as_deref() == parent;
        (0..plan.nodes.len()).filter(is_below).collect::<Vec<usize>>()
    };
    let roots: i64 = children(None).into_iter().map(|node| cascade.value(node)).sum();
    prop_assert_eq!(roots, cascade.total());
    for (at, node) in plan.nodes.iter().enumerate() {
        let value = cascade.value(at);
        prop_assert!(value % plan.unit == 0 && value >= node.min.unwrap_or(0) && value <= node.max.unwrap_or(i64::MAX));
        prop_assert!(!node.locked || Some(value) == node.value);
        prop_assert_eq!(cascade.cells(at).sum::<i64>(), value);
        let mut level = 0;
        let mut above = node.parent.clone();
        while let Some(parent) = above {
            above = plan.nodes.iter().find(|node| node.id == parent).unwrap().parent.clone();
            level += 1;
        }
        if !children(Some(&node.id)).is_empty() {
            let below: i64 = children(Some(&node.id)).into_iter().map(|child| cascade.value(child)).sum();
            let ratio =
                plan.over_assignment.get(level).map_or(0.0, |factor| factor.ratio.to_string().parse::<f64>().unwrap());
            let thousandths = (ratio * 1000.0).round() as i64 + 1000;
            let half_up = (2 * value / plan.unit * thousandths + 1000).div_euclid(2000) * plan.unit;
            prop_assert_eq!(below, half_up, "{}", node.id);
        }
        // The reasons end in the value.
        let amount = match cascade.why(at).pop().unwrap() {
            Reason::Locked { value } => value,
            Reason::Held { bound, .. } => bound,
            Reason::Share { amount, .. } => amount,
            Reason::Rest { .. } | Reason::Rounded { .. } => value,
            other => panic!("{other:?} is no last step"),
        };
        prop_assert_eq!(amount, value);
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_locked_it_adds_up_or_says_what_conflicts(plan in any_plan()) {
        match Cascade::of(plan.clone()) {
            Ok(cascade) => promises(&cascade)?,
            Err(refused @ Unsolvable::LocksConflict { .. }) => {
                // Without what is named it can be solved, and with nothing but what is named it cannot.
                let named = refused.nodes();
                prop_assert!(!named.is_empty());
                let freed = |keep: bool| {
                    let mut plan = plan.clone();
                    for node in plan.nodes.iter_mut().filter(|node| named.contains(&node.id.as_str()) != keep) {
                        (node.locked, node.min, node.max) = (false, None, None);
                    }
                    Cascade::of(plan)
                };
                prop_assert!(freed(false).is_ok(), "{named:?}");
                prop_assert!(freed(true).is_err(), "{named:?}");
            }
            Err(refused) => prop_assert!(false, "{refused}"),
        }
    }

    #[test]
    fn an_edit_comes_to_the_same_as_solving_anew(plan in any_plan(), edits in prop::collection::vec((any::<prop::sample::Index>(), 0..5, 0i64..60), 1..6)) {
        let Ok(mut cascade) = Cascade::of(plan) else { return Ok(()) };
        for (node, kind, amount) in edits {
            let node = node.index(cascade.plan().nodes.len());
            let (unit, total) = (cascade.plan().unit, cascade.plan().total);
            let change = match kind {
                0 => Change::Lock { node, value: Some(amount * unit) },
                1 => Change::Lock { node, value: None },
                2 => Change::Bounds { node, min: (amount > 30).then_some(amount * unit), max: (amount < 20).then_some(amount * unit) },
                3 => Change::Driver { node, driver: "x".into(), value: (amount > 0).then(|| number::Number::from(amount as u64)) },
                _ => Change::Total(total + (amount - 30).max(0) * unit),
            };
            let before: Vec<i64> = (0..cascade.plan().nodes.len()).map(|node| cascade.value(node)).collect();
            let edited = cascade.edit(std::slice::from_ref(&change));
            let after: Vec<i64> = (0..cascade.plan().nodes.len()).map(|node| cascade.value(node)).collect();
            let anew = Cascade::of(cascade.plan().clone()).unwrap();
            prop_assert_eq!(&after, &(0..after.len()).map(|node| anew.value(node)).collect::<Vec<_>>(), "{:?}", change);
            for node in 0..after.len() {
                prop_assert_eq!(cascade.cells(node).collect::<Vec<_>>(), anew.cells(node).collect::<Vec<_>>());
            }
            match edited {
                Ok(others) => prop_assert_eq!(others, (0..after.len()).filter(|node| before[*node] != after[*node]).collect::<Vec<_>>()),
                Err(_) => prop_assert_eq!(before, after),
            }
        }
    }

    #[test]
    fn parts_within_bounds_are_one_multiple_of_their_weights(weights in prop::collection::vec(0u64..50, 1..8), bounds in prop::collection::vec((0u64..40, 0u64..60), 8), up in 0u64..1000) {
        let least: Vec<u64> = bounds.iter().take(weights.len()).map(|(least, _)| *least).collect();
        let most: Vec<u64> = bounds.iter().take(weights.len()).map(|(least, more)| least + more).collect();
        let (low, high): (u64, u64) = (least.iter().sum(), most.iter().sum());
        let amount = low + up % (high - low + 1);
        let mut parts = vec![0; weights.len()];
        let narrow = share::Weights::Narrow(weights.clone());
        share::divide(amount, &narrow, &least, &most, &mut parts);
        prop_assert_eq!(parts.iter().sum::<u64>(), amount);
        for a in 0..parts.len() {
            prop_assert!(parts[a] >= least[a] && parts[a] <= most[a]);
            for b in 0..parts.len() {
                // Nobody who could get less has more for its weight than one who could get more, by more than a unit.
                if parts[a] > least[a] && parts[b] < most[b] {
                    prop_assert!((parts[a] - 1) * weights[b] <= (parts[b] + 1) * weights[a] || weights[a] == 0);
                }
            }
        }
        let wide: Vec<num_bigint::BigUint> = weights.iter().map(|weight| (*weight).into()).collect();
        let mut others = vec![0; weights.len()];
        share::divide(amount, &share::Weights::Wide(wide), &least, &most, &mut others);
        prop_assert_eq!(parts, others);
    }
}
