//! Somebody leaves: what ends, what is handed over, and who still sees what they sold.

use crate::{act, edit, house::on_each, person, read, refused, unit};
use kernel::{Actor, Capability, Work};
use org::{PersonLeft, person::PersonId};
use serde_json::json;

/// Somebody below the organization who hears of it.
fn capabilities() -> Vec<Capability> {
    let below = Capability::new("below").hears::<PersonLeft, _>(|event, work: &mut Work| {
        Box::pin(async move {
            let successor = event.successor.ok_or_else(|| kernel::Error::internal("the test names one"))?;
            let noted = work.fetch::<org::person::Entity>(successor.0).await?;
            work.update::<org::person::Entity>(noted, |person| person.title = Some("took over".into())).await?;
            Ok(())
        })
    });
    vec![org::capability(), below]
}

#[tokio::test]
async fn who_leaves_hands_over_and_keeps_the_last_place() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let [ann, bob] = [person(&house, "Ann", Some(oak)).await, person(&house, "Bob", Some(oak)).await];
        edit(&house, "units", oak, json!({ "leader_id": ann })).await.unwrap();
        let today = house.today();
        assert_eq!(
            refused(act(&house, "people", ann, "leave", json!({ "on": today, "successor_id": ann })).await),
            "people.own_successor"
        );
        let left = act(&house, "people", ann, "leave", json!({ "on": today, "successor_id": bob })).await.unwrap();
        assert_eq!((&left["active"], &left["unit_id"]), (&json!(false), &json!(oak)));
        assert_eq!(read(&house, "people", bob).await["title"], json!("took over"));
        assert_eq!(read(&house, "units", oak).await["leader_id"], json!(bob));
        let history = org::History::load(house.store.reader()).await.unwrap();
        assert_eq!(history.memberships[&PersonId(ann)][0].0.to, Some(today));
        assert_eq!(refused(act(&house, "people", ann, "leave", json!({ "on": today })).await), "people.has_left");
        // Bob leads Oak: what Ann sold is within his reach.
        let bobs = org::standing(house.store.reader(), PersonId(bob), today).await.unwrap();
        let place = crate::numbers_of_places::place(&house, ann).await.unwrap();
        assert!(bobs.subtree.iter().any(|(low, high)| (*low..=*high).contains(&place)));
    })
    .await;
}

#[tokio::test]
async fn somebody_leaves_on_a_day_to_come_and_the_day_turns() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let [ann, bob] = [person(&house, "Ann", Some(oak)).await, person(&house, "Bob", Some(oak)).await];
        let later = house.today() + chrono::Days::new(20);
        let going = act(&house, "people", ann, "leave", json!({ "on": later, "successor_id": bob })).await.unwrap();
        assert_eq!(going["active"], json!(true));
        assert_eq!(read(&house, "people", bob).await["title"], json!(null));
        // The day comes: the last day is moved to yesterday, as a late clerk would.
        let yesterday = house.today() - chrono::Days::new(1);
        edit(&house, "people", ann, json!({ "left_on": yesterday })).await.unwrap();
        assert_eq!(read(&house, "people", ann).await["active"], json!(false));
        assert_eq!(read(&house, "people", bob).await["title"], json!("took over"));
    })
    .await;
}

#[tokio::test]
async fn a_unit_closes_when_it_is_empty() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let elm = unit(&house, "Elm", "team", None).await;
        let bob = person(&house, "Bob", Some(oak)).await;
        assert_eq!(refused(act(&house, "units", oak, "close", json!({})).await), "units.still_used");
        let yesterday = house.today() - chrono::Days::new(1);
        act(&house, "people", bob, "move", json!({ "unit_id": elm, "from": yesterday })).await.unwrap();
        let closed = act(&house, "units", oak, "close", json!({ "on": yesterday })).await.unwrap();
        assert_eq!(closed["to"], json!(yesterday));
        assert_eq!(refused(act(&house, "people", bob, "move", json!({ "unit_id": oak })).await), "units.closed");
    })
    .await;
}

#[tokio::test]
async fn a_person_who_is_deleted_takes_memberships_and_place_along() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let bob = person(&house, "Bob", Some(oak)).await;
        let version = read(&house, "people", bob).await["version"].as_i64();
        house
            .write(Actor::operator(), None, move |work| {
                Box::pin(async move { work.delete_record("people", bob, version).await })
            })
            .await
            .unwrap();
        assert_eq!(crate::numbers_of_places::place(&house, bob).await, None);
        let history = org::History::load(house.store.reader()).await.unwrap();
        assert!(history.memberships.is_empty());
        let version = read(&house, "units", oak).await["version"].as_i64();
        house
            .write(Actor::operator(), None, move |work| {
                Box::pin(async move { work.delete_record("units", oak, version).await })
            })
            .await
            .unwrap();
    })
    .await;
}
