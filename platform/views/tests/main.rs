//! What views and custom fields promise, on both databases.

mod dashboards;
mod demands;
#[path = "../../org/tests/house.rs"]
mod house;
mod shortcuts;

use house::on_each;
use kernel::{Actor, Capability, Error, FieldError, House, Record, Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

fn all() -> Vec<Capability> {
    vec![org::capability(), views::capability()]
}

fn record(value: Value) -> Record {
    value.as_object().cloned().expect("a row is an object")
}

async fn make_as(house: &Arc<House>, actor: Actor, noun: &'static str, row: Value) -> Result<Record> {
    let (made, _) = house
        .write(actor, None, move |work: &mut Work| {
            Box::pin(async move { work.create_record(noun, &record(row)).await })
        })
        .await?;
    Ok(made)
}

async fn make(house: &Arc<House>, noun: &'static str, row: Value) -> Result<Record> {
    make_as(house, Actor::operator(), noun, row).await
}

async fn edit(house: &Arc<House>, noun: &'static str, row: &Record, change: Value) -> Result<Record> {
    let (id, version) = (id(row), row["version"].as_i64().expect("a row has a version"));
    let (changed, _) = house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.edit_record(noun, id, version, &record(change)).await })
        })
        .await?;
    Ok(changed)
}

fn id(row: &Record) -> Uuid {
    kernel::record::id(row).expect("a row has an id")
}

fn wrong<T: std::fmt::Debug>(result: Result<T>) -> FieldError {
    match result {
        Err(Error::Invalid(mut errors)) => errors.remove(0),
        other => panic!("taken: {other:?}"),
    }
}

#[tokio::test]
async fn a_custom_field_is_there_at_once_and_keeps_its_values_when_it_goes() {
    on_each(all, async |house| {
        let level =
            json!({ "noun": "people", "key": "level", "label": "Level", "kind": "choice", "options": ["a", "b"] });
        let level = make(&house, "custom_fields", level).await.unwrap();
        let ann = make(&house, "people", json!({ "name": "Ann", "custom": { "level": "b" } })).await.unwrap();
        assert_eq!(ann["custom"], json!({ "level": "b" }));
        let other = edit(&house, "people", &ann, json!({ "custom": { "level": "c" } })).await;
        assert_eq!(wrong(other).field, "custom.level");
        let (at, version) = (id(&level), level["version"].as_i64());
        let deleting = house.write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.delete_record("custom_fields", at, version).await })
        });
        deleting.await.unwrap();
        assert_eq!(house.registry.noun("people").unwrap().custom().len(), 0);
        let operator = Actor::operator();
        let people = house.registry.noun("people").unwrap();
        let ann = house.reader(&operator).record(people, id(&ann)).await.unwrap();
        assert_eq!(ann["custom"], json!({ "level": "b" }));
    })
    .await;
}

#[tokio::test]
async fn a_field_that_was_not_written_after_all_is_taken_back() {
    on_each(all, async |house| {
        let failed = house.write(Actor::operator(), None, |work| {
            Box::pin(async move {
                let level = json!({ "noun": "people", "key": "level", "label": "Level", "kind": "text" });
                work.create_record("custom_fields", &record(level)).await?;
                Err::<(), _>(Error::internal("the power fails"))
            })
        });
        failed.await.unwrap_err();
        for _ in 0..50 {
            if house.registry.noun("people").unwrap().custom().is_empty() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("the field is still there");
    })
    .await;
}

#[tokio::test]
async fn a_custom_field_keeps_its_key_and_kind_and_has_a_plain_key_of_its_own() {
    on_each(all, async |house| {
        let field = |key: &str| json!({ "noun": "people", "key": key, "label": "Level", "kind": "text" });
        let level = make(&house, "custom_fields", field("level")).await.unwrap();
        let edited = edit(&house, "custom_fields", &level, json!({ "kind": "date" })).await;
        assert!(matches!(edited, Err(Error::Refused(refusal)) if refusal.code == "custom_fields.stays"));
        edit(&house, "custom_fields", &level, json!({ "label": "Grade" })).await.unwrap();
        assert_eq!(house.registry.noun("people").unwrap().custom()[0].label, "Grade");
        for (key, code) in [
            ("level", "fields.taken"),
            ("name", "fields.taken"),
            ("version", "fields.taken"),
            ("Le vel", "custom_fields.bad_key"),
        ] {
            let error = wrong(make(&house, "custom_fields", field(key)).await);
            assert_eq!((error.field.as_ref(), error.code), ("key", code), "{key}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_view_is_its_owners_alone_until_it_is_shared() {
    on_each(all, async |house| {
        let person = async |name: &str| {
            let row = make(&house, "people", json!({ "name": name })).await.unwrap();
            Actor { person: Some(id(&row)), ..Actor::operator() }
        };
        let (ann, bob) = (person("Ann").await, person("Bob").await);
        let mine = json!({ "noun": "people", "name": "Mine", "state": { "sort": "name" } });
        let mine = make_as(&house, ann.clone(), "views", mine).await.unwrap();
        let views = house.registry.noun("views").unwrap();
        let seen = async |actor: &Actor| house.reader(actor).record(views, id(&mine)).await.is_ok();
        assert_eq!((seen(&ann).await, seen(&bob).await), (true, false));
        let at = id(&mine);
        let sharing = house.write(ann.clone(), None, move |work| {
            Box::pin(async move { work.edit_record("views", at, 1, &record(json!({ "shared": true }))).await })
        });
        sharing.await.unwrap();
        assert!(seen(&bob).await);
        let editing = house.write(bob, None, move |work| {
            Box::pin(async move { work.edit_record("views", at, 2, &record(json!({ "name": "Bob's" }))).await })
        });
        assert!(matches!(editing.await, Err(Error::Forbidden(_))));
    })
    .await;
}
