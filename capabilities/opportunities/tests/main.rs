//! What deals promise, on both databases.

mod amounts;
mod converting;
mod hearing;
mod history;
#[path = "../../../platform/org/tests/house.rs"]
mod house;
mod importing;
mod stages;
mod touching;

use kernel::{Actor, Capability, House, Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

pub fn all() -> Vec<Capability> {
    vec![
        org::capability(),
        products::capability(),
        accounts::capability(),
        leads::capability(),
        opportunities::capability(),
    ]
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

pub async fn edit(house: &Arc<House>, noun: &'static str, row: &Record, change: Value) -> Result<Record> {
    let (id, version) = (id(row), row["version"].as_i64().expect("a row has a version"));
    let (changed, _) = house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.edit_record(noun, id, version, &record(change)).await })
        })
        .await?;
    Ok(changed)
}

pub async fn act(
    house: &Arc<House>,
    noun: &'static str,
    row: &Record,
    verb: &'static str,
    form: Value,
) -> Result<Record> {
    let id = id(row);
    let (done, _) = house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.act(noun, id, verb, None, &record(form)).await })
        })
        .await?;
    Ok(done)
}

pub async fn delete(house: &Arc<House>, noun: &'static str, row: &Record) -> Result<()> {
    let id = id(row);
    let (done, _) = house
        .write(Actor::operator(), None, move |work| Box::pin(async move { work.delete_record(noun, id, None).await }))
        .await?;
    Ok(done)
}

pub async fn read(house: &Arc<House>, noun: &str, id: Uuid) -> Record {
    let operator = Actor::operator();
    house.reader(&operator).record(house.registry.noun(noun).expect("a noun"), id).await.expect("a row")
}

/// Rows of a noun whose field has a value.
pub async fn rows(house: &Arc<House>, noun: &str, field: &str, value: &Value) -> Vec<Record> {
    let operator = Actor::operator();
    let filter = kernel::Filter::eq(field, value.clone());
    let query = kernel::list::Query { filter: Some(filter), ..Default::default() };
    house.reader(&operator).page(house.registry.noun(noun).expect("a noun"), &query).await.expect("a page").rows
}

pub async fn stage(house: &Arc<House>, name: &str) -> Record {
    rows(house, "stages", "name", &name.into()).await.remove(0)
}

pub async fn reason(house: &Arc<House>, name: &str) -> Record {
    rows(house, "reasons", "name", &name.into()).await.remove(0)
}

/// Makes a deal, changed from the plainest.
pub async fn deal(house: &Arc<House>, more: Value) -> Record {
    let mut row = record(json!({ "name": "Racks" }));
    row.extend(record(more));
    make(house, "opportunities", Value::Object(row)).await.expect("a deal")
}

/// A product with a list price in yuan.
pub async fn product(house: &Arc<House>, name: &str, price: &str) -> Record {
    let product = make(house, "products", json!({ "name": name })).await.expect("a product");
    let list = match rows(house, "price_lists", "name", &"List".into()).await.pop() {
        Some(list) => list,
        None => {
            let list = json!({ "name": "List", "currency": "CNY", "is_default": true });
            make(house, "price_lists", list).await.expect("a price list")
        }
    };
    let price = json!({ "price_list_id": list["id"], "product_id": product["id"], "price": price });
    make(house, "prices", price).await.expect("a price");
    product
}

pub fn id(row: &Record) -> Uuid {
    kernel::record::id(row).expect("a row has an id")
}

/// The code of what was refused.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(kernel::Error::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
