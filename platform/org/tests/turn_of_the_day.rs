//! Nobody writes at midnight: the job brings rows up to what was planned.

use crate::{day, edit, house::on_each, make, person, read, unit};
use kernel::{Actor, BoxFuture, House, Keep, Progress};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A scheduler that only runs.
struct Once;

impl Progress for Once {
    fn id(&self) -> Uuid {
        Uuid::nil()
    }
    fn asked_by(&self) -> Option<Uuid> {
        None
    }
    fn state(&self) -> Value {
        Value::Null
    }
    fn keep<'a>(&'a self, _: i64, _: i64, _: Value) -> BoxFuture<'a, kernel::Result<bool>> {
        Box::pin(async { Ok(true) })
    }
    fn within(&self) -> Keep {
        Arc::new(|_, _, _, _| Box::pin(async { Ok(()) }))
    }
}

async fn turn(house: &Arc<House>) -> Value {
    (house.registry.jobs["org.turn_of_the_day"].run)(house, &Once).await.unwrap()
}

/// As if it had been planned long ago: the day lies behind, and nothing has happened since.
async fn planned(house: &Arc<House>, table: &'static str, id: Uuid, from: &'static str) {
    house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move {
                let mut update = Query::update();
                update.table(table).value("from", day(from)).and_where(Expr::col("id").eq(id));
                work.conn().execute(&update).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_planned_for_a_day_begins_on_it() {
    on_each(
        || vec![org::capability()],
        async |house| {
            let [oak, elm] = [unit(&house, "Oak", "team", None).await, unit(&house, "Elm", "team", None).await];
            let [ann, bob] = [person(&house, "Ann", Some(oak)).await, person(&house, "Bob", None).await];
            make(&house, "memberships", json!({ "person_id": bob, "unit_id": oak, "to": "2021-01-31" })).await;
            let next = json!({ "person_id": bob, "unit_id": elm, "from": "2999-01-01" });
            let next = make(&house, "memberships", next).await;
            edit(&house, "units", elm, json!({ "leader_id": ann })).await.unwrap();
            assert_eq!(turn(&house).await, json!({ "units": 0, "people": 0 }));
            assert_eq!(read(&house, "people", bob).await["unit_id"], json!(oak));
            planned(&house, "memberships", next, "2021-02-01").await;
            assert_eq!(turn(&house).await, json!({ "units": 0, "people": 1 }));
            let bobs = read(&house, "people", bob).await;
            assert_eq!((&bobs["unit_id"], &bobs["manager_id"]), (&json!(elm), &json!(ann)));
            assert_eq!(turn(&house).await, json!({ "units": 0, "people": 0 }));
        },
    )
    .await;
}
