//! A filter asked of one record, with the same meaning as its SQL: for rows that are not in the table as they are asked
//! about, such as rows as of a past moment.

use super::{
    Filter, Op, Test,
    compile::{self, stored},
};
use crate::{FieldError, House, Kind, Noun, Period, Record, Result, field::Field};
use serde_json::{Value, json};
use std::{borrow::Cow, cmp::Ordering};

/// What a name in a condition stands for: the field, and the value in stored form.
pub type Known<'a> = dyn Fn(&str) -> Option<(Cow<'a, Field>, Value)> + Sync + 'a;

pub fn holds(house: &House, noun: &Noun, filter: &Filter, row: &Record) -> Result<bool> {
    holds_of(house, filter, &|name| {
        let field = match name {
            "id" => Cow::Owned(compile::own_id(noun)),
            name => noun.field(name)?,
        };
        let value = value(row, &field);
        Some((field, value))
    })
}

/// The same of values that stand anywhere: what a name stands for is told with the field that describes it.
pub fn holds_of(house: &House, filter: &Filter, known: &Known<'_>) -> Result<bool> {
    Ok(match filter {
        Filter::And(all) => {
            for part in all {
                if !holds_of(house, part, known)? {
                    return Ok(false);
                }
            }
            true
        }
        Filter::Or(any) => {
            for part in any {
                if holds_of(house, part, known)? {
                    return Ok(true);
                }
            }
            false
        }
        Filter::Not(inner) => !holds_of(house, inner, known)?,
        Filter::Test(test) => passes(house, test, known)?,
    })
}

fn passes(house: &House, test: &Test, known: &Known<'_>) -> Result<bool> {
    let unknown = || FieldError::new(test.field.clone(), "fields.unknown", "there is no such field");
    let (field, value) = known(&test.field).ok_or_else(unknown)?;
    let compare = |other: &Value| Ok::<_, crate::Error>(order(&value, &stored(house, &field, other)?));
    let known = !value.is_null();
    Ok(match test.op {
        Op::Eq | Op::Ne if test.value.is_null() => (test.op == Op::Eq) != known,
        Op::Eq | Op::In | Op::Contains | Op::Starts if field.kind == Kind::Tags => {
            let wanted = test.value.as_array().cloned().unwrap_or_else(|| vec![test.value.clone()]);
            value.as_array().is_some_and(|tags| tags.iter().any(|tag| wanted.contains(tag)))
        }
        Op::Within => known && within(house, &field, &value, &test.value, &test.value)?,
        Op::Between => match test.value.as_array().map(Vec::as_slice) {
            Some([from, to]) if matches!(field.kind, Kind::Date | Kind::Instant) => {
                known && within(house, &field, &value, from, to)?
            }
            Some([from, to]) => known && compare(from)?.is_ge() && compare(to)?.is_le(),
            _ => return Err(FieldError::new(test.field.clone(), "filter.between", "between takes the two ends").into()),
        },
        Op::Eq => known && compare(&test.value)?.is_eq(),
        Op::Ne => !known || compare(&test.value)?.is_ne(),
        Op::Lt => known && compare(&test.value)?.is_lt(),
        Op::Lte => known && compare(&test.value)?.is_le(),
        Op::Gt => known && compare(&test.value)?.is_gt(),
        Op::Gte => known && compare(&test.value)?.is_ge(),
        Op::In | Op::NotIn => {
            let wanted = test.value.as_array().cloned().unwrap_or_else(|| vec![test.value.clone()]);
            let mut found = false;
            for other in &wanted {
                found |= if other.is_null() { !known } else { known && compare(other)?.is_eq() };
            }
            found == (test.op == Op::In)
        }
        Op::Contains | Op::Starts => {
            let text = value.as_str().unwrap_or_default().to_lowercase();
            let part = test.value.as_str().unwrap_or_default().to_lowercase();
            if test.op == Op::Starts { text.starts_with(&part) } else { text.contains(&part) }
        }
        Op::Empty => !known || value.as_str() == Some(""),
        Op::NotEmpty => known && value.as_str() != Some(""),
    })
}

fn within(house: &House, field: &Field, value: &Value, from: &Value, to: &Value) -> Result<bool> {
    let company = house.company();
    let wrong = || FieldError::new(field.name.clone(), "filter.period", "this is not a date or a period");
    let read = |end: &Value| match end.as_str() {
        Some(text) => Ok(Some(Period::parse(text, house.today(), &company.calendar).map_err(|_| wrong())?)),
        None if end.is_null() => Ok(None),
        None => Err(wrong()),
    };
    let text = value.as_str().unwrap_or_default();
    let day = if field.kind == Kind::Instant {
        text.parse().map(|at| company.calendar.day_of(at)).map_err(|_| wrong())?
    } else {
        text.parse().map_err(|_| wrong())?
    };
    let begun = read(from)?.is_none_or(|period| day >= period.from());
    Ok(begun && read(to)?.is_none_or(|period| day <= period.to()))
}

fn value(row: &Record, field: &Field) -> Value {
    let held = if field.custom {
        row.get("custom").and_then(|custom| custom.get(field.name.as_ref()))
    } else {
        row.get(field.name.as_ref())
    };
    held.cloned().unwrap_or(json!(null))
}

/// Stored values in the order in which the database sorts them: nothing first.
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (Value::Number(a), Value::Number(b)) => a.as_i64().cmp(&b.as_i64()),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (a, b) => a.to_string().cmp(&b.to_string()),
    }
}
