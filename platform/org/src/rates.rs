//! The rates in force, looked up by currency and day.

use crate::{exchange_rate::Entity, rules};
use chrono::NaiveDate;
use kernel::{Actor, Currency, House, Result, money::Rate};
use std::collections::BTreeMap;

/// A rate as it was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub valid_from: NaiveDate,
    /// Decimal digits: `7.1234`.
    pub text: String,
    pub rate: Rate,
}

/// All of them, read once; a look-up costs no statement.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    /// By (from, into), oldest first.
    quotes: BTreeMap<(Currency, Currency), Vec<Quote>>,
}

impl Rates {
    pub async fn load(house: &House) -> Result<Self> {
        let system = Actor::system();
        let rows = house.reader(&system).visible::<Entity>().all(house.store.reader()).await?;
        let mut rates = Self::default();
        for row in rows {
            let (text, rate) = (row.rate.to_string(), rules::rate(&row.rate)?);
            let quotes = rates.quotes.entry((row.currency, row.to_currency)).or_default();
            quotes.push(Quote { valid_from: row.valid_from, text, rate });
        }
        rates.quotes.values_mut().for_each(|quotes| quotes.sort_by_key(|quote| quote.valid_from));
        Ok(rates)
    }

    /// The rate in force on a day; none before the first one begins.
    pub fn on(&self, from: Currency, into: Currency, day: NaiveDate) -> Option<&Quote> {
        let quotes = self.quotes.get(&(from, into))?;
        let begun = quotes.partition_point(|quote| quote.valid_from <= day);
        quotes[..begun].last()
    }
}
