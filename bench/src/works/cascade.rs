//! A company's target over 20,000 people, 5 product lines and 12 months, beside one pass over as many cells that does
//! nothing but multiply and divide; an edit beside a frame; and a smaller plan beside a solver.

use crate::{
    Done, machine,
    report::{Line, Promise, time},
};
use serde_json::{Value, json};
use std::{
    hint::black_box,
    io::Write,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use targets::cascade::{Cascade, Change, Plan};

const PEOPLE: usize = 20_000;
const RUNS: usize = 7;
const EDITS: usize = 500;
/// What a screen has to draw the answer to a key.
const FRAME: Duration = Duration::from_millis(16);

pub fn measure() -> Done<Vec<Line>> {
    let told = plan(PEOPLE, 5);
    let mut ours = Vec::new();
    let mut rival = Vec::new();
    let mut solved = None;
    for _ in 0..RUNS {
        let plan: Plan = serde_json::from_value(told.clone())?;
        let began = Instant::now();
        let cascade = Cascade::of(plan).map_err(|refused| refused.to_string())?;
        ours.push(began.elapsed());
        rival.push(one_pass(&cascade));
        solved = Some(cascade);
    }
    let (ours, rival) = (machine::median(ours), machine::median(rival));
    let cells = PEOPLE * 5 * 12;
    let mut lines = vec![Line::new(
        &format!("cascade over {cells} cells; one pass of 128-bit multiply and divide over them"),
        time(ours),
        time(rival),
        ours.as_secs_f64() / rival.as_secs_f64(),
        Promise::AtMost(5.0),
    )];
    let edit = edits(&mut solved.ok_or("nothing was solved")?)?;
    lines.push(Line::new(
        "an edit of a cell among them, p99; a frame",
        time(edit),
        time(FRAME),
        edit.as_secs_f64() / FRAME.as_secs_f64(),
        Promise::AtMost(1.0),
    ));
    lines.push(beside_a_solver()?);
    Ok(lines)
}

/// A company of regions, teams of ten and people, blended from three drivers, over-assigned, with a lock, a minimum or a
/// maximum here and there. The same every time.
fn plan(people: usize, lines: usize) -> Value {
    let mut nodes = vec![json!({"id": "company", "parent": null})];
    let (teams, regions) = (people / 10, (people / 1000).max(2));
    for region in 0..regions {
        nodes.push(json!({"id": format!("r{region}"), "parent": "company", "drivers": drivers(region + 7)}));
    }
    for team in 0..teams {
        nodes.push(
            json!({"id": format!("t{team}"), "parent": format!("r{}", team % regions), "drivers": drivers(team + 3)}),
        );
    }
    for person in 0..people {
        let mut node =
            json!({"id": format!("p{person}"), "parent": format!("t{}", person / 10), "drivers": drivers(person)});
        match person % 100 {
            0 => (node["value"], node["locked"]) = (json!(1_000_000), json!(true)),
            1 => node["min"] = json!(2_000_000),
            2 => node["max"] = json!(90_000_000),
            _ => {}
        }
        nodes.push(node);
    }
    let weights = [6, 6, 8, 7, 8, 10, 7, 7, 9, 9, 10, 13];
    let period = |(at, weight): (usize, &i32)| json!({"id": format!("2026-{:02}", at + 1), "weight": weight});
    json!({
        "total": 1_200_000 * people as i64 * 10,
        "blend": [{"driver": "history", "weight": 0.5}, {"driver": "pipeline", "weight": 0.3}, {"driver": "even", "weight": 0.2}],
        "nodes": nodes,
        "periods": weights.iter().enumerate().map(period).collect::<Vec<Value>>(),
        "lines": (0..lines).map(|line| json!({"id": format!("l{line}"), "weight": line + 1})).collect::<Vec<Value>>(),
        "over_assignment": [0.02, 0.03, 0.05],
    })
}

fn drivers(seed: usize) -> Value {
    // Steps of primes: spread, and the same on every machine.
    json!({"history": (seed * 7_919) % 9_973 + 100, "pipeline": (seed * 104_729) % 1_299_709 + 1_000})
}

/// What no exact solution can do without: each cell's part, in 128 bits.
fn one_pass(cascade: &Cascade) -> Duration {
    let nodes = cascade.plan().nodes.len();
    let values: Vec<u128> = (nodes - PEOPLE..nodes).map(|node| cascade.value(node).unsigned_abs().into()).collect();
    let weights: Vec<u128> =
        (1..=5u128).flat_map(|line| [6, 6, 8, 7, 8, 10, 7, 7, 9, 9, 10, 13].map(|month| line * month)).collect();
    let sum: u128 = black_box(weights.iter().sum());
    let mut parts = vec![0u64; values.len() * weights.len()];
    let began = Instant::now();
    for (value, parts) in values.iter().zip(parts.chunks_exact_mut(weights.len())) {
        for (weight, part) in weights.iter().zip(parts) {
            *part = (value * weight / sum) as u64;
        }
    }
    let took = began.elapsed();
    black_box(parts);
    took
}

/// What 99 of a hundred edits take at most that lock a person somewhere or let them go again.
fn edits(cascade: &mut Cascade) -> Done<Duration> {
    let first = cascade.plan().nodes.len() - PEOPLE;
    let mut took = Vec::with_capacity(2 * EDITS);
    for edit in 0..EDITS {
        let node = first + (edit * 7_919) % PEOPLE;
        if cascade.plan().nodes[node].locked {
            continue;
        }
        let value = cascade.value(node);
        for value in [Some(value + value / 10), None] {
            let began = Instant::now();
            black_box(cascade.edit(&[Change::Lock { node, value }])).map_err(|refused| refused.to_string())?;
            took.push(began.elapsed());
        }
    }
    took.sort_unstable();
    Ok(took[took.len() * 99 / 100])
}

/// 2,000 people by 12 months as an integer programme: the same sums, the distance from the shares as small as can be.
fn beside_a_solver() -> Done<Line> {
    let told = plan(2_000, 0);
    let mut ours = Vec::new();
    for _ in 0..RUNS {
        let plan: Plan = serde_json::from_value(told.clone())?;
        let began = Instant::now();
        black_box(Cascade::of(plan)).map_err(|refused| refused.to_string())?;
        ours.push(began.elapsed());
    }
    let ours = machine::median(ours);
    let python = std::env::var("BENCH_PYTHON").unwrap_or_else(|_| "python3".into());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/rivals/cascade.py");
    let mut child = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(told.to_string().as_bytes())?;
    let said = child.wait_with_output()?;
    if !said.status.success() {
        return Err("the solver did not solve it".into());
    }
    let rival = Duration::from_secs_f64(told_last(&String::from_utf8(said.stdout)?)?);
    let ratio = ours.as_secs_f64() / rival.as_secs_f64();
    Ok(Line::new("cascade over 24000 cells; HiGHS on the same sums", time(ours), time(rival), ratio, Promise::None))
}

/// The seconds that a rival prints last.
fn told_last(text: &str) -> Done<f64> {
    Ok(text.lines().last().ok_or("it told nothing")?.trim().parse()?)
}
