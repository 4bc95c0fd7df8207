//! A house on each kind of database, gone when the test ends, and what tests do to it.
#![allow(dead_code, reason = "the tests of a crate take what they need of it")]

use chrono::NaiveDate;
use kernel::{Actor, Capability, House, Record, Result, Secrets, Work};
use sea_orm::{ConnectionTrait, Database, prelude::Uuid};
use serde_json::Value;
use std::{path::Path, sync::Arc};

/// Runs a test on SQLite, and on PostgreSQL where the tests have one (`make test` starts it).
pub async fn on_each(capabilities: fn() -> Vec<Capability>, test: impl AsyncFn(Arc<House>)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("house.db").display());
    test(House::open(&url, Secrets::fresh(), capabilities()).await.unwrap()).await;
    let Ok(server) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else { return };
    let name = format!("house_{}", kernel::new_id().simple());
    let admin = Database::connect(&server).await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = Path::new(&server).with_file_name(&name).display().to_string();
    test(House::open(&url, Secrets::fresh(), capabilities()).await.unwrap()).await;
    #[expect(clippy::disallowed_methods, reason = "databases have no builder")]
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

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

/// The code of what was refused.
/// The field and the code of the value that could not be taken.
pub fn wrong<T: std::fmt::Debug>(result: Result<T>) -> (String, &'static str) {
    match result {
        Err(kernel::Error::Invalid(errors)) => (errors[0].field.to_string(), errors[0].code),
        other => panic!("taken: {other:?}"),
    }
}

pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(kernel::Error::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
