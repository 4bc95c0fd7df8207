//! Conditions on a noun's fields: read from JSON, compiled to SQL, or asked of one record.

mod ask;
mod compile;

pub use ask::{Known, holds, holds_of, order};
pub(crate) use compile::{bound, like};
pub use compile::{compile, expression, field, index_text, span, stored};

use crate::{Error, Result};
use serde_json::Value;

/// `{"field": "amount", "op": "gte", "value": …}`, `{"and": […]}`, `{"or": […]}`, `{"not": …}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Test(Test),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// A field's name, `custom.key`, or a field of a row that is referred to: `stage_id.meaning`.
    pub field: String,
    pub op: Op,
    pub value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Lte,
    Gt,
    Gte,
    In,
    NotIn,
    Contains,
    Starts,
    Empty,
    NotEmpty,
    /// Both ends included.
    Between,
    /// A date in a relative period: `this_quarter`, `last_90_days`.
    Within,
}

const DEEPEST: usize = 12;
const MOST: usize = 200;
/// References that a condition may go along: the parent's parent's owner is three.
const FURTHEST: usize = 4;

impl Filter {
    pub fn eq(field: impl Into<String>, value: impl Into<Value>) -> Self {
        Filter::Test(Test { field: field.into(), op: Op::Eq, value: value.into() })
    }

    pub fn is_in<V: Into<Value>>(field: impl Into<String>, values: impl IntoIterator<Item = V>) -> Self {
        let value = Value::Array(values.into_iter().map(Into::into).collect());
        Filter::Test(Test { field: field.into(), op: Op::In, value })
    }

    /// Reads the JSON text of a filter.
    pub fn parse(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| Error::malformed("filter.not_json", format!("the filter is not JSON: {error}")))?;
        let mut tests = 0;
        read(&value, 0, &mut tests)
    }
}

fn read(value: &Value, depth: usize, tests: &mut usize) -> Result<Filter> {
    let wrong = |text: &str| Err(Error::malformed("filter.malformed", text));
    if depth > DEEPEST {
        return wrong("the filter is nested too deeply");
    }
    let Some(object) = value.as_object() else { return wrong("a filter is an object") };
    let mut list = |value: &Value| match value.as_array() {
        Some(items) => items.iter().map(|item| read(item, depth + 1, tests)).collect::<Result<Vec<_>>>(),
        None => Err(Error::malformed("filter.malformed", "and / or take a list of filters")),
    };
    if let Some(all) = object.get("and") {
        return Ok(Filter::And(list(all)?));
    }
    if let Some(any) = object.get("or") {
        return Ok(Filter::Or(list(any)?));
    }
    if let Some(inner) = object.get("not") {
        return Ok(Filter::Not(Box::new(read(inner, depth + 1, tests)?)));
    }
    *tests += 1;
    if *tests > MOST {
        return wrong("the filter has too many conditions");
    }
    let Some(field) = object.get("field").and_then(Value::as_str) else { return wrong("a condition names its field") };
    if field.matches('.').count() > FURTHEST {
        return wrong("a condition goes along at most four references");
    }
    let Some(op) = object.get("op").and_then(Value::as_str).and_then(Op::of) else {
        return wrong(
            "a condition has an op: eq ne lt lte gt gte in not_in contains starts empty not_empty between within",
        );
    };
    let value = object.get("value").cloned().unwrap_or(Value::Null);
    Ok(Filter::Test(Test { field: field.to_owned(), op, value }))
}

impl Op {
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Op::Eq,
            "ne" => Op::Ne,
            "lt" => Op::Lt,
            "lte" => Op::Lte,
            "gt" => Op::Gt,
            "gte" => Op::Gte,
            "in" => Op::In,
            "not_in" => Op::NotIn,
            "contains" => Op::Contains,
            "starts" => Op::Starts,
            "empty" => Op::Empty,
            "not_empty" => Op::NotEmpty,
            "between" => Op::Between,
            "within" => Op::Within,
            _ => return None,
        })
    }
}
