//! Everything is written through one door, and the journal tells of it.

use crate::things::{Trial, somebody};
use kernel::{Actor, Batch, Error, Reach, journal, list::Query, record};
use serde_json::{Value, json};

#[tokio::test]
async fn a_row_says_what_was_written_and_the_journal_who_wrote_it() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let made = trial
            .make(
                &me,
                json!({ "name": " Rack ", "price": { "amount": "12.34" }, "share": 12.5, "tags": ["a", "a", "b"] }),
            )
            .await
            .unwrap();
        assert_eq!(made["name"], "Rack");
        assert_eq!(made["price"], 1234);
        assert_eq!(made["share"], 1250);
        assert_eq!(made["colour"], "red");
        assert_eq!(made["tags"], json!(["a", "b"]));
        let edited = trial.edit(&me, &made, json!({ "price": "20", "mail": "Ann@Example.com" })).await.unwrap();
        assert_eq!((&edited["price"], &edited["version"]), (&json!(2000), &json!(2)));

        let id = record::id(&made).unwrap();
        let reader = trial.house.reader(&me);
        let noun = trial.house.registry.noun("things").unwrap();
        assert_eq!(reader.record(noun, id).await.unwrap(), edited);
        let lines = reader.timeline(noun, id, None, 10).await.unwrap();
        let told: Vec<_> = lines.iter().map(|line| (line.verb.as_str(), line.actor.as_str())).collect();
        assert_eq!(told, [("edit", "local operator"), ("create", "local operator")]);
        assert_eq!(lines[0].changes["price"], json!([1234, 2000]));
        assert!(
            !lines[0].changes.to_string().contains("example"),
            "a mail address stands in the journal for all to read"
        );
    }
}

