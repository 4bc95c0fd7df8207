//! What the customer demands of a field: that it is filled in, that it is about a person, that lists find it quickly.

use crate::{all, edit, house::on_each, id, make, record, wrong};
use kernel::{Actor, Batch, Error, Grant, Grants, House, Origin, Record, Result};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use std::sync::Arc;

fn field(key: &str, kind: &str, more: Value) -> Value {
    let mut field = record(json!({ "noun": "people", "key": key, "label": key, "kind": kind }));
    field.extend(record(more));
    Value::Object(field)
}

async fn import(house: &Arc<House>, rows: Vec<Value>) -> Result<usize> {
    let actor = Actor::operator().through(Origin::Import);
    let made = house.write(actor, None, move |work| {
        Box::pin(async move {
            let created = rows.into_iter().map(record).collect();
            work.write_batch("people", Batch { created, changed: Vec::new() }).await
        })
    });
    Ok(made.await?.0.created.len())
}

#[tokio::test]
async fn a_required_field_is_asked_for_by_every_door_and_not_of_rows_from_before() {
    on_each(all, async |house| {
        let before = make(&house, "people", json!({ "name": "Ann" })).await.unwrap();
        make(&house, "custom_fields", field("level", "text", json!({ "required": true }))).await.unwrap();
        let people = house.registry.noun("people").unwrap();
        assert!(people.custom()[0].required() && people.custom()[0].nullable);

        let missing = wrong(make(&house, "people", json!({ "name": "Bob" })).await);
        assert_eq!((missing.field.as_ref(), missing.code), ("custom.level", "fields.required"));
        let bob = make(&house, "people", json!({ "name": "Bob", "custom": { "level": "b" } })).await.unwrap();
        let emptied = wrong(edit(&house, "people", &bob, json!({ "custom": { "level": "" } })).await);
        assert_eq!((emptied.field.as_ref(), emptied.code), ("custom.level", "fields.required"));

        let untouched = house.reader(&Actor::operator()).record(people, id(&before)).await.unwrap();
        assert_eq!(untouched["custom"], json!({}));
        let edited = wrong(edit(&house, "people", &before, json!({ "title": "Lead" })).await);
        assert_eq!(edited.field, "custom.level");
        let change = json!({ "title": "Lead", "custom": { "level": "a" } });
        edit(&house, "people", &before, change).await.unwrap();

        let rows = vec![json!({ "name": "Cid", "custom": { "level": "c" } }), json!({ "name": "Dee" })];
        let imported = wrong(import(&house, rows).await);
        assert_eq!((imported.field.as_ref(), imported.row), ("custom.level", Some(1)));
        assert_eq!(import(&house, vec![json!({ "name": "Cid", "custom": { "level": "c" } })]).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_reference_names_a_row_that_the_writer_sees() {
    on_each(all, async |house| {
        make(&house, "custom_fields", field("buddy", "ref", json!({ "refers": "people" }))).await.unwrap();
        let ann = make(&house, "people", json!({ "name": "Ann" })).await.unwrap();
        let bob = json!({ "name": "Bob", "custom": { "buddy": ann["id"] } });
        let bob = make(&house, "people", bob).await.unwrap();
        assert_eq!(bob["custom"]["buddy"], ann["id"]);
        let nobody = json!({ "name": "Cid", "custom": { "buddy": kernel::new_id() } });
        let unknown = wrong(make(&house, "people", nobody).await);
        assert_eq!((unknown.field.as_ref(), unknown.code), ("custom.buddy", "fields.not_found"));

        // Somebody who may write units and read no people.
        make(
            &house,
            "custom_fields",
            json!({
                "noun": "units", "key": "host", "label": "Host", "kind": "ref", "refers": "people",
            }),
        )
        .await
        .unwrap();
        let grants = Grants([("units".to_owned(), Grant::full())].into());
        let clerk = Actor { grants: Arc::new(grants), ..Actor::operator() };
        let row = json!({ "name": "Oak", "kind": "team", "custom": { "host": ann["id"] } });
        let out_of_reach = wrong(crate::make_as(&house, clerk, "units", row).await);
        assert_eq!(out_of_reach.code, "fields.not_found");
    })
    .await;
}

#[tokio::test]
async fn hidden_and_locked_custom_fields_are_neither_read_nor_written() {
    on_each(all, async |house| {
        make(&house, "custom_fields", field("level", "text", json!({}))).await.unwrap();
        let grant = |change: fn(&mut Grant)| {
            let mut grant = Grant::full();
            change(&mut grant);
            Actor { grants: Arc::new(Grants([("people".to_owned(), grant)].into())), ..Actor::operator() }
        };
        let row = || json!({ "name": "Ann", "custom": { "level": "a" } });
        let blind = grant(|grant| grant.hidden.extend(["custom.level".to_owned()]));
        assert_eq!(wrong(crate::make_as(&house, blind.clone(), "people", row()).await).code, "fields.unknown");
        let filter = Some(kernel::Filter::eq("custom.level", json!("a")));
        let query = kernel::list::Query { filter, ..Default::default() };
        let people = house.registry.noun("people").unwrap();
        assert!(matches!(house.reader(&blind).page(people, &query).await, Err(Error::Invalid(_))));
        let reader = grant(|grant| grant.locked.extend(["custom.level".to_owned()]));
        assert_eq!(wrong(crate::make_as(&house, reader, "people", row()).await).code, "fields.read_only");
    })
    .await;
}

#[tokio::test]
async fn what_a_personal_field_says_is_locked_in_the_journal_and_erased_with_the_person() {
    on_each(all, async |house| {
        let home = field("home", "text", json!({ "personal": true }));
        let home = make(&house, "custom_fields", home).await.unwrap();
        let ann = make(&house, "people", json!({ "name": "Ann", "custom": { "home": "Lane 1" } })).await.unwrap();
        let ann = edit(&house, "people", &ann, json!({ "custom": { "home": "Lane 2" } })).await.unwrap();
        let plain = edit(&house, "custom_fields", &home, json!({ "personal": false })).await;
        assert!(matches!(plain, Err(Error::Refused(refusal)) if refusal.code == "custom_fields.stays"));
        // Also when the field is there no more.
        let (at, person) = (id(&home), id(&ann));
        let deleting = house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                work.delete_record("custom_fields", at, None).await?;
                work.delete_record("people", person, None).await
            })
        });
        deleting.await.unwrap();
        let lines = async || {
            let conn = house.store.reader();
            let lines = kernel::journal::of_row(conn, "people", person, None, 100).await.unwrap();
            let stored = serde_json::to_string(&lines).unwrap();
            assert!(!stored.contains("Lane"), "{stored}");
            let mut opened = lines;
            house.secrets.reveal(conn, &mut opened).await.unwrap();
            serde_json::to_string(&opened).unwrap()
        };
        let readable = lines().await;
        assert!(readable.contains(r#"["Lane 1","Lane 2"]"#) && readable.contains(r#"{"home":"Lane 2"}"#), "{readable}");
        let forgetting = house.write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.house.clone().secrets.forget(work.conn(), person).await })
        });
        forgetting.await.unwrap();
        assert!(!lines().await.contains("Lane"));
    })
    .await;
}

