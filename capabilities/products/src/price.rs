//! What one product costs on one list.

use crate::{
    list_price,
    price_list::{self, PriceListId},
    product::ProductId,
    rules,
};
use chrono::NaiveDate;
use kernel::{BoxFuture, Change, Currency, Minor, Resource, Result, Work, Wrote, record};
use org::Span;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

kernel::id!(PriceId of "prices");

/// What a product costs on a price list, from a day to a day.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "prices")]
#[resource(label = "Price", plural = "Prices", title = "note", group = "", icon = "dollar")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriceId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Price list", list, follows)]
    pub price_list_id: PriceListId,
    #[field(label = "Product", list)]
    pub product_id: ProductId,
    /// For one of the product's unit.
    #[field(label = "Price", list, range = "0..")]
    pub price: Minor,
    /// The price list's.
    #[field(label = "Currency", list)]
    pub currency: Currency,
    /// First day; empty means from the beginning.
    #[field(label = "From", list)]
    pub from: Option<NaiveDate>,
    /// Last day; empty means until further notice.
    #[field(label = "To", list)]
    pub to: Option<NaiveDate>,
    #[field(label = "Note", search)]
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn span(&self) -> Span {
        Span::new(self.from, self.to)
    }
}

/// Currencies of the lists that a work has asked for.
type Currencies = HashMap<PriceListId, Currency>;
pub(crate) const CURRENCIES: &str = "products.currencies";

pub(crate) fn settle<'a>(change: Change<'a, Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let after = change.after;
        rules::sound(after.span())?;
        if currency(work, after.price_list_id).await? != after.currency {
            return Err(rules::OTHER_CURRENCY.into());
        }
        let others = of(work, after.price_list_id, after.product_id).await?;
        let others = others.iter().filter(|other| other.id != after.id).map(Model::span);
        Ok(rules::apart(after.span(), others, rules::TWO_PRICES)?)
    })
}

pub(crate) fn settled<'a>(wrote: &'a [Wrote<'a>], work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        list_price::forget(work);
        if wrote.len() < 2 {
            return Ok(());
        }
        // Rows of one chunk do not see each other before they are written.
        let mut spans: BTreeMap<(PriceListId, ProductId), Vec<Span>> = BTreeMap::new();
        for row in wrote.iter().filter_map(|row| row.after) {
            let price = record::to_row::<Entity>(row)?;
            let before = spans.entry((price.price_list_id, price.product_id)).or_default();
            rules::apart(price.span(), before.iter().copied(), rules::TWO_PRICES)?;
            before.push(price.span());
        }
        Ok(())
    })
}

async fn currency(work: &mut Work, list: PriceListId) -> Result<Currency> {
    if let Some(currency) = work.kept::<Currencies>(CURRENCIES).and_then(|known| known.get(&list)) {
        return Ok(*currency);
    }
    let currency = work.fetch::<price_list::Entity>(list.0).await?.currency;
    let mut known = work.kept::<Currencies>(CURRENCIES).cloned().unwrap_or_default();
    known.insert(list, currency);
    work.keep(CURRENCIES, known);
    Ok(currency)
}

async fn of(work: &Work, list: PriceListId, product: ProductId) -> Result<Vec<Model>> {
    let of_both = work.every::<Entity>().filter(Column::PriceListId.eq(list)).filter(Column::ProductId.eq(product));
    Ok(of_both.all(work.conn()).await?)
}
