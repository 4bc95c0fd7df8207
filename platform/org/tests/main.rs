//! What the organization promises, on both databases.

#[path = "house.rs"]
mod house;
mod moving;
mod numbers_of_places;
mod taken_back;
mod turn_of_the_day;
mod who_leaves;

use chrono::NaiveDate;
use kernel::{Actor, House, Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn record(value: Value) -> Record {
    value.as_object().cloned().expect("a row is an object")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub async fn make(house: &Arc<House>, noun: &'static str, row: Value) -> Uuid {
    try_make(house, noun, row).await.unwrap()
}

pub async fn try_make(house: &Arc<House>, noun: &'static str, row: Value) -> Result<Uuid> {
    let (made, _) = house
        .write(Actor::operator(), None, move |work: &mut Work| {
            Box::pin(async move { work.create_record(noun, &record(row)).await })
        })
        .await?;
    kernel::record::id(&made)
}

pub async fn edit(house: &Arc<House>, noun: &'static str, id: Uuid, row: Value) -> Result<Record> {
    let version = read(house, noun, id).await["version"].as_i64().unwrap();
    let (changed, _) = house
        .write(Actor::operator(), None, move |work: &mut Work| {
            Box::pin(async move { work.edit_record(noun, id, version, &record(row)).await })
        })
        .await?;
    Ok(changed)
}

pub async fn act(house: &Arc<House>, noun: &'static str, id: Uuid, verb: &'static str, form: Value) -> Result<Record> {
    let (done, _) = house
        .write(Actor::operator(), None, move |work: &mut Work| {
            Box::pin(async move { work.act(noun, id, verb, None, &record(form)).await })
        })
        .await?;
    Ok(done)
}

pub async fn read(house: &Arc<House>, noun: &str, id: Uuid) -> Record {
    let operator = Actor::operator();
    house.reader(&operator).record(house.registry.noun(noun).unwrap(), id).await.unwrap()
}

pub async fn unit(house: &Arc<House>, name: &str, kind: &str, parent: Option<Uuid>) -> Uuid {
    make(house, "units", json!({ "name": name, "kind": kind, "parent_id": parent })).await
}

pub async fn person(house: &Arc<House>, name: &str, unit: Option<Uuid>) -> Uuid {
    make(house, "people", json!({ "name": name, "unit_id": unit })).await
}

/// The code of what was refused.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(kernel::Error::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
