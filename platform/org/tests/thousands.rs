//! Thousands of people at once: imported, led by somebody else, moved.

use crate::{edit, house::on_each, make, person, read, record, unit};
use kernel::{Actor, Batch, Error, Filter, House, Origin, Record, Result, list::Query};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::sync::Arc;

const MANY: usize = 2500;

fn capabilities() -> Vec<kernel::Capability> {
    vec![org::capability()]
}

/// As an import writes.
async fn write(house: &Arc<House>, noun: &'static str, batch: Batch) -> Result<Vec<Record>> {
    let importer = Actor::operator().through(Origin::Import);
    let write = house.write(importer, None, move |work| Box::pin(async move { work.write_batch(noun, batch).await }));
    let written = write.await?.0;
    Ok(written.created.into_iter().chain(written.changed).collect())
}

/// Lines that the journal got meanwhile: what is written together has one. Counted in the table itself: readers of the
/// journal wait for older transactions.
#[expect(clippy::disallowed_methods, reason = "looks at the database from outside, as a stranger would")]
async fn lines(house: &Arc<House>, act: impl Future<Output = ()>) -> i64 {
    use sea_orm::{ConnectionTrait, Statement};
    let count = async || {
        let reader = house.store.reader();
        let asked = Statement::from_string(reader.get_database_backend(), "SELECT count(*) FROM journal");
        let row = reader.query_one_raw(asked).await.unwrap().unwrap();
        row.try_get_by_index::<i64>(0).unwrap()
    };
    let before = count().await;
    act.await;
    count().await - before
}

async fn all_make(house: &Arc<House>, noun: &'static str, rows: impl Iterator<Item = Value>) -> Vec<Record> {
    write(house, noun, Batch { created: rows.map(record).collect(), changed: Vec::new() }).await.unwrap()
}

async fn all_edit(house: &Arc<House>, noun: &'static str, rows: &[Record], field: &str, value: Value) -> Vec<Record> {
    let change = |row: &Record| {
        let mut after = row.clone();
        after.insert(field.to_owned(), value.clone());
        (row.clone(), after)
    };
    write(house, noun, Batch { created: Vec::new(), changed: rows.iter().map(change).collect() }).await.unwrap()
}

async fn count(house: &Arc<House>, noun: &str, field: &str, value: Uuid) -> i64 {
    let query = Query { filter: Some(Filter::eq(field, json!(value))), ..Query::default() };
    let operator = Actor::operator();
    house.reader(&operator).count(house.registry.noun(noun).unwrap(), &query).await.unwrap()
}

async fn thousands_in(house: &Arc<House>, unit: Uuid) -> Vec<Record> {
    all_make(house, "people", (0..MANY).map(|n| json!({ "name": format!("P{n}"), "unit_id": unit }))).await
}

#[tokio::test]
async fn another_leader_of_thousands_is_written_together() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let [ann, bob] = [person(&house, "Ann", None).await, person(&house, "Bob", None).await];
        edit(&house, "units", oak, json!({ "leader_id": ann })).await.unwrap();
        let people = thousands_in(&house, oak).await;
        let some = kernel::record::id(&people[MANY - 1]).unwrap();
        assert_eq!(read(&house, "people", some).await["manager_id"], json!(ann));
        let written = lines(&house, async {
            edit(&house, "units", oak, json!({ "leader_id": bob })).await.unwrap();
        });
        assert_eq!(written.await, 4, "the unit, its old term and its new one, and the people");
        assert_eq!(count(&house, "people", "manager_id", bob).await, MANY as i64);
        let row = read(&house, "people", some).await;
        let (operator, noun) = (Actor::operator(), house.registry.noun("people").unwrap());
        let told = house.reader(&operator).timeline(noun, some, None, 10).await.unwrap();
        assert!(
            told.iter().any(|line| line.changes.to_string().contains(&bob.to_string())),
            "each has it in the journal"
        );
        edit(&house, "people", some, json!({ "title": "Lead" })).await.unwrap();
        assert_eq!(read(&house, "people", some).await["version"].as_i64(), row["version"].as_i64().map(|v| v + 1));
    })
    .await;
}

