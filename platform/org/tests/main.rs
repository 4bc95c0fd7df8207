//! What the organization promises, on both databases.

mod exchange;
mod house;
mod moving;
mod numbers_of_places;
mod taken_back;
mod thousands;
mod turn_of_the_day;
mod who_leaves;

use house::{act, day, edit, make, read, record, refused, try_make};
use kernel::House;
use sea_orm::prelude::Uuid;
use serde_json::json;
use std::sync::Arc;

pub async fn unit(house: &Arc<House>, name: &str, kind: &str, parent: Option<Uuid>) -> Uuid {
    make(house, "units", json!({ "name": name, "kind": kind, "parent_id": parent })).await
}

pub async fn person(house: &Arc<House>, name: &str, unit: Option<Uuid>) -> Uuid {
    make(house, "people", json!({ "name": name, "unit_id": unit })).await
}
