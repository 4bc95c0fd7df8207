//! Works that are under way at the same time, and other servers on the same database.

use crate::things::{Trial, open};
use kernel::{Actor, Error, journal, list::Query, record};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};

#[tokio::test(flavor = "multi_thread")]
async fn of_many_rows_added_at_once_only_those_fail_that_would_fail_alone() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        // Every third name is one of ten that come again and again.
        let name =
            |nth: usize| if nth.is_multiple_of(3) { format!("Again {}", nth % 10) } else { format!("Thing {nth}") };
        let made = futures::future::join_all((0..300).map(|nth| {
            let (trial, me) = (&trial, &me);
            async move { (name(nth), trial.make(me, json!({ "name": name(nth) })).await) }
        }));
        let (made, refused): (Vec<_>, Vec<_>) = made.await.into_iter().partition(|(_, made)| made.is_ok());
        let names: BTreeSet<String> = made.iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(names.len(), made.len(), "a name was taken twice");
        assert_eq!(names, (0..300).map(name).collect(), "a row failed for what another one did");
        for (name, refused) in &refused {
            let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
            assert_eq!((errors[0].field.as_ref(), errors[0].code), ("name", "fields.taken"));
            assert_eq!(errors[0].value.as_deref(), Some(name.as_str()));
        }
        let reader = trial.house.reader(&me);
        let noun = trial.house.registry.noun("things").unwrap();
        assert_eq!(reader.count(noun, &Query::default()).await.unwrap(), made.len() as i64);
        let mut positions = BTreeSet::new();
        for (_, row) in &made {
            let row = row.as_ref().unwrap();
            assert_eq!(&reader.record(noun, record::id(row).unwrap()).await.unwrap(), row);
            let lines = reader.timeline(noun, record::id(row).unwrap(), None, 10).await.unwrap();
            assert_eq!(lines.len(), 1, "a row has one line in the journal");
            positions.insert(lines[0].position());
        }
        assert_eq!(positions.len(), made.len());
    }
}

#[tokio::test]
async fn the_position_a_writer_is_told_is_that_of_its_own_last_line() {
    for trial in Trial::both().await {
        let written = futures::future::join_all((0..40).map(|nth| {
            trial.house.write(Actor::system(), None, move |work| {
                Box::pin(async move {
                    let input = json!({ "name": format!("Thing {nth}") });
                    work.create_record("things", input.as_object().expect("an object")).await
                })
            })
        }));
        for written in written.await {
            let (row, position) = written.unwrap();
            let lines = journal::of_row(trial.house.store.reader(), "things", record::id(&row).unwrap(), None, 10);
            assert_eq!(lines.await.unwrap()[0].position(), position);
        }
    }
}

#[tokio::test]
async fn a_work_sees_the_rows_it_has_added_and_takes_them_back_when_it_fails() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let failed = trial.house.write(me.clone(), None, |work| {
            Box::pin(async move {
                let noun = work.house.clone();
                let noun = noun.registry.known("things")?;
                let made =
                    work.create_record("things", json!({ "name": "Rack" }).as_object().expect("an object")).await?;
                let seen = work.reader().record(noun, record::id(&made)?).await?;
                assert_eq!(seen, made);
                let other =
                    work.create_record("things", json!({ "name": "Box" }).as_object().expect("an object")).await?;
                assert_eq!(work.reader().count(noun, &Query::default()).await?, 2);
                work.edit_record(
                    "things",
                    record::id(&other)?,
                    1,
                    json!({ "name": "Rack" }).as_object().expect("an object"),
                )
                .await
            })
        });
        let Err(Error::Invalid(errors)) = failed.await else { panic!("the name was taken") };
        assert_eq!(errors[0].code, "fields.taken");
        let noun = trial.house.registry.noun("things").unwrap();
        assert_eq!(trial.house.reader(&me).count(noun, &Query::default()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_was_written_before_a_part_that_may_fail_is_taken_back_with_the_work() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let failed = trial.house.write(me.clone(), None, |work| {
            Box::pin(async move {
                work.note("things", None, "looked", json!({})).await?;
                work.attempt(|_| Box::pin(async { Ok(()) })).await?;
                Err::<(), _>(Error::NotFound("things".into()))
            })
        });
        assert!(matches!(failed.await, Err(Error::NotFound(_))));
        let lines = journal::after(trial.house.store.reader(), kernel::Position::default(), 10).await.unwrap();
        assert!(lines.is_empty(), "{lines:?}");
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_added_is_named_also_where_a_later_statement_finds_out() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        let failed = trial.house.write(me.clone(), None, |work| {
            Box::pin(async move {
                let house = work.house.clone();
                let noun = house.registry.known("things")?;
                work.create_record("things", json!({ "name": "Rack" }).as_object().expect("an object")).await?;
                work.reader().count(noun, &Query::default()).await
            })
        });
        let Err(Error::Invalid(errors)) = failed.await else { panic!("the name was taken") };
        assert_eq!((errors[0].field.as_ref(), errors[0].code), ("name", "fields.taken"));
    }
}

