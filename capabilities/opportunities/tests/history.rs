//! What a deal leaves behind on its way.

use crate::{act, deal, house::on_each, rows, stage};
use serde_json::json;

#[tokio::test]
async fn every_stage_leaves_a_line_with_its_day_and_name() {
    on_each(crate::all, async |house| {
        let opened = house.today() - chrono::Duration::days(9);
        let racks = deal(&house, json!({ "opened_on": opened })).await;
        let form = json!({ "stage_id": stage(&house, "Proposal").await["id"] });
        let racks = act(&house, "opportunities", &racks, "move", form).await.unwrap();
        act(&house, "opportunities", &racks, "win", json!({})).await.unwrap();
        let mut lines = rows(&house, "stage_changes", "opportunity_id", &racks["id"]).await;
        lines.sort_by_key(|line| line["id"].to_string());
        let told: Vec<_> = lines.iter().map(|line| json!([line["name"], line["since"], line["days_before"]])).collect();
        let today = house.today();
        assert_eq!(
            told,
            [json!(["Qualification", opened, null]), json!(["Proposal", today, 9]), json!(["Won", today, 0])]
        );
    })
    .await;
}

#[tokio::test]
async fn a_reopened_deal_goes_back_to_where_it_was() {
    on_each(crate::all, async |house| {
        let racks = deal(&house, json!({})).await;
        let proposal = stage(&house, "Proposal").await;
        let racks = act(&house, "opportunities", &racks, "move", json!({ "stage_id": proposal["id"] })).await.unwrap();
        let won = act(&house, "opportunities", &racks, "win", json!({})).await.unwrap();
        let open = act(&house, "opportunities", &won, "reopen", json!({})).await.unwrap();
        assert_eq!((&open["stage_id"], &open["probability"]), (&proposal["id"], &json!(5_000)));
    })
    .await;
}
