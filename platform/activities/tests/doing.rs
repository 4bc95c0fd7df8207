//! What is done, and when.

use crate::{about, act, house::on_each, id, person, record, refused};
use kernel::{Actor, Error};
use serde_json::json;

#[tokio::test]
async fn a_task_is_done_when_somebody_says_so() {
    on_each(crate::all, async |house| {
        let ann = person(&house, "Ann").await;
        let task = json!({ "kind": "task", "title": "Send the offer", "due_on": house.today() });
        let task = about(&house, &ann, task).await.unwrap();
        assert_eq!((&task["done"], &task["at"]), (&json!(false), &json!(null)));
        let done = act(&house, &task, "complete").await.unwrap();
        assert_eq!(done["done"], json!(true));
        assert!(done["done_at"].is_string());
        assert_eq!(refused(act(&house, &done, "complete").await), "activities.done_already");
        let again = act(&house, &done, "reopen").await.unwrap();
        assert_eq!((&again["done"], &again["done_at"]), (&json!(false), &json!(null)));
    })
    .await;
}

#[tokio::test]
async fn what_was_said_is_done_and_is_called_as_it_begins() {
    on_each(crate::all, async |house| {
        let ann = person(&house, "Ann").await;
        let comment = json!({ "kind": "comment", "body": "Wants a sample.\nBy May." });
        let comment = about(&house, &ann, comment).await.unwrap();
        assert_eq!((&comment["title"], &comment["done"]), (&json!("Wants a sample."), &json!(true)));
        assert_eq!(refused(act(&house, &comment, "reopen").await), "activities.happened");
    })
    .await;
}

#[tokio::test]
async fn an_activity_stays_with_what_it_is_about_and_goes_with_it() {
    on_each(crate::all, async |house| {
        let (ann, bob) = (person(&house, "Ann").await, person(&house, "Bob").await);
        let call = about(&house, &ann, json!({ "kind": "call", "title": "First call" })).await.unwrap();
        let (at, to) = (id(&call), bob["id"].clone());
        let moved = house
            .write(Actor::operator(), None, move |work| {
                Box::pin(
                    async move { work.edit_record("activities", at, 1, &record(json!({ "subject_id": to }))).await },
                )
            })
            .await;
        assert_eq!(refused(moved), "activities.subject_stays");
        let subject = id(&ann);
        let deleting = house.write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.delete_record("people", subject, None).await })
        });
        deleting.await.unwrap();
        let operator = Actor::operator();
        let gone = house.reader(&operator).record(house.registry.noun("activities").unwrap(), at).await;
        assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn only_people_who_are_there_are_mentioned() {
    on_each(crate::all, async |house| {
        let ann = person(&house, "Ann").await;
        let known = json!({ "kind": "comment", "body": "See this", "mentions": [ann["id"]] });
        about(&house, &ann, known).await.unwrap();
        let unknown = json!({ "kind": "comment", "body": "See this", "mentions": [kernel::new_id()] });
        match about(&house, &ann, unknown).await {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, "mentions"),
            other => panic!("taken: {other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn whom_one_met_is_a_row_that_is_there() {
    on_each(crate::all, async |house| {
        let (ann, bob) = (person(&house, "Ann").await, person(&house, "Bob").await);
        let visit = json!({ "kind": "visit", "title": "Saw Bob", "met_noun": "people", "met_id": bob["id"] });
        let visit = about(&house, &ann, visit).await.unwrap();
        assert_eq!(visit["met_id"], bob["id"]);
        for (wrong, field) in [
            (json!({ "met_noun": "people", "met_id": kernel::new_id() }), "met_id"),
            (json!({ "met_noun": "nobody", "met_id": bob["id"] }), "met_id"),
            (json!({ "met_id": bob["id"] }), "met_noun"),
        ] {
            let mut row = record(json!({ "kind": "visit", "title": "Saw somebody" }));
            row.extend(record(wrong));
            match about(&house, &ann, row.into()).await {
                Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, field),
                other => panic!("taken: {other:?}"),
            }
        }
        let nobody = json!({ "kind": "visit", "title": "Saw nobody", "met_noun": "people" });
        assert_eq!(about(&house, &ann, nobody).await.unwrap()["met_noun"], json!(null));
    })
    .await;
}
