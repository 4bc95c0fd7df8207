//! What a deal is worth.

use crate::{act, deal, delete, edit, house::on_each, id, make, product, read, refused};
use serde_json::json;

#[tokio::test]
async fn an_open_deal_is_worth_its_lines_at_list_price() {
    on_each(crate::all, async |house| {
        let (box_, rack) = (product(&house, "Box", "550").await, product(&house, "Rack", "33.33").await);
        let racks = deal(&house, json!({})).await;
        assert_eq!(racks["amount"], json!(null));
        let line = json!({ "opportunity_id": racks["id"], "product_id": box_["id"] });
        let first = make(&house, "opportunity_lines", line).await.unwrap();
        assert_eq!((&first["amount"], &first["name"]), (&json!(55_000), &json!("Box")));
        let line = json!({ "opportunity_id": racks["id"], "product_id": rack["id"], "quantity": 3, "discount": 12.5 });
        let second = make(&house, "opportunity_lines", line).await.unwrap();
        assert_eq!(second["amount"], json!(8_749));
        let racks = read(&house, "opportunities", id(&racks)).await;
        assert_eq!(racks["amount"], json!(63_749));
        delete(&house, "opportunity_lines", &first).await.unwrap();
        edit(&house, "opportunity_lines", &second, json!({ "quantity": 6 })).await.unwrap();
        assert_eq!(read(&house, "opportunities", id(&racks)).await["amount"], json!(17_498));
    })
    .await;
}

#[tokio::test]
async fn an_amount_by_hand_stands_until_it_is_emptied() {
    on_each(crate::all, async |house| {
        let rack = product(&house, "Rack", "100").await;
        let racks = deal(&house, json!({ "amount": "250" })).await;
        let line = json!({ "opportunity_id": racks["id"], "product_id": rack["id"] });
        make(&house, "opportunity_lines", line).await.unwrap();
        let racks = read(&house, "opportunities", id(&racks)).await;
        assert_eq!((&racks["amount"], &racks["lines_amount"]), (&json!(25_000), &json!(10_000)));
        let racks = edit(&house, "opportunities", &racks, json!({ "amount": null })).await.unwrap();
        assert_eq!(racks["amount"], json!(10_000));
    })
    .await;
}

#[tokio::test]
async fn a_won_deal_is_worth_its_close_value_and_an_open_one_again_what_it_was() {
    on_each(crate::all, async |house| {
        let racks = deal(&house, json!({ "amount": "250" })).await;
        let won = act(&house, "opportunities", &racks, "win", json!({ "close_value": "240.50" })).await.unwrap();
        assert_eq!((&won["amount"], &won["outcome"]), (&json!(24_050), &json!("won")));
        assert_eq!((&won["probability"], &won["forecast_category"]), (&json!(10_000), &json!("closed")));
        assert_eq!(won["closed_on"], json!(house.today()));
        let open = act(&house, "opportunities", &won, "reopen", json!({})).await.unwrap();
        assert_eq!(
            (&open["amount"], &open["close_value"], &open["closed_on"]),
            (&json!(25_000), &json!(null), &json!(null))
        );
        let won = act(&house, "opportunities", &open, "win", json!({})).await.unwrap();
        assert_eq!(won["close_value"], json!(25_000));
        assert_eq!(refused(act(&house, "opportunities", &won, "win", json!({})).await), "opportunities.won_already");
    })
    .await;
}

#[tokio::test]
async fn a_product_without_a_list_price_needs_one_said() {
    on_each(crate::all, async |house| {
        let rack = product(&house, "Rack", "100").await;
        let abroad = deal(&house, json!({ "currency": "USD" })).await;
        let line = json!({ "opportunity_id": abroad["id"], "product_id": rack["id"] });
        assert_eq!(refused(make(&house, "opportunity_lines", line).await), "opportunities.no_price");
        let line = json!({ "opportunity_id": abroad["id"], "product_id": rack["id"], "unit_price": "15" });
        let line = make(&house, "opportunity_lines", line).await.unwrap();
        assert_eq!((&line["amount"], &line["currency"]), (&json!(1_500), &json!("USD")));
        let abroad = read(&house, "opportunities", id(&abroad)).await;
        let yuan = edit(&house, "opportunities", &abroad, json!({ "currency": "CNY" })).await;
        assert_eq!(refused(yuan), "opportunities.lines_keep_currency");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_deal_takes_its_lines_and_history_along() {
    on_each(crate::all, async |house| {
        let rack = product(&house, "Rack", "100").await;
        let racks = deal(&house, json!({})).await;
        let line = json!({ "opportunity_id": racks["id"], "product_id": rack["id"] });
        make(&house, "opportunity_lines", line).await.unwrap();
        delete(&house, "opportunities", &racks).await.unwrap();
        for noun in ["opportunity_lines", "stage_changes"] {
            assert_eq!(crate::rows(&house, noun, "opportunity_id", &racks["id"]).await.len(), 0, "{noun}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_line_costs_what_the_list_said_on_the_day_the_deal_was_opened() {
    on_each(crate::all, async |house| {
        let list = json!({ "name": "List", "currency": "CNY", "is_default": true });
        let list = make(&house, "price_lists", list).await.unwrap();
        let rack = make(&house, "products", json!({ "name": "Rack" })).await.unwrap();
        for (price, from, to) in [("100", None, Some("2026-03-31")), ("120", Some("2026-04-01"), None)] {
            let row = json!({
                "price_list_id": list["id"], "product_id": rack["id"], "price": price, "from": from, "to": to,
            });
            make(&house, "prices", row).await.unwrap();
        }
        for (opened_on, amount) in [("2026-03-31", 10_000), ("2026-04-01", 12_000)] {
            let racks = deal(&house, json!({ "opened_on": opened_on })).await;
            let line = json!({ "opportunity_id": racks["id"], "product_id": rack["id"] });
            let line = make(&house, "opportunity_lines", line).await.unwrap();
            assert_eq!(line["amount"], json!(amount), "{opened_on}");
        }
    })
    .await;
}