/// How the database would look a list up. A connection of SQLite that only explains does not hear of new indices, so a
/// new one is asked.
async fn plan(house: &House, key: &str, kind: &str) -> String {
    let people = house.registry.noun("people").unwrap();
    let found = people.field(&format!("custom.{key}")).unwrap();
    let text = kernel::filter::index_text(house.store.backend(), &found);
    let value = if kind == "text" { "'level 7'" } else { "7" };
    let fresh = sea_orm::Database::connect(house.store.url()).await.unwrap();
    let sql = match house.store.backend() {
        DbBackend::Postgres => format!("EXPLAIN SELECT * FROM people WHERE {text} = {value}"),
        _ => format!("EXPLAIN QUERY PLAN SELECT * FROM people WHERE {text} = {value}"),
    };
    let at = usize::from(house.store.backend() != DbBackend::Postgres) * 3;
    #[expect(clippy::disallowed_methods, reason = "asks how, and reads no row")]
    let rows = fresh.query_all_raw(Statement::from_string(house.store.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(at).unwrap() + "\n").collect()
}

#[tokio::test]
async fn an_indexed_field_gets_an_index_that_lists_use_and_loses_it_again() {
    on_each(all, async |house| {
        for (key, kind) in [("level", "text"), ("rank", "integer")] {
            let level = make(&house, "custom_fields", field(key, kind, json!({ "indexed": true }))).await.unwrap();
            let value = |n: i64| if kind == "text" { json!(format!("level {n}")) } else { json!(n) };
            let rows = (0..2000).map(|n| json!({ "name": format!("{kind} {n}"), "custom": { key: value(n) } }));
            import(&house, rows.collect()).await.unwrap();
            assert!(!plan(&house, key, kind).await.contains("by_custom_"));
            assert_eq!(views::index_fields(&house).await.unwrap(), (1, 0));
            assert_eq!(views::index_fields(&house).await.unwrap(), (0, 0), "once is enough");
            if house.store.backend() == DbBackend::Postgres {
                #[expect(clippy::disallowed_methods, reason = "statistics, no row")]
                house.store.reader().execute_unprepared("ANALYZE people").await.unwrap();
            }
            let planned = plan(&house, key, kind).await;
            assert!(planned.contains("by_custom_"), "{planned}");
            let filter = Some(kernel::Filter::eq(format!("custom.{key}"), value(7)));
            let sort = vec![kernel::list::Sort { field: format!("custom.{key}"), descending: true }];
            let query = kernel::list::Query { filter, sort, ..Default::default() };
            let operator = Actor::operator();
            let people = house.registry.noun("people").unwrap();
            let found: Vec<Record> = house.reader(&operator).page(people, &query).await.unwrap().rows;
            assert_eq!(found.iter().map(|row| row["name"].clone()).collect::<Vec<_>>(), [json!(format!("{kind} 7"))]);

            edit(&house, "custom_fields", &level, json!({ "indexed": false })).await.unwrap();
            assert_eq!(views::index_fields(&house).await.unwrap(), (0, 1));
        }
    })
    .await;
}

#[tokio::test]
async fn long_text_and_tags_have_no_index() {
    on_each(all, async |house| {
        for kind in ["long_text", "tags"] {
            let made = make(&house, "custom_fields", field("note", kind, json!({ "indexed": true }))).await;
            let error = wrong(made);
            assert_eq!((error.field.as_ref(), error.code), ("indexed", "custom_fields.no_index"));
        }
    })
    .await;
}