#[tokio::test]
async fn a_stale_edit_is_a_conflict_with_both_values() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let made = trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        trial.edit(&me, &made, json!({ "name": "Shelf" })).await.unwrap();
        match trial.edit(&me, &made, json!({ "name": "Box" })).await {
            Err(Error::Conflict { current, yours }) => {
                assert_eq!((&current["name"], &yours["name"]), (&json!("Shelf"), &json!("Box")));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn every_wrong_value_is_named_at_once_and_nothing_is_written() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let wrong = json!({ "colour": "green", "price": "1.234", "bought_on": "01/02/2026", "mail": "nobody", "x": 1 });
        match trial.make(&me, wrong).await {
            Err(Error::Invalid(errors)) => {
                let named: Vec<_> = errors.iter().map(|error| (error.field.as_ref(), error.code)).collect();
                assert_eq!(
                    named,
                    [
                        ("colour", "fields.not_option"),
                        ("price", "fields.not_money"),
                        ("bought_on", "fields.not_date"),
                        ("mail", "fields.not_email"),
                        ("x", "fields.unknown"),
                        ("name", "fields.required"),
                    ]
                );
            }
            other => panic!("{other:?}"),
        }
        trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        match trial.make(&me, json!({ "name": "Rack" })).await {
            Err(Error::Invalid(errors)) => {
                assert_eq!((errors[0].field.as_ref(), errors[0].code), ("name", "fields.taken"))
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_reader_of_the_journal_sees_every_line_once_and_in_order() {
    for trial in Trial::both().await {
        let writers = (0..8).map(|at| {
            let house = trial.house.clone();
            tokio::spawn(async move {
                for index in 0..5 {
                    let input = json!({ "name": format!("{at}-{index}") }).as_object().cloned().unwrap();
                    house
                        .write(Actor::operator(), None, move |work| {
                            Box::pin(async move { work.create_record("things", &input).await })
                        })
                        .await
                        .unwrap();
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let mut position = kernel::Position::default();
        let mut seen = Vec::new();
        while seen.len() < 40 {
            let lines = journal::after(trial.house.store.reader(), position, 7).await.unwrap();
            if let Some(last) = lines.last() {
                position = last.position();
            }
            seen.extend(lines.into_iter().filter_map(|line| line.row_id));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((count, seen.len()), (40, 40));
    }
}

#[tokio::test]
async fn a_chunk_of_an_import_is_one_line_and_the_row_still_tells_its_story() {
    for trial in Trial::both().await {
        let created = vec![
            json!({ "name": "A", "price": 100 }).as_object().cloned().unwrap(),
            json!({ "name": "B", "price": 200 }).as_object().cloned().unwrap(),
        ];
        let (written, _) = trial
            .house
            .write(Actor::operator(), None, move |work| {
                Box::pin(async move { work.write_batch("things", Batch { created, ..Batch::default() }).await })
            })
            .await
            .unwrap();
        let before = written.created[0].clone();
        let mut after = before.clone();
        after.insert("price".into(), 150.into());
        let changed = vec![(before.clone(), after), (written.created[1].clone(), written.created[1].clone())];
        let (again, _) = trial
            .house
            .write(Actor::operator(), None, move |work| {
                Box::pin(async move { work.write_batch("things", Batch { changed, ..Batch::default() }).await })
            })
            .await
            .unwrap();
        assert_eq!((again.changed.len(), again.same), (1, 1));
        let me = Actor::operator();
        let noun = trial.house.registry.noun("things").unwrap();
        let lines = trial.house.reader(&me).timeline(noun, record::id(&before).unwrap(), None, 10).await.unwrap();
        assert_eq!(lines.len(), 2);
        let changes = journal::imported(&lines[0].changes, record::id(&before).unwrap()).unwrap();
        assert_eq!(changes["price"], json!([100, 150]));
    }
}

#[tokio::test]
async fn nobody_makes_or_edits_rows_outside_their_reach() {
    for trial in Trial::both().await {
        let (ann, bob, eve) = (kernel::new_id(), kernel::new_id(), kernel::new_id());
        for (person, place) in [(ann, 10), (bob, 11), (eve, 20)] {
            trial.place(person, place).await;
        }
        let lead = somebody(ann, Reach::Subtree, (10, 19));
        trial.make(&lead, json!({ "name": "mine" })).await.unwrap();
        trial.make(&lead, json!({ "name": "bob's", "owner_id": bob })).await.unwrap();
        match trial.make(&lead, json!({ "name": "eve's", "owner_id": eve })).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].code, "fields.out_of_reach"),
            other => panic!("{other:?}"),
        }
        let hers = trial.make(&Actor::operator(), json!({ "name": "eve's", "owner_id": eve })).await.unwrap();
        assert!(matches!(trial.edit(&lead, &hers, json!({ "name": "x" })).await, Err(Error::NotFound(_))));
        let rep = somebody(bob, Reach::Own, (10, 19));
        let reader = trial.house.reader(&rep);
        let noun = trial.house.registry.noun("things").unwrap();
        let rows = reader.page(noun, &Query::default()).await.unwrap().rows;
        let names: Vec<Value> = rows.iter().map(|row| row["name"].clone()).collect();
        assert_eq!(names, [json!("bob's")]);
    }
}

#[tokio::test]
async fn what_is_attempted_and_fails_takes_nothing_else_with_it() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let written = trial.house.write(me.clone(), None, |work| {
            Box::pin(async move {
                let thing = |name: &str| json!({ "name": name }).as_object().cloned().unwrap();
                let (first, second) = (thing("First"), thing("Second"));
                work.create_record("things", &first).await?;
                let failed = work
                    .attempt(|work| {
                        Box::pin(async move {
                            work.create_record("things", &second).await?;
                            work.create_record("things", &json!({}).as_object().cloned().unwrap()).await
                        })
                    })
                    .await;
                assert!(matches!(failed, Err(Error::Invalid(_))), "{failed:?}");
                work.create_record("things", &thing("Third")).await
            })
        });
        written.await.unwrap();
        let noun = trial.house.registry.noun("things").unwrap();
        let page = trial.house.reader(&me).page(noun, &Query::default()).await.unwrap();
        let names: Vec<_> = page.rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["First", "Third"]);
    }
}

#[tokio::test]
async fn many_rows_go_with_one_line_and_those_changed_since_stay() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let mut rows = Vec::new();
        for name in ["One", "Two", "Three"] {
            rows.push(trial.make(&me, json!({ "name": name, "mail": "ann@example.com" })).await.unwrap());
        }
        let before = kernel::record::now();
        trial.edit(&me, &rows[1], json!({ "name": "Zwei" })).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| record::id(row).unwrap()).collect();
        let (removed, _) = trial
            .house
            .write(me.clone(), None, |work| Box::pin(async move { work.remove_batch("things", rows).await }))
            .await
            .unwrap();
        assert_eq!((removed.gone, removed.kept.into_iter().collect::<Vec<_>>()), (2, vec![ids[1]]));

        let noun = trial.house.registry.noun("things").unwrap();
        let reader = trial.house.reader(&me);
        let there = reader.page(noun, &Query::default()).await.unwrap().rows;
        assert_eq!((there.len(), &there[0]["name"]), (1, &json!("Zwei")));
        let lines = journal::of_row(trial.house.store.reader(), "things", ids[0], None, 10).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.verb.as_str()).collect::<Vec<_>>(), ["delete", "create"]);
        assert!(!lines[0].changes.to_string().contains("example"), "a mail address stands in the journal");
        assert_eq!(lines[0].rows().len(), 2);
        let was = reader.past_record(noun, ids[2], before).await.unwrap();
        assert_eq!((&was["name"], &was["mail"]), (&json!("Three"), &json!("ann@example.com")));
    }
}

