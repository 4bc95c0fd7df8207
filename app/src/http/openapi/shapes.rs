//! What the answers of single capabilities are described with.

use serde_json::{Map, Value, json};
use std::borrow::Borrow;

/// With these members, all of them there.
pub fn object(properties: impl Borrow<Value>) -> Value {
    let properties = properties.borrow();
    let required: Vec<&String> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

pub fn many(item: impl Borrow<Value>) -> Value {
    json!({ "type": "array", "items": item.borrow() })
}

pub fn perhaps(item: impl Borrow<Value>) -> Value {
    json!({ "anyOf": [item.borrow(), { "type": "null" }] })
}

pub fn one_of(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}
