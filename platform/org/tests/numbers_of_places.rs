//! Reach is asked by numbers: a unit and all below it are one range, wherever units and people move.

use crate::{act, house::on_each, person, record, unit};
use kernel::{Actor, Batch, House, Record};
use org::person::PersonId;
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::json;
use std::{collections::HashMap, sync::Arc, time::Instant};

fn capabilities() -> Vec<kernel::Capability> {
    vec![org::capability()]
}

pub async fn place(house: &Arc<House>, person: Uuid) -> Option<i64> {
    let select = Query::select().column("place").from("places").and_where(Expr::col("person_id").eq(person)).take();
    let row = house.store.reader().query_one(&select).await.unwrap()?;
    Some(row.try_get_by_index(0).unwrap())
}

async fn within(house: &Arc<House>, reader: Uuid, whose: Uuid) -> (bool, bool) {
    let standing = org::standing(house.store.reader(), PersonId(reader), house.today()).await.unwrap();
    let place = place(house, whose).await.unwrap();
    let holds = |ranges: &[(i64, i64)]| ranges.iter().any(|(low, high)| (*low..=*high).contains(&place));
    (holds(&standing.team), holds(&standing.subtree))
}

#[tokio::test]
async fn a_leader_reaches_all_below_and_a_rep_their_team() {
    on_each(capabilities, async |house| {
        let company = unit(&house, "Company", "company", None).await;
        let north = unit(&house, "North", "region", Some(company)).await;
        let south = unit(&house, "South", "region", Some(company)).await;
        let oak = unit(&house, "Oak", "team", Some(north)).await;
        let [una, nat, bob, sue] = [
            person(&house, "Una", Some(company)).await,
            person(&house, "Nat", Some(north)).await,
            person(&house, "Bob", Some(oak)).await,
            person(&house, "Sue", Some(south)).await,
        ];
        assert_eq!(within(&house, una, bob).await, (false, true));
        assert_eq!(within(&house, nat, bob).await, (false, true));
        assert_eq!(within(&house, nat, sue).await, (false, false));
        assert_eq!(within(&house, bob, bob).await, (true, true));
        assert_eq!(within(&house, bob, nat).await, (false, false));
        act(&house, "units", oak, "move", json!({ "parent_id": south })).await.unwrap();
        assert_eq!(within(&house, nat, bob).await, (false, false));
        assert_eq!(within(&house, sue, bob).await, (false, true));
        assert_eq!(within(&house, una, bob).await, (false, true));
        act(&house, "people", bob, "move", json!({ "unit_id": north })).await.unwrap();
        assert_eq!(within(&house, nat, bob).await, (true, true));
    })
    .await;
}

/// Every unit's range lies in its parent's, beside its siblings', and everybody stands on their unit's number.
async fn sound(house: &Arc<House>) {
    let conn = house.store.reader();
    let select = Query::select().columns(["unit_id", "low", "high"]).from("unit_places").take();
    let mut ranges: HashMap<Uuid, (i64, i64)> = HashMap::new();
    for row in conn.query_all(&select).await.unwrap() {
        let [low, high] = [row.try_get_by_index(1).unwrap(), row.try_get_by_index(2).unwrap()];
        ranges.insert(row.try_get_by_index(0).unwrap(), (low, high));
    }
    let select = Query::select().columns(["id", "parent_id"]).from("units").take();
    let mut siblings: HashMap<Option<Uuid>, Vec<(i64, i64)>> = HashMap::new();
    for row in conn.query_all(&select).await.unwrap() {
        let unit: Uuid = row.try_get_by_index(0).unwrap();
        let parent: Option<Uuid> = row.try_get_by_index(1).unwrap();
        let (low, high) = ranges[&unit];
        if let Some((from, to)) = parent.map(|parent| ranges[&parent]) {
            assert!(from < low && high <= to, "{low}..{high} in {from}..{to}");
        }
        siblings.entry(parent).or_default().push((low, high));
    }
    for mut ranges in siblings.into_values() {
        ranges.sort_unstable();
        assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
    let stray = Query::select()
        .expr(Expr::cust("count(*)"))
        .from("people")
        .left_join("places", Expr::col(("places", "person_id")).equals(("people", "id")))
        .left_join("unit_places", Expr::col(("unit_places", "unit_id")).equals(("people", "unit_id")))
        .and_where(Expr::col(("people", "unit_id")).is_not_null())
        .and_where(
            Expr::col(("places", "place"))
                .is_null()
                .or(Expr::col(("places", "place")).ne(Expr::col(("unit_places", "low")))),
        )
        .take();
    let stray: i64 = conn.query_one(&stray).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(stray, 0);
}

async fn batch(house: &Arc<House>, noun: &'static str, created: Vec<Record>) {
    house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move { work.write_batch(noun, Batch { created, changed: Vec::new() }).await })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_large_organization_is_numbered_quickly_and_soundly() {
    on_each(capabilities, async |house| {
        let units: Vec<Uuid> = (0..400).map(|_| kernel::new_id()).collect();
        // Children come before their parents: order in a file does not matter.
        let rows = (0..units.len()).rev().map(|at| {
            let parent = (at > 0).then(|| units[(at - 1) / 4]);
            record(json!({ "id": units[at], "name": format!("Unit {at}"), "kind": "team", "parent_id": parent }))
        });
        batch(&house, "units", rows.collect()).await;
        let people: Vec<Uuid> = (0..2000).map(|_| kernel::new_id()).collect();
        let rows = people.iter().enumerate().map(|(at, id)| {
            record(json!({ "id": id, "name": format!("Person {at}"), "unit_id": units[at % units.len()] }))
        });
        batch(&house, "people", rows.collect()).await;
        sound(&house).await;
        let began = Instant::now();
        act(&house, "units", units[1], "move", json!({ "parent_id": units[300] }))
            .await
            .map(|_| ())
            .unwrap_or_else(|error| panic!("{error:?}"));
        act(&house, "people", people[7], "move", json!({ "unit_id": units[9] })).await.unwrap();
        assert!(began.elapsed().as_secs() < 10, "a quarter of the company moved in {:?}", began.elapsed());
        sound(&house).await;
    })
    .await;
}

#[tokio::test]
async fn a_parent_with_a_thousand_units_and_a_long_chain_keep_their_order() {
    on_each(capabilities, async |house| {
        let root = unit(&house, "Root", "company", None).await;
        let operator = Actor::operator();
        house
            .write(operator, None, move |work| {
                Box::pin(async move {
                    let mut above = root;
                    for at in 0..60 {
                        let row = json!({ "name": format!("Below {at}"), "parent_id": above });
                        above = kernel::record::id(&work.create_record("units", &record(row)).await?)?;
                        let row = json!({ "name": format!("Beside {at}"), "parent_id": root });
                        work.create_record("units", &record(row)).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        sound(&house).await;
    })
    .await;
}
