//! A target spread over a tree and a year, from the command line, without a database. The numbers are those of the field's
//! reference cases (Q1 to Q8), worked out apart from this engine.

use crate::program::{Program, write};
use serde_json::{Value, json};

fn run(program: &Program, plan: &Value, arguments: &[&str]) -> std::process::Output {
    let file = program.path("plan.json");
    write(&file, &plan.to_string());
    let path = file.display().to_string();
    let asked: Vec<&str> = ["cascade", &path].into_iter().chain(arguments.iter().copied()).collect();
    program.run(&asked)
}

#[track_caller]
fn solved(plan: &Value) -> Value {
    let done = run(&Program::new(), plan, &["--json"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

#[track_caller]
fn values(plan: &Value) -> Vec<i64> {
    let answer = solved(plan);
    let nodes = answer["nodes"].as_array().expect("nodes");
    nodes.iter().map(|node| node["value"].as_i64().expect("a whole number")).collect()
}

/// What a refused plan says to a program, and its exit code.
#[track_caller]
fn refused(plan: &Value) -> (i32, Value) {
    let done = run(&Program::new(), plan, &["--json"]);
    let said = serde_json::from_slice(&done.stdout).expect("JSON on standard output");
    assert!(!done.stderr.is_empty(), "people read it on standard error");
    (done.status.code().expect("an exit code"), said)
}

fn roots(drivers: &[Value]) -> Value {
    let node = |(at, drivers): (usize, &Value)| json!({"id": format!("r{at}"), "parent": null, "drivers": drivers});
    drivers.iter().enumerate().map(node).collect()
}

#[test]
fn the_reference_cases_come_out_to_the_cent() {
    let three = json!({"total": 1_000_000, "nodes": roots(&[json!({}), json!({}), json!({})])});
    assert_eq!(values(&three), [333_334, 333_333, 333_333], "Q1: evenly");

    let history = [3.0, 4.5, 1.5, 1.0].map(|own| json!({"history": own}));
    let weighted =
        json!({"total": 12_000_000, "blend": [{"driver": "history", "weight": 1}], "nodes": roots(&history)});
    assert_eq!(values(&weighted), [3_600_000, 5_400_000, 1_800_000, 1_200_000], "Q2: by history");

    let both = [(3.0, 2), (4.5, 2), (1.5, 3), (1.0, 1)]
        .map(|(history, pipeline)| json!({"history": history, "pipeline": pipeline}));
    let blend = json!([{"driver": "history", "weight": 0.5}, {"driver": "pipeline", "weight": 0.3}, {"driver": "even", "weight": 0.2}]);
    let blended = json!({"total": 12_000_000, "unit": 1, "blend": blend, "nodes": roots(&both)});
    assert_eq!(values(&blended), [3_300_000, 4_200_000, 2_850_000, 1_650_000], "Q3: blended");

    let mut nodes = roots(&[json!({}), json!({}), json!({"weight": 30}), json!({"weight": 50}), json!({"weight": 20})]);
    for (at, value) in [(0, 200_000), (1, 0)] {
        nodes[at]["value"] = json!(value);
        nodes[at]["locked"] = json!(true);
    }
    let fixed = json!({"total": 1_000_000, "blend": [{"driver": "weight", "weight": 1}], "nodes": nodes});
    assert_eq!(values(&fixed), [200_000, 0, 240_000, 400_000, 160_000], "Q4: a locked 0 is a 0, nothing is not");

    let chain = json!([{"id": "company", "parent": null}, {"id": "region", "parent": "company"},
        {"id": "team", "parent": "region"}, {"id": "person", "parent": "team"}]);
    let assigned = json!({"total": 100_000_000, "nodes": chain, "over_assignment": [0.05, 0.05, 0.10]});
    assert_eq!(values(&assigned), [100_000_000, 105_000_000, 110_250_000, 121_275_000], "Q6: over-assignment");

    assert_eq!(
        values(&json!({"total": 12_000_000, "padding": 0.02, "nodes": roots(&[json!({})])})),
        [12_240_000],
        "Q7: padding"
    );

    let weights = [6, 6, 8, 7, 8, 10, 7, 7, 9, 9, 10, 13];
    let periods: Value = weights
        .iter()
        .enumerate()
        .map(|(at, weight)| json!({"id": format!("2026-{:02}", at + 1), "weight": weight}))
        .collect();
    let year = solved(&json!({"total": 1_200_000, "periods": periods, "nodes": roots(&[json!({})])}));
    let months: Vec<i64> = year["nodes"][0]["periods"]
        .as_object()
        .expect("months")
        .values()
        .map(|month| month.as_i64().expect("whole"))
        .collect();
    assert_eq!(
        months,
        [72, 72, 96, 84, 96, 120, 84, 84, 108, 108, 120, 156].map(|thousands| thousands * 1000),
        "Q8: by season"
    );
}

#[test]
fn locks_that_cannot_be_kept_end_with_3_and_are_named() {
    let nodes = json!([{"id": "n1", "parent": null}, {"id": "n17", "parent": "n1", "value": 700, "locked": true},
        {"id": "n42", "parent": "n1", "value": 400, "locked": true}, {"id": "n43", "parent": "n1"}]);
    let (code, said) = refused(&json!({"total": 1000, "nodes": nodes}));
    assert_eq!((code, &said["code"], &said["nodes"]), (3, &json!("targets.locks_conflict"), &json!(["n17", "n42"])));
    assert_eq!((&said["conflicts"][0]["least"], &said["conflicts"][0]["to"]), (&json!(1100), &json!(1000)));
}

#[test]
fn a_plan_with_a_mistake_is_refused_by_node_and_field() {
    let (code, said) =
        refused(&json!({"total": 1000, "unit": 100, "nodes": [{"id": "a", "parent": null, "max": 250}]}));
    assert_eq!(
        (code, &said["code"], &said["nodes"], &said["field"]),
        (3, &json!("targets.not_a_multiple"), &json!(["a"]), &json!("max"))
    );
    let (code, said) = refused(&json!({"total": 1000, "nodes": [{"id": "a", "parent": null, "drivers": {"x": -1}}]}));
    assert_eq!((code, &said["code"]), (3, &json!("targets.malformed")));
    assert!(said["field"].as_str().is_some_and(|field| field.starts_with("nodes[0]")), "{said}");
    let (_, said) = refused(&json!({"total": 1000, "nodes": [], "totla": 5}));
    assert!(said["detail"].as_str().is_some_and(|text| text.contains("totla")), "a misspelt member is told: {said}");
    let program = Program::new();
    assert!(program.bad(1, &["cascade", "/nowhere/plan.json"]).contains("/nowhere/plan.json"));
}

#[test]
fn people_read_a_tree_and_why_a_node_got_its_number() {
    let nodes = json!([{"id": "华东", "parent": null, "drivers": {"history": 3}}, {"id": "west", "parent": null, "drivers": {"history": 1}},
        {"id": "Li", "parent": "华东"}, {"id": "Wang", "parent": "华东", "min": 500}, {"id": "new", "parent": null}]);
    let plan = json!({"total": 1000, "blend": [{"driver": "history", "weight": 1}], "nodes": nodes});
    let program = Program::new();
    let text = |done: std::process::Output| String::from_utf8(done.stdout).expect("UTF-8");
    let tree = text(run(&program, &plan, &[]));
    let lines: Vec<&str> = tree.lines().collect();
    assert_eq!(
        lines[1..4].iter().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect::<Vec<_>>(),
        [["华东", "750"], ["Li", "250"], ["Wang", "500"]],
        "{tree}"
    );
    assert!(lines[2].starts_with("  Li"), "below its parent: {tree}");
    assert!(tree.contains("warning: new has no history"), "{tree}");
    let why = text(run(&program, &plan, &["--why", "Wang"]));
    assert!(why.contains("华东 has 750") && why.contains("held at the minimum 500"), "{why}");
    let why: Value = serde_json::from_slice(&run(&program, &plan, &["--why", "华东", "--json"]).stdout).expect("JSON");
    assert_eq!(
        why[1],
        json!({"step": "driver", "driver": "history", "weight": "1", "own": "3", "of": "4", "share": "0.75"})
    );
    assert_eq!(run(&program, &plan, &["--why", "nobody"]).status.code(), Some(2));
}

#[test]
fn a_plan_may_come_through_a_pipe() {
    use std::io::Write;
    let mut child = Program::new()
        .command(&["cascade", "-", "--json"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child
        .stdin
        .take()
        .expect("an input")
        .write_all(b"\xef\xbb\xbf{\"total\": 7, \"nodes\": [{\"id\": \"a\"}]}")
        .expect("it listens");
    let done = child.wait_with_output().expect("it ends");
    let answer: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(answer["nodes"][0]["value"], 7);
}