#[tokio::test]
async fn lines_of_thousands_to_another_manager_are_written_together() {
    on_each(capabilities, async |house| {
        let oak = unit(&house, "Oak", "team", None).await;
        let [ann, bob] = [person(&house, "Ann", None).await, person(&house, "Bob", None).await];
        let people = thousands_in(&house, oak).await;
        let mut own = Vec::new();
        let written = lines(&house, async {
            let rows = people.iter().map(|row| json!({ "person_id": row["id"], "manager_id": ann }));
            own = all_make(&house, "reporting_lines", rows).await;
        });
        assert_eq!(written.await, 2, "the lines, and the people");
        assert_eq!(count(&house, "people", "manager_id", ann).await, MANY as i64);
        let written = lines(&house, async {
            all_edit(&house, "reporting_lines", &own, "manager_id", json!(bob)).await;
        });
        assert_eq!(written.await, 2);
        assert_eq!(count(&house, "people", "manager_id", bob).await, MANY as i64);
    })
    .await;
}

#[tokio::test]
async fn thousands_who_move_are_written_together_and_own_lines_go_along() {
    on_each(capabilities, async |house| {
        let [oak, elm] = [unit(&house, "Oak", "team", None).await, unit(&house, "Elm", "team", None).await];
        let [ann, bob, cid] = [
            person(&house, "Ann", Some(oak)).await,
            person(&house, "Bob", Some(elm)).await,
            person(&house, "Cid", None).await,
        ];
        edit(&house, "units", oak, json!({ "leader_id": ann })).await.unwrap();
        edit(&house, "units", elm, json!({ "leader_id": bob })).await.unwrap();
        let people = thousands_in(&house, oak).await;
        let [to_cid, to_ann] = [0, 1].map(|at| kernel::record::id(&people[at]).unwrap());
        make(&house, "reporting_lines", json!({ "person_id": to_cid, "manager_id": cid })).await;
        // One of whom the old manager does not tell that there is a line.
        make(&house, "reporting_lines", json!({ "person_id": to_ann, "manager_id": ann })).await;
        let mut people = people;
        people[0] = read(&house, "people", to_cid).await;
        let written = lines(&house, async {
            all_edit(&house, "people", &people, "unit_id", json!(elm)).await;
        });
        assert_eq!(written.await, 3, "the people, their memberships, and the one whose manager was not told");
        assert_eq!(count(&house, "people", "unit_id", elm).await, MANY as i64 + 1);
        assert_eq!(count(&house, "people", "manager_id", bob).await, MANY as i64 - 2);
        assert_eq!(read(&house, "people", to_cid).await["manager_id"], json!(cid));
        assert_eq!(read(&house, "people", to_ann).await["manager_id"], json!(ann));
        let history = org::History::load(house.store.reader()).await.unwrap();
        let spans = &history.memberships[&org::person::PersonId(to_ann)];
        assert_eq!(spans.len(), 2);
        assert_eq!(history.unit(org::person::PersonId(to_ann), crate::day("2020-02-02")).unwrap().0, oak);
    })
    .await;
}

#[tokio::test]
async fn lines_of_one_chunk_that_lead_back_are_refused() {
    on_each(capabilities, async |house| {
        let [ann, bob] = [person(&house, "Ann", None).await, person(&house, "Bob", None).await];
        let lines = [(ann, bob), (bob, ann)]
            .map(|(person, manager)| record(json!({ "person_id": person, "manager_id": manager })));
        let batch = Batch { created: lines.into(), changed: Vec::new() };
        match write(&house, "reporting_lines", batch).await {
            Err(Error::Refused(refusal)) => assert_eq!(refusal.code, "reporting_lines.own_manager"),
            other => panic!("{other:?}"),
        }
        assert_eq!(count(&house, "reporting_lines", "person_id", ann).await, 0);
    })
    .await;
}
