//! After judging: every filling gets its column's reading, every join its rows.

use super::judging::Judged;
use super::rule::{At, From, Joined, Rule, Target};
use super::tables::Tables;
use crate::problem::{Code, Problem};
use crate::reading::Row;
use crate::values::{Kind, Reading};
use std::collections::HashMap;
use std::sync::Arc;

/// Gives every filling the reading its column was judged to have, and loads the joined tables.
pub fn settle(rule: &mut Rule, judged: &HashMap<String, Judged>, tables: &Tables, problems: &mut Vec<Problem>) {
    let find = |at: &At, kind: &Kind| -> Option<Reading> {
        let judged = judged.get(&at.table)?;
        let mut fits =
            judged.readings.iter().filter(|((column, _), reading)| *column == at.name && reading.kind == *kind);
        fits.next().map(|(_, reading)| reading.clone())
    };
    for filling in &mut rule.fillings {
        if let (From::Column(at), Target::Read(reading)) = (&filling.from, &mut filling.target)
            && let Some(found) = find(at, &reading.kind)
        {
            *reading = found;
        }
    }
    for (first, then, _) in &rule.checks {
        for at in [first, then] {
            if let Some(reading) = find(at, &Kind::Date) {
                rule.dates.insert(format!("{}.{}", at.table, at.name), reading);
            }
        }
    }
    for join in &mut rule.joins {
        join.rows = Arc::new(load(tables, join, problems));
    }
}

fn load(tables: &Tables, join: &Joined, problems: &mut Vec<Problem>) -> HashMap<String, Row> {
    let mut found: HashMap<String, Row> = HashMap::new();
    let Ok(mut rows) = tables.open(&join.table) else { return found };
    let Some(index) = rows.header().position(&join.there) else { return found };
    while let Ok(Some((row, wrong))) = rows.next_row() {
        let key = row.cell(index).text().to_owned();
        if key.is_empty() || !wrong.is_empty() {
            continue;
        }
        if let Some(first) = found.get(&key) {
            let problem = Problem::new(Code::KeyTwice).file(&join.table).row(row.number).column(&join.there);
            problems.push(problem.value(&key).with("first_row", first.number));
            continue;
        }
        found.insert(key, row);
    }
    found
}
