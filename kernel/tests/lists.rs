//! Lists: filtered, sorted, paged by key, grouped, and as they were.

use crate::things::Trial;
use kernel::{
    Actor, Filter, Noun, Record,
    list::{At, Query, Reader, Sort},
    record,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

async fn filled(trial: &Trial) {
    let rows = [
        json!({ "name": "Anvil", "price": "10", "bought_on": "2026-01-31", "colour": "blue", "tags": ["iron"] }),
        json!({ "name": "Bolt_1", "price": "2.50", "bought_on": "2026-02-01", "tags": ["iron", "small"] }),
        json!({ "name": "Bolt%2", "price": "2.50", "bought_on": "2025-12-31" }),
        json!({ "name": "铁砧", "bought_on": "2026-02-28", "colour": "blue" }),
        json!({ "name": "Crate", "price": "99.99", "currency": "USD" }),
    ];
    for row in rows {
        trial.make(&Actor::operator(), row).await.unwrap();
    }
}

fn things(trial: &Trial) -> &Noun {
    trial.house.registry.noun("things").unwrap()
}

async fn names(trial: &Trial, query: Query) -> Vec<String> {
    let me = Actor::operator();
    let page = trial.house.reader(&me).page(things(trial), &query).await.unwrap();
    page.rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_filter_means_the_same_in_sql_and_asked_of_a_record() {
    for trial in Trial::both().await {
        filled(&trial).await;
        let cases = [
            (json!({ "field": "price", "op": "gte", "value": "2.50" }), vec!["Anvil", "Bolt%2", "Bolt_1", "Crate"]),
            (json!({ "field": "price", "op": "empty" }), vec!["铁砧"]),
            (json!({ "not": { "field": "price", "op": "gt", "value": "5" } }), vec!["Bolt%2", "Bolt_1", "铁砧"]),
            (json!({ "field": "name", "op": "contains", "value": "bolt_" }), vec!["Bolt_1"]),
            (json!({ "field": "name", "op": "contains", "value": "%" }), vec!["Bolt%2"]),
            (json!({ "field": "name", "op": "starts", "value": "铁" }), vec!["铁砧"]),
            (json!({ "field": "bought_on", "op": "within", "value": "2026-02" }), vec!["Bolt_1", "铁砧"]),
            (
                json!({ "field": "bought_on", "op": "between", "value": ["2026-01-31", "2026-02-01"] }),
                vec!["Anvil", "Bolt_1"],
            ),
            (json!({ "field": "bought_on", "op": "lt", "value": "2026-Q1" }), vec!["Bolt%2"]),
            (json!({ "field": "tags", "op": "in", "value": ["small", "big"] }), vec!["Bolt_1"]),
            (json!({ "field": "colour", "op": "ne", "value": "red" }), vec!["Anvil", "铁砧"]),
            (json!({ "field": "colour", "op": "not_in", "value": ["blue"] }), vec!["Bolt%2", "Bolt_1", "Crate"]),
            (json!({ "field": "price", "op": "in", "value": ["10", null] }), vec!["Anvil", "铁砧"]),
            (
                json!({ "or": [
                    { "and": [
                        { "field": "colour", "op": "eq", "value": "blue" },
                        { "field": "price", "op": "not_empty" },
                    ] },
                    { "field": "currency", "op": "eq", "value": "USD" },
                ] }),
                vec!["Anvil", "Crate"],
            ),
        ];
        let me = Actor::operator();
        let all = trial.house.reader(&me).page(things(&trial), &Query::default()).await.unwrap().rows;
        for (filter, wanted) in cases {
            let filter = Filter::parse(&filter.to_string()).unwrap();
            let query = Query { filter: Some(filter.clone()), sort: Sort::parse("name"), ..Query::default() };
            let mut found = names(&trial, query).await;
            found.sort();
            assert_eq!(found, wanted, "{filter:?}");
            let mut asked: Vec<&str> = Vec::new();
            for row in &all {
                if kernel::filter::holds(&trial.house, things(&trial), &filter, row).unwrap() {
                    asked.push(row["name"].as_str().unwrap());
                }
            }
            asked.sort();
            assert_eq!(asked, wanted, "{filter:?} asked of records");
        }
    }
}

#[tokio::test]
async fn pages_show_every_row_once_whatever_the_sort() {
    for trial in Trial::both().await {
        filled(&trial).await;
        for sort in ["name", "-price", "price,-name", "-bought_on", "colour,price", ""] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let me = Actor::operator();
                let query = Query { sort: Sort::parse(sort), limit: Some(2), after, total: true, ..Query::default() };
                let page = trial.house.reader(&me).page(things(&trial), &query).await.unwrap();
                assert_eq!(page.total, Some(5));
                seen.extend(page.rows.iter().map(|row| row["name"].clone()));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let whole = names(&trial, Query { sort: Sort::parse(sort), ..Query::default() }).await;
            assert_eq!(json!(seen), json!(whole), "{sort}");
        }
        let cheap_first = names(&trial, Query { sort: Sort::parse("price,name"), ..Query::default() }).await;
        assert_eq!(cheap_first[0], "铁砧", "nothing comes before something");
    }
}

#[tokio::test]
async fn groups_add_up_and_keep_currencies_apart() {
    for trial in Trial::both().await {
        filled(&trial).await;
        let me = Actor::operator();
        let reader = trial.house.reader(&me);
        let groups = reader
            .groups(things(&trial), &Query::default(), &["colour".to_owned()], &["price".to_owned()])
            .await
            .unwrap();
        let told: Vec<(Value, i64)> =
            groups.rows.iter().map(|group| (group.key["colour"].clone(), group.count)).collect();
        assert_eq!(told, [(json!("blue"), 2), (json!("red"), 3)]);
        let mut red = groups.rows[1].sums[0].1.clone();
        red.sort();
        assert_eq!(red, [(Some("CNY".to_owned()), 500), (Some("USD".to_owned()), 9999)]);
    }
}

#[tokio::test]
async fn groups_by_month_weigh_amounts_exactly() {
    for trial in Trial::both().await {
        filled(&trial).await;
        // One by one they would round to 1 + 1 + 0 cents; together they are 1.6.
        for (nth, share) in ["65", "65", "30"].into_iter().enumerate() {
            let row =
                json!({ "name": format!("Nail {nth}"), "price": "0.01", "share": share, "bought_on": "2026-03-09" });
            trial.make(&Actor::operator(), row).await.unwrap();
        }
        let me = Actor::operator();
        let (by, sum) = (["bought_on.month".to_owned()], ["price*share".to_owned()]);
        let groups = trial.house.reader(&me).groups(things(&trial), &Query::default(), &by, &sum).await.unwrap();
        let mut months: Vec<(&Value, i64)> =
            groups.rows.iter().map(|group| (&group.key["bought_on.month"], group.count)).collect();
        months.sort_by_key(|(month, _)| month.as_str().unwrap_or_default());
        let said = |month: &str| json!(month);
        let wanted =
            [(Value::Null, 1), (said("2025-12"), 1), (said("2026-01"), 1), (said("2026-02"), 2), (said("2026-03"), 3)];
        assert_eq!(months, wanted.iter().map(|(month, count)| (month, *count)).collect::<Vec<_>>());
        let march = groups.rows.iter().find(|group| group.key["bought_on.month"] == "2026-03").unwrap();
        assert_eq!(march.sums[0].1, [(Some("CNY".to_owned()), 2)]);
        for (by, sum) in [("price.month", "price"), ("colour", "price*name"), ("colour", "name*share")] {
            let (by, sum) = ([by.to_owned()], [sum.to_owned()]);
            let asked = trial.house.reader(&me).groups(things(&trial), &Query::default(), &by, &sum).await;
            assert!(asked.is_err(), "{by:?} {sum:?}");
        }
    }
}

#[tokio::test]
async fn a_list_as_of_a_past_moment_shows_what_was_recorded_then() {
    for trial in Trial::both().await {
        filled(&trial).await;
        let me = Actor::operator();
        let then = record::now();
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let reader = trial.house.reader(&me);
        let all =
            reader.page(things(&trial), &Query { sort: Sort::parse("name"), ..Query::default() }).await.unwrap().rows;
        trial.edit(&me, &all[0], json!({ "name": "Zebra", "price": "1" })).await.unwrap();
        trial.make(&me, json!({ "name": "New" })).await.unwrap();
        let (gone, version) = (record::id(&all[1]).unwrap(), all[1]["version"].as_i64());
        trial
            .house
            .write(me.clone(), None, move |work| {
                Box::pin(async move { work.delete_record("things", gone, version).await })
            })
            .await
            .unwrap();
        let query = Query { sort: Sort::parse("name"), total: true, limit: Some(3), ..Query::default() };
        let was = trial.house.then(&me, things(&trial), then).await.unwrap();
        let past = was.reader(&trial.house, &me);
        let page = past.page(things(&trial), &query).await.unwrap();
        assert_eq!(page.total, Some(5));
        let mut edited = all[0].clone();
        edited.insert("updated_at".into(), Value::Null);
        assert_eq!(page.rows[0], edited, "as it was, but for the moment of the change before");
        assert_eq!(page.rows[1..], all[1..3]);
        let rest = past.page(things(&trial), &Query { after: page.next, ..query.clone() }).await.unwrap();
        assert_eq!(rest.rows, all[3..]);
        let one = reader.past_record(things(&trial), gone, then).await.unwrap();
        assert_eq!(one, all[1]);
        let dear = Filter::parse(r#"{"field":"price","op":"gte","value":"10"}"#).unwrap();
        let dear = past.page(things(&trial), &Query { filter: Some(dear), ..query }).await.unwrap().rows;
        assert_eq!(dear.iter().map(|row| &row["name"]).collect::<Vec<_>>(), ["Anvil", "Crate"]);
    }
}

/// A list now, row by row, but for when each was changed last, which the journal does not tell.
async fn shown(reader: &Reader<'_, impl ConnectionTrait>, noun: &Noun, query: Query) -> Vec<Record> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = reader.page(noun, &Query { after, limit: Some(7), ..query.clone() }).await.unwrap();
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    for row in &mut rows {
        row.remove("updated_at");
    }
    rows
}

#[tokio::test]
async fn every_past_moment_shows_the_list_that_was_seen_then() {
    let colours = ["red", "blue"];
    let asked = || {
        let blue = Filter::parse(r#"{"field":"colour","op":"eq","value":"blue"}"#).unwrap();
        [
            Query { sort: Sort::parse("-price,name"), ..Query::default() },
            Query { sort: Sort::parse("bought_on"), filter: Some(blue), ..Query::default() },
            Query { sort: Sort::parse("name"), text: "1".into(), ..Query::default() },
        ]
    };
    for trial in Trial::both().await {
        let me = Actor::operator();
        let (now, noun) = (trial.house.reader(&me), things(&trial));
        let mut seen = Vec::new();
        // More lines than are taken back together; the dice are loaded so that each run is the same.
        let mut dice = 7_u64;
        let mut roll = |faces: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as usize % faces
        };
        for turn in 0..640 {
            if turn % 90 == 45 {
                let mut lists = Vec::new();
                for query in asked() {
                    lists.push(shown(&now, noun, query).await);
                }
                let by = now.groups(noun, &Query::default(), &["colour".into()], &["price".into()]).await.unwrap();
                let by: Vec<_> = by.rows.into_iter().map(|group| (group.key, group.count, group.sums)).collect();
                seen.push((record::now(), lists, by));
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
            let row = json!({
                "name": format!("Thing {turn}"),
                "price": if roll(4) == 0 { Value::Null } else { json!(roll(90).to_string()) },
                "colour": colours[roll(2)],
                "bought_on": format!("2026-{:02}-01", 1 + roll(12)),
                "tags": (["a", "b"][..roll(3)]),
            });
            let rows = now.page(noun, &Query::default()).await.unwrap().rows;
            let some = (!rows.is_empty()).then(|| rows[roll(rows.len())].clone());
            match (roll(10), some) {
                (0..=2, _) | (_, None) => drop(trial.make(&me, row).await.unwrap()),
                (3, Some(some)) => {
                    let (id, version) = (record::id(&some).unwrap(), some["version"].as_i64());
                    let gone = trial.house.write(me.clone(), None, move |work| {
                        Box::pin(async move { work.delete_record("things", id, version).await })
                    });
                    gone.await.unwrap();
                }
                (_, Some(some)) => drop(trial.edit(&me, &some, row).await.unwrap()),
            }
        }
        for (at, lists, by) in seen {
            let then = trial.house.then(&me, noun, at).await.unwrap();
            let past = then.reader(&trial.house, &me);
            for (query, wanted) in asked().into_iter().zip(lists) {
                assert_eq!(shown(&past, noun, query.clone()).await, wanted, "{at}");
                assert_eq!(past.count(noun, &query).await.unwrap(), wanted.len() as i64);
                let middle = wanted.len() / 2;
                let around = Query { at: Some(At::Around(record::id(&wanted[middle]).unwrap())), ..query.clone() };
                let page = past.page(noun, &Query { limit: Some(1), ..around }).await.unwrap();
                assert_eq!((page.at, page.total), (Some(middle as u64), Some(wanted.len() as i64)));
                let placed = Query { at: Some(At::Position(middle as u64)), limit: Some(1), ..query };
                assert_eq!(past.page(noun, &placed).await.unwrap().rows[0]["id"], wanted[middle]["id"]);
            }
            let groups = past.groups(noun, &Query::default(), &["colour".into()], &["price".into()]).await.unwrap();
            let groups: Vec<_> = groups.rows.into_iter().map(|group| (group.key, group.count, group.sums)).collect();
            assert_eq!(groups, by, "{at}");
        }
    }
}

/// Without it a statement with a bound limit, which every page has, is prepared anew each time it is executed.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "asks SQLite how it was built")]
async fn sqlite_was_built_so_that_plans_do_not_depend_on_bound_values() {
    let trial = Trial::both().await.remove(0);
    let asked = Statement::from_string(
        DbBackend::Sqlite,
        "SELECT count(*) FROM pragma_compile_options WHERE compile_options = 'ENABLE_QPSG'",
    );
    let row = trial.house.store.reader().query_one_raw(asked).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);
}
