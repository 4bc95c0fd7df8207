//! History as it is told.

use crate::{house::on_each, product, record, rows, stage};
use kernel::{Actor, Batch, Origin, Record};
use serde_json::{Value, json};

#[tokio::test]
async fn an_import_tells_any_history_and_no_stage_changes() {
    on_each(crate::all, async |house| {
        let [won, lost, open] = [
            stage(&house, "Won").await["id"].clone(),
            stage(&house, "Lost").await["id"].clone(),
            stage(&house, "Needs analysis").await["id"].clone(),
        ];
        let product = product(&house, "Rack", "550").await;
        let created: Vec<Record> = [
            json!({ "name": "A", "stage_id": won, "opened_on": "2016-10-20", "closed_on": "2017-03-01", "close_value": 105_400 }),
            json!({ "name": "B", "stage_id": lost, "opened_on": "2017-03-04", "closed_on": "2017-03-01", "close_value": 0 }),
            json!({ "name": "C", "stage_id": open }),
        ]
        .into_iter()
        .map(record)
        .collect();
        let actor = Actor::operator().through(Origin::Import);
        let (made, _) = house
            .write(actor, None, move |work| {
                Box::pin(async move {
                    let made = work.write_batch("opportunities", Batch { created, changed: Vec::new() }).await?.created;
                    let line = |deal: &Record| record(json!({ "opportunity_id": deal["id"], "product_id": product["id"] }));
                    let created = made.iter().map(line).collect();
                    work.write_batch("opportunity_lines", Batch { created, changed: Vec::new() }).await?;
                    Ok(made)
                })
            })
            .await
            .unwrap();
        let mut told = Vec::new();
        for deal in &made {
            let deal = crate::read(&house, "opportunities", crate::id(deal)).await;
            told.push(json!([deal["outcome"], deal["amount"], deal["opened_on"], deal["closed_on"]]));
            assert_eq!(rows(&house, "stage_changes", "opportunity_id", &deal["id"]).await.len(), 0);
        }
        assert_eq!(
            Value::Array(told),
            json!([
                ["won", 105_400, "2016-10-20", "2017-03-01"],
                ["lost", 55_000, "2017-03-04", "2017-03-01"],
                ["open", 55_000, null, null],
            ])
        );
    })
    .await;
}
