//! The same meaning said the slow way, one row at a time.

use crate::Row;
use analytics::{Cell, DayOf, Expr, Key, Measure, NONE, Number, Op, Query, What};
use std::collections::BTreeMap;

fn place(column: &str) -> usize {
    crate::deals().columns.iter().position(|c| c.name == column).expect("a known column")
}

fn number(row: &Row, column: &str) -> Option<i64> {
    match row.1[place(column)] {
        Cell::Null => None,
        Cell::Code(c) => Some(i64::from(c)),
        Cell::Int(n) => Some(n),
        Cell::Day(d) => Some(i64::from(d)),
        Cell::Bool(b) => Some(i64::from(b)),
    }
}

fn day(row: &Row, day: &DayOf) -> Option<i64> {
    match day {
        DayOf::Column(column) => number(row, column),
        DayOf::Given(day) => Some(i64::from(*day)),
    }
}

pub fn holds(row: &Row, expr: &Expr) -> bool {
    match expr {
        Expr::All(parts) => parts.iter().all(|p| holds(row, p)),
        Expr::Any(parts) => parts.iter().any(|p| holds(row, p)),
        Expr::Not(inner) => !holds(row, inner),
        Expr::Compare { column, op, value } => match (number(row, column), op) {
            (left, Op::Ne) => left != Some(*value),
            (None, _) => false,
            (Some(left), Op::Eq) => left == *value,
            (Some(left), Op::Lt) => left < *value,
            (Some(left), Op::Lte) => left <= *value,
            (Some(left), Op::Gt) => left > *value,
            (Some(left), Op::Gte) => left >= *value,
        },
        Expr::In { column, values } => number(row, column).is_some_and(|n| values.contains(&n)),
        Expr::IsNull { column } => number(row, column).is_none(),
        Expr::IsTrue { column } => number(row, column) == Some(1),
        Expr::Between { column, from, to } => number(row, column)
            .is_some_and(|n| from.is_none_or(|f| i64::from(f) <= n) && to.is_none_or(|t| n <= i64::from(t))),
        Expr::InMask { column, mask } => {
            number(row, column).map_or(mask.allows_empty(), |code| mask.allows(code as u32))
        }
        Expr::IsRow { ids } => ids.contains(&row.0),
        Expr::KeyIn { key, values } => values.contains(&keyed(row, key)),
        Expr::KeyInMask { key, mask } => keyed(row, key).map_or(mask.allows_empty(), |code| mask.allows(code as u32)),
    }
}

pub fn keyed(row: &Row, key: &Key) -> Option<i64> {
    match key {
        Key::Column(column) => number(row, column),
        Key::Period { column, periods } => number(row, column).map(|d| i64::from(periods.first_day(d as i32))),
        Key::Lookup { key, table } => {
            keyed(row, key).and_then(|c| table.get(c as usize)).filter(|v| **v != NONE).map(|v| i64::from(*v))
        }
        Key::At { who, when, undated, intervals } => {
            let when = day(row, when).or(undated.map(i64::from))?;
            intervals.at(keyed(row, who)? as u32, when as i32).map(i64::from)
        }
    }
}

fn measured(rows: &[&Row], measure: &Measure) -> Number {
    let rows: Vec<&Row> =
        rows.iter().copied().filter(|r| measure.filter.as_ref().is_none_or(|f| holds(r, f))).collect();
    let days = |from: &DayOf, to: &DayOf| -> Vec<i128> {
        rows.iter().filter_map(|r| Some(i128::from(day(r, to)? - day(r, from)?))).collect()
    };
    let values =
        |column: &str| -> Vec<i128> { rows.iter().filter_map(|r| number(r, column).map(i128::from)).collect() };
    let sum = |v: Vec<i128>| if v.is_empty() { Number::Empty } else { Number::Whole(v.iter().sum()) };
    let middle = |mut v: Vec<i128>| {
        v.sort_unstable();
        match v.len() {
            0 => Number::Empty,
            n => Number::Halves(v[(n - 1) / 2] + v[n / 2]),
        }
    };
    match &measure.what {
        What::Count => Number::Whole(rows.len() as i128),
        What::Sum(column) => sum(values(column)),
        What::SumProduct(a, b) => {
            sum(rows.iter().filter_map(|r| Some(i128::from(number(r, a)?) * i128::from(number(r, b)?))).collect())
        }
        What::SumDays { from, to } => sum(days(from, to)),
        What::Median(column) => middle(values(column)),
        What::MedianDays { from, to } => middle(days(from, to)),
        What::Distinct(column) => {
            let mut v = values(column);
            v.sort_unstable();
            v.dedup();
            Number::Whole(v.len() as i128)
        }
    }
}

pub fn answer(rows: &[Row], query: &Query) -> Vec<(Vec<Option<i64>>, Vec<Number>)> {
    let mut groups: BTreeMap<Vec<(bool, Option<i64>)>, Vec<&Row>> = BTreeMap::new();
    if query.group_by.is_empty() {
        groups.insert(Vec::new(), Vec::new());
    }
    for row in rows.iter().filter(|r| holds(r, &query.filter)) {
        let keys = query.group_by.iter().map(|k| keyed(row, k)).map(|k| (k.is_none(), k)).collect();
        groups.entry(keys).or_default().push(row);
    }
    groups
        .into_iter()
        .map(|(keys, rows)| {
            let values = query.measures.iter().map(|m| measured(&rows, m)).collect();
            (keys.into_iter().map(|(_, k)| k).collect(), values)
        })
        .collect()
}
