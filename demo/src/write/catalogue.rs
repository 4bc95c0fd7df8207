//! Products, and what they cost at home and abroad.

use chrono::NaiveDate;
use kernel::{Result, Work};
use sea_orm::prelude::Uuid;
use serde_json::json;

use super::rows::{Rows, id};
use crate::catalogue::{INTERNATIONAL, PRODUCTS};
use crate::company::CURRENCY;

/// The id of the nth product of the table.
pub fn product(nth: usize, began: NaiveDate) -> Uuid {
    id("products", nth, began)
}

pub async fn write(began: NaiveDate, work: &mut Work) -> Result<()> {
    let mut products = Rows::of("products");
    for (nth, sold) in PRODUCTS.iter().enumerate() {
        let unit = if sold.code == "CL-S" { "年 year" } else { "台 piece" };
        products.add(
            product(nth, began),
            json!({"name": sold.name, "code": sold.code, "line": sold.line.name(), "unit": unit}),
        );
    }
    products.write(work).await?;

    let lists = [("国内价目表 Domestic list", 1.0, true), ("国际价目表 International list", INTERNATIONAL, false)];
    let mut price_lists = Rows::of("price_lists");
    let mut prices = Rows::of("prices");
    for (nth, (name, factor, usual)) in lists.into_iter().enumerate() {
        let list = price_lists
            .add(id("price_lists", nth, began), json!({"name": name, "currency": CURRENCY, "is_default": usual}));
        for (place, sold) in PRODUCTS.iter().enumerate() {
            // Fen: the yuan of the table a hundred times.
            let fen = (sold.list as f64 * factor) as i64 * 100;
            prices.add(
                id("prices", nth * PRODUCTS.len() + place, began),
                json!({"price_list_id": list, "product_id": product(place, began), "price": fen, "currency": CURRENCY}),
            );
        }
    }
    price_lists.write(work).await?;
    prices.write(work).await
}
