//! A guard is asked by every way of writing, and what it refuses is not written.

use crate::things::Trial;
use kernel::{Actor, Attempt, Batch, Error, Record, Refusal, Result, Work, record};
use serde_json::json;
use std::sync::Arc;

const GUARDED: Refusal = Refusal::new("things.guarded", "this is guarded");

/// Shown by somebody who has asked for leave.
struct Leave;

/// Nobody touches what is, or would be, called so.
pub async fn ask(attempt: &Attempt<'_>, work: &Work) -> Result<()> {
    let called = |row: Option<&Record>| row.is_some_and(|row| row["name"] == "Guarded");
    let guarded = called(attempt.before) || called(attempt.after);
    if guarded && work.pass::<Leave>().is_none() { Err(GUARDED.with("verb", attempt.verb).into()) } else { Ok(()) }
}

fn refused<T: std::fmt::Debug>(done: Result<T>) -> String {
    match done {
        Err(Error::Refused(refusal)) if refusal.code == GUARDED.code => refusal.arguments[0].1.clone(),
        Err(Error::Invalid(errors)) if errors[0].code == GUARDED.code => format!("row {:?}", errors[0].row),
        other => panic!("it was not guarded: {other:?}"),
    }
}

async fn guarded_row(trial: &Trial) -> Record {
    let (row, _) = trial
        .house
        .write(Actor::operator(), None, |work| {
            Box::pin(async move {
                let input = json!({ "name": "Guarded" }).as_object().cloned().expect("an object");
                let leave = Arc::new(Leave);
                work.passing(leave, |work| Box::pin(async move { work.create_record("things", &input).await })).await
            })
        })
        .await
        .expect("who has leave writes");
    row
}

#[tokio::test]
async fn every_way_of_writing_asks() {
    for trial in Trial::both().await {
        let me = Actor::operator();
        assert_eq!(refused(trial.make(&me, json!({ "name": "Guarded" })).await), "create");
        let open = trial.make(&me, json!({ "name": "Open" })).await.unwrap();
        assert_eq!(refused(trial.edit(&me, &open, json!({ "name": "Guarded" })).await), "edit");
        let same = trial.edit(&me, &open, json!({ "name": "Open" })).await.unwrap();
        assert_eq!(same["version"], 1, "nothing changes, so nobody is asked");

        let row = guarded_row(&trial).await;
        assert_eq!(refused(trial.edit(&me, &row, json!({ "name": "Free" })).await), "edit");
        let id = record::id(&row).unwrap();
        let gone = trial
            .house
            .write(me.clone(), None, move |work| Box::pin(async move { work.delete_record("things", id, None).await }));
        assert_eq!(refused(gone.await), "delete");

        let mut renamed = open.clone();
        renamed.insert("name".into(), "Guarded".into());
        let new = |name: &str| json!({ "name": name }).as_object().cloned().expect("an object");
        let batch = Batch { created: vec![new("One"), new("Guarded")], changed: vec![(open.clone(), renamed)] };
        let written = trial.house.write(me.clone(), None, move |work| {
            Box::pin(async move { work.write_batch("things", batch).await.map(|_| ()) })
        });
        assert_eq!(refused(written.await), "row Some(1)");
        let rows = vec![open.clone(), row.clone()];
        let removed = trial.house.write(me.clone(), None, move |work| {
            Box::pin(async move { work.remove_batch("things", rows).await.map(|_| ()) })
        });
        assert_eq!(refused(removed.await), "delete");
        let noun = trial.house.registry.noun("things").unwrap();
        let held = trial.house.reader(&me).record(noun, record::id(&open).unwrap()).await.unwrap();
        assert_eq!(held, open, "a refused write leaves nothing behind");
    }
}

#[tokio::test]
async fn a_pass_ends_with_what_it_was_shown_for() {
    for trial in Trial::both().await {
        let row = guarded_row(&trial).await;
        let id = record::id(&row).unwrap();
        let done = trial.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let leave = Arc::new(Leave);
                let nothing = work
                    .passing(leave, |work| {
                        Box::pin(async move { work.fetch::<crate::things::Entity>(kernel::new_id()).await })
                    })
                    .await;
                assert!(nothing.is_err());
                work.delete_record("things", id, None).await
            })
        });
        assert_eq!(refused(done.await), "delete");
    }
}

#[tokio::test]
async fn the_system_and_whoever_takes_back_are_not_asked() {
    for trial in Trial::both().await {
        trial.make(&Actor::system(), json!({ "name": "Guarded" })).await.expect("the system writes what it has to");
        let row = trial.make(&Actor::operator(), json!({ "name": "Open" })).await.unwrap();
        let back = trial.house.write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                work.cause = Some(json!({ "undo": "an import" }));
                work.remove("things", row).await
            })
        });
        back.await.expect("what was taken in is taken back");
        let named = Actor { user: Some(kernel::new_id()), ..Actor::system() };
        assert_eq!(refused(trial.make(&named, json!({ "name": "Guarded" })).await), "create", "a user of that name");
    }
}
