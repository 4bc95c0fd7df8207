//! What products and their prices promise, on both databases.

#[path = "../../../platform/org/tests/house.rs"]
mod house;

use house::{day, edit, make, on_each, record, refused, try_make, wrong};
use kernel::{Actor, Batch, Capability, Currency, House, Minor, Result};
use products::product::ProductId;
use sea_orm::prelude::Uuid;
use serde_json::json;
use std::sync::Arc;

fn capabilities() -> Vec<Capability> {
    vec![org::capability(), products::capability()]
}

async fn list(house: &Arc<House>, name: &str, default: bool) -> Uuid {
    make(house, "price_lists", json!({ "name": name, "currency": "USD", "is_default": default })).await
}

async fn price_on(house: &Arc<House>, product: Uuid, on: &'static str, currency: Currency) -> Option<Minor> {
    let (price, _) = house
        .write(Actor::operator(), None, move |work| {
            Box::pin(async move { products::list_price(work, ProductId(product), day(on), currency).await })
        })
        .await
        .unwrap();
    price
}

#[tokio::test]
async fn a_price_counts_on_its_days_by_the_default_list() {
    on_each(capabilities, async |house| {
        let gadget = make(&house, "products", json!({ "name": "Gadget", "code": "G-1" })).await;
        let [retail, partners] = [list(&house, "Retail", true).await, list(&house, "Partners", false).await];
        let price = |list: Uuid, amount: &str, from: Option<&str>, to: Option<&str>| {
            json!({ "price_list_id": list, "product_id": gadget, "price": amount, "currency": "USD", "from": from, "to": to })
        };
        make(&house, "prices", price(retail, "550", None, Some("2021-06-30"))).await;
        make(&house, "prices", price(retail, "600.50", Some("2021-07-01"), None)).await;
        make(&house, "prices", price(partners, "400", None, None)).await;
        assert_eq!(price_on(&house, gadget, "2021-06-30", Currency::USD).await, Some(Minor(55000)));
        assert_eq!(price_on(&house, gadget, "2021-07-01", Currency::USD).await, Some(Minor(60050)));
        assert_eq!(price_on(&house, gadget, "2021-07-01", Currency::CNY).await, None);
    })
    .await;
}

#[tokio::test]
async fn what_a_price_may_not_be() {
    on_each(capabilities, async |house| {
        let gadget = make(&house, "products", json!({ "name": "Gadget" })).await;
        let retail = list(&house, "Retail", true).await;
        let price = |amount: &str, currency: &str| {
            json!({ "price_list_id": retail, "product_id": gadget, "price": amount, "currency": currency })
        };
        let negative = wrong(try_make(&house, "prices", price("-1", "USD")).await);
        assert_eq!(negative, ("price".to_owned(), "fields.too_small"));
        assert_eq!(refused(try_make(&house, "prices", price("1", "EUR")).await), "prices.other_currency");
        make(&house, "prices", price("1", "USD")).await;
        assert_eq!(refused(try_make(&house, "prices", price("2", "USD")).await), "prices.two");
        let second = json!({ "name": "Second", "currency": "USD", "is_default": true });
        assert_eq!(refused(try_make(&house, "price_lists", second).await), "price_lists.two_defaults");
        let other = edit(&house, "price_lists", retail, json!({ "currency": "EUR" })).await;
        assert_eq!(refused(other), "price_lists.currency_in_use");
        // Of a chunk whose rows do not see each other, too.
        let tool = make(&house, "products", json!({ "name": "Tool" })).await;
        let row = move || {
            record(json!({ "price_list_id": retail, "product_id": tool, "price": 100, "currency": "USD" }))
        };
        let both: Result<_> = house
            .write(Actor::operator(), None, move |work| {
                let created = vec![row(), row()];
                Box::pin(async move { work.write_batch("prices", Batch { created, changed: Vec::new() }).await })
            })
            .await;
        assert_eq!(refused(both), "prices.two");
        // What a price refers to stays.
        let deleted: Result<_> = house
            .write(Actor::operator(), None, move |work| {
                Box::pin(async move { work.delete_record("products", gadget, None).await })
            })
            .await;
        assert_eq!(refused(deleted), "rows.in_use");
    })
    .await;
}