#[tokio::test]
async fn every_row_of_a_chunk_whose_unique_value_is_taken_is_named() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        trial.make(&me, json!({ "name": "Rack" })).await.unwrap();
        let created =
            ["Shelf", "Rack", "Box", "Shelf"].map(|name| json!({ "name": name }).as_object().cloned().unwrap());
        let batch = Batch { created: created.into(), changed: Vec::new() };
        let tried = trial
            .house
            .write(me.clone(), None, |work| {
                Box::pin(async move { work.write_batch("things", batch).await.map(|_| ()) })
            })
            .await;
        let Err(Error::Invalid(errors)) = tried else { panic!("{tried:?}") };
        let named: Vec<_> = errors.iter().map(|error| (error.row, error.code, error.value.as_deref())).collect();
        assert_eq!(named, [(Some(1), "fields.taken", Some("Rack")), (Some(3), "fields.taken", Some("Shelf"))]);
    }
}

#[tokio::test]
async fn a_work_that_panics_takes_nobody_along() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        let writes = (0..9).map(|at| {
            let (house, me) = (trial.house.clone(), me.clone());
            tokio::spawn(async move {
                house
                    .write(me, None, move |work| {
                        Box::pin(async move {
                            let input = json!({ "name": format!("Rack {at}") });
                            let made = work.create_record("things", input.as_object().expect("an object")).await?;
                            // What was added so far is in the database when the panic comes.
                            work.attempt(|_| Box::pin(async { Ok(()) })).await?;
                            assert!(at != 4, "a mistake in one piece of work");
                            Ok(made)
                        })
                    })
                    .await
                    .map(drop)
            })
        });
        let mut failed = Vec::new();
        for (at, write) in writes.collect::<Vec<_>>().into_iter().enumerate() {
            // Where the work runs in the caller's own task, the panic is the caller's.
            if !matches!(write.await, Ok(Ok(()))) {
                failed.push(at);
            }
        }
        assert_eq!(failed, [4]);
        trial.make(&me, json!({ "name": "After" })).await.unwrap();
        let noun = trial.house.registry.noun("things").unwrap();
        let page = trial.house.reader(&me).page(noun, &Query::default()).await.unwrap();
        let mut names: Vec<_> = page.rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        let expected = ["After", "Rack 0", "Rack 1", "Rack 2", "Rack 3", "Rack 5", "Rack 6", "Rack 7", "Rack 8"];
        assert_eq!(names, expected);
    }
}
