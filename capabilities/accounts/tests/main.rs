//! What accounts promise, on both databases.

#[path = "../../../platform/org/tests/house.rs"]
mod house;

mod erasing;
mod handing_over;
mod merging;
mod seeing;

use kernel::{Actor, Grant, Grants, House, Reach, Standing};
use org::person::PersonId;
use sea_orm::prelude::Uuid;
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc};

fn capabilities() -> Vec<kernel::Capability> {
    vec![org::capability(), accounts::capability()]
}

async fn person(house: &Arc<House>, name: &str, unit: Option<Uuid>) -> Uuid {
    house::make(house, "people", json!({ "name": name, "unit_id": unit })).await
}

async fn account(house: &Arc<House>, name: &str, owner: Uuid) -> Uuid {
    house::make(house, "accounts", json!({ "name": name, "owner_id": owner })).await
}

/// Somebody who reads and edits everything of their own, their team's or their line's.
async fn acting(house: &Arc<House>, person: Uuid, reach: Reach) -> Actor {
    let standing = org::standing(house.store.reader(), PersonId(person), house.today()).await.unwrap();
    let grant = Grant { read: Some(reach), edit: Some(reach), create: Some(reach), ..Grant::default() };
    Actor {
        person: Some(person),
        name: "somebody".into(),
        grants: Arc::new(Grants(BTreeMap::from([("*".to_owned(), grant)]))),
        standing: Arc::new(Standing { ..standing }),
        ..Actor::operator()
    }
}
