//! What was written is put back line by line, as the undoing of an import does it: no row is written twice for it.

use crate::{edit, house::on_each, person, read, unit};
use kernel::{Actor, Batch, House};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

fn capabilities() -> Vec<kernel::Capability> {
    vec![org::capability()]
}

async fn put_back(house: &Arc<House>, noun: &'static str, id: Uuid, field: &'static str, was: Value) {
    house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(json!({ "undo": 1 }));
                let known = work.house.clone();
                let before = work.unscoped(known.registry.known(noun)?, id).await?;
                let mut after = before.clone();
                after.insert(field.into(), was);
                work.write_batch(noun, Batch { created: Vec::new(), changed: vec![(before, after)] }).await
            })
        })
        .await
        .unwrap();
}

async fn take_away(house: &Arc<House>, noun: &'static str, id: Uuid) {
    house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(json!({ "undo": 1 }));
                let known = work.house.clone();
                let row = work.unscoped(known.registry.known(noun)?, id).await?;
                work.remove(noun, row).await
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_team_with_a_leader_is_put_back_step_by_step() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let [ann, bob] = [person(&house, "Ann", Some(oak)).await, person(&house, "Bob", Some(oak)).await];
        edit(&house, "units", oak, json!({ "leader_id": ann })).await.unwrap();
        let operator = Actor::operator();
        let reader = house.reader(&operator);
        let terms = reader.holding(house.registry.noun("unit_terms").unwrap(), "unit_id", &[json!(oak)]).await.unwrap();
        let term = kernel::record::id(&terms[0]).unwrap();

        let version = read(&house, "units", oak).await["version"].as_i64();
        put_back(&house, "people", bob, "manager_id", Value::Null).await;
        put_back(&house, "unit_terms", term, "leader_id", Value::Null).await;
        assert_eq!(read(&house, "units", oak).await["version"].as_i64(), version);
        put_back(&house, "units", oak, "leader_id", Value::Null).await;
        let bobs = read(&house, "people", bob).await;
        assert_eq!((&bobs["manager_id"], &bobs["version"]), (&Value::Null, &json!(3)));
        for gone in [ann, bob] {
            take_away(&house, "people", gone).await;
        }
        take_away(&house, "unit_terms", term).await;
        take_away(&house, "units", oak).await;
    })
    .await;
}