#[tokio::test]
async fn a_new_name_is_shown_with_the_next_page_and_with_those_of_other_servers_soon() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let other = open(trial.house.store.url()).await;
        let noun = trial.house.registry.noun("things").unwrap();
        let made = trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        let id = record::id(&made).unwrap();
        let here = async || trial.house.reader(&me).titles(noun, BTreeSet::from([id])).await.unwrap()[&id].to_string();
        let there = async || other.reader(&me).titles(noun, BTreeSet::from([id])).await.unwrap()[&id].to_string();
        assert_eq!((here().await, there().await), ("Rack".into(), "Rack".into()));
        let made = trial.edit(&me, &made, json!({ "price": "20" })).await.unwrap();
        trial.edit(&me, &made, json!({ "name": "Shelf" })).await.unwrap();
        assert_eq!(here().await, "Shelf");
        for _ in 0..100 {
            if there().await == "Shelf" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(there().await, "Shelf");
    }
}

#[tokio::test]
async fn what_works_share_is_read_once_and_anew_after_a_write() {
    struct Names(Vec<String>);
    for trial in Trial::both().await {
        let me = Actor::operator();
        let names = async || {
            let read = trial.house.write(Actor::system(), None, |work| {
                Box::pin(async move {
                    let noun = work.house.clone();
                    let page = async {
                        let page = work.reader().page(noun.registry.known("things")?, &Query::default()).await?;
                        Ok(Names(page.rows.iter().map(|row| row["name"].as_str().unwrap_or_default().into()).collect()))
                    };
                    work.shared(&["things"], page).await
                })
            });
            read.await.unwrap().0
        };
        trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        let first = names().await;
        assert_eq!(first.0, ["Rack"]);
        assert!(std::sync::Arc::ptr_eq(&first, &names().await), "it was read again for nothing");
        trial.make(&me, json!({ "name": "Shelf" })).await.unwrap();
        assert_eq!(names().await.0.len(), 2);
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a stranger's transaction, in a database that is none of ours")]
async fn a_long_transaction_of_another_database_holds_up_no_reader_and_one_of_this_does() {
    use sea_orm::{ConnectionTrait, Database, TransactionTrait};
    for trial in Trial::both().await {
        let Ok(cluster) = std::env::var("QUARTERMASTER_TEST_POSTGRES") else { continue };
        if trial.house.store.backend() != sea_orm::DbBackend::Postgres {
            continue;
        }
        let long = async |url: &str| {
            let running = Database::connect(url).await.unwrap().begin().await.unwrap();
            running.execute_unprepared("SELECT pg_current_xact_id()").await.unwrap();
            running
        };
        let lines = async || {
            let reader = trial.house.store.reader();
            journal::after(reader, kernel::Position::default(), 10).await.unwrap().len()
        };
        let me = Actor::operator();
        let strange = long(&cluster).await;
        trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        assert_eq!(lines().await, 1);
        let own = long(trial.house.store.url()).await;
        trial.make(&me, json!({ "name": "Shelf" })).await.unwrap();
        assert_eq!(lines().await, 1, "a line could still come before");
        own.rollback().await.unwrap();
        assert_eq!(lines().await, 2);
        strange.rollback().await.unwrap();
    }
}
