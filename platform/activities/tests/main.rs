//! What activities promise, on both databases.

mod doing;
mod files;
#[path = "../../org/tests/house.rs"]
mod house;

use kernel::{Actor, Capability, House, Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn all() -> Vec<Capability> {
    vec![org::capability(), access::capability(), activities::capability()]
}

pub fn record(value: Value) -> Record {
    value.as_object().cloned().expect("a row is an object")
}

pub async fn make(house: &Arc<House>, noun: &'static str, row: Value) -> Result<Record> {
    let (made, _) = house
        .write(Actor::operator(), None, move |work: &mut Work| {
            Box::pin(async move { work.create_record(noun, &record(row)).await })
        })
        .await?;
    Ok(made)
}

pub async fn act(house: &Arc<House>, row: &Record, verb: &'static str) -> Result<Record> {
    let id = id(row);
    let (done, _) = house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.act("activities", id, verb, None, &Record::new()).await })
        })
        .await?;
    Ok(done)
}

pub fn id(row: &Record) -> Uuid {
    kernel::record::id(row).expect("a row has an id")
}

/// Somebody whom activities are about.
pub async fn person(house: &Arc<House>, name: &str) -> Record {
    make(house, "people", json!({ "name": name })).await.expect("a person")
}

pub async fn about(house: &Arc<House>, subject: &Record, more: Value) -> Result<Record> {
    let mut row = record(json!({ "subject_noun": "people", "subject_id": subject["id"] }));
    row.extend(record(more));
    make(house, "activities", Value::Object(row)).await
}

/// The code of what was refused.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(kernel::Error::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
