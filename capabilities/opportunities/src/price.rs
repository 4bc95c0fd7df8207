//! What a product is called and costs by list, looked up once in a piece of work.

use crate::opportunity::{self, OpportunityId};
use kernel::{Currency, Minor, Refusal, Result, Work};
use products::product::{self, ProductId};
use std::{collections::HashMap, sync::Arc};

const KEPT: &str = "opportunities.product_names";
const NO_PRICE: Refusal =
    Refusal::new("opportunities.no_price", "{product} has no list price in {currency}: say the unit price")
        .on("unit_price");

type Names = HashMap<ProductId, Arc<str>>;

pub async fn name(product: ProductId, work: &mut Work) -> Result<Arc<str>> {
    if let Some(name) = work.kept::<Names>(KEPT).and_then(|names| names.get(&product)) {
        return Ok(name.clone());
    }
    let name: Arc<str> = work.fetch::<product::Entity>(product.0).await?.name.into();
    let mut names = work.kept::<Names>(KEPT).cloned().unwrap_or_default();
    names.insert(product, name.clone());
    work.keep(KEPT, names);
    Ok(name)
}

/// For one, by the list of the day that the deal was opened on (of one without that day, of today).
pub async fn list(product: ProductId, currency: Currency, deal: OpportunityId, work: &mut Work) -> Result<Minor> {
    // Most prices never change, and a look at the deal for each line of a large import would cost more than the rest.
    if let Some(price) = products::settled_price(work, product, currency).await? {
        return Ok(price);
    }
    let opened = work.fetch::<opportunity::Entity>(deal.0).await?.opened_on;
    let day = opened.unwrap_or(work.today);
    match products::list_price(work, product, day, currency).await? {
        Some(price) => Ok(price),
        None => {
            let name = name(product, work).await?;
            Err(NO_PRICE.with("product", name).with("currency", currency.code()).into())
        }
    }
}
