//! What a product costs on a day, by the default list of a currency.

use crate::{
    price,
    price_list::{self, PriceListId},
    product::ProductId,
};
use chrono::NaiveDate;
use kernel::{Currency, Minor, Result, Work};
use org::Span;
use sea_orm::{ColumnTrait, QueryFilter};
use std::{collections::HashMap, sync::Arc};

/// All prices of default lists, read once a work: an import prices thousands of lines with it.
#[derive(Clone, Debug, Default)]
pub struct PriceBook {
    lists: Vec<(PriceListId, Currency, Span)>,
    prices: HashMap<(PriceListId, ProductId), Vec<(Span, Minor)>>,
}

const KEPT: &str = "products.price_book";

impl PriceBook {
    pub async fn of(work: &mut Work) -> Result<Arc<Self>> {
        if let Some(book) = work.kept::<Arc<Self>>(KEPT) {
            return Ok(book.clone());
        }
        let mut book = Self::default();
        let lists = work.every::<price_list::Entity>().filter(price_list::Column::IsDefault.eq(true));
        for list in lists.all(work.conn()).await? {
            book.lists.push((list.id, list.currency, list.span()));
            let prices = work.every::<price::Entity>().filter(price::Column::PriceListId.eq(list.id));
            for price in prices.all(work.conn()).await? {
                let key = (price.price_list_id, price.product_id);
                book.prices.entry(key).or_default().push((price.span(), price.price));
            }
        }
        let book = Arc::new(book);
        work.keep(KEPT, book.clone());
        Ok(book)
    }

    /// For one of the product's unit, in minor units of the currency; `None` where no default list says.
    pub fn price(&self, product: ProductId, day: NaiveDate, currency: Currency) -> Option<Minor> {
        let lists = self.lists.iter().filter(|(_, of, span)| *of == currency && span.holds(day));
        let mut prices = lists.filter_map(|(list, _, _)| self.prices.get(&(*list, product))).flatten();
        prices.find(|(span, _)| span.holds(day)).map(|(_, price)| *price)
    }

    /// The price that is the same on every day there is; `None` where it changes, begins or ends.
    fn settled(&self, product: ProductId, currency: Currency) -> Option<Minor> {
        let mut lists = self.lists.iter().filter(|(_, of, _)| *of == currency);
        let (Some((list, _, span)), None) = (lists.next(), lists.next()) else { return None };
        match self.prices.get(&(*list, product)).map(Vec::as_slice) {
            Some([(of_price, price)]) if span.always() && of_price.always() => Some(*price),
            Some(_) | None => None,
        }
    }
}

/// A product's price where no day changes it; see [`list_price`].
pub async fn settled_price(work: &mut Work, product: ProductId, currency: Currency) -> Result<Option<Minor>> {
    Ok(PriceBook::of(work).await?.settled(product, currency))
}

/// A product's price on a day by the default list of the currency; see [`PriceBook::price`].
pub async fn list_price(
    work: &mut Work,
    product: ProductId,
    day: NaiveDate,
    currency: Currency,
) -> Result<Option<Minor>> {
    Ok(PriceBook::of(work).await?.price(product, day, currency))
}

/// Prices were written: what was read before does not count any more.
pub(crate) fn forget(work: &mut Work) {
    work.keep(KEPT, ());
    work.keep(price::CURRENCIES, ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_of_the_day_on_the_default_list_of_the_currency() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (list, product) = (PriceListId::new(), ProductId::new());
        let old = Span::new(None, Some(day("2026-03-31")));
        let new = Span::new(Some(day("2026-04-01")), None);
        let book = PriceBook {
            lists: vec![(list, Currency::USD, Span::default())],
            prices: HashMap::from([((list, product), vec![(old, Minor(100)), (new, Minor(120))])]),
        };
        assert_eq!(book.price(product, day("2026-03-31"), Currency::USD), Some(Minor(100)));
        assert_eq!(book.price(product, day("2026-04-01"), Currency::USD), Some(Minor(120)));
        assert_eq!(book.price(product, day("2026-04-01"), Currency::CNY), None);
        assert_eq!(book.settled(product, Currency::USD), None, "it changes");
        let always =
            PriceBook { prices: HashMap::from([((list, product), vec![(Span::default(), Minor(9))])]), ..book.clone() };
        assert_eq!(always.settled(product, Currency::USD), Some(Minor(9)));
        assert_eq!(book.price(ProductId::new(), day("2026-04-01"), Currency::USD), None);
    }
}
