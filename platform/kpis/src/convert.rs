//! Amounts of other currencies in the company's: each row at the rate in force on the metric's own date, rounded by
//! itself, so that the rows behind a number add up to it.
//!
//! Only rows of other currencies come here; where there are none, nothing of this runs.

use crate::{cut, feed::fault, numbers::Numbers, plan, question::Question, read, shape};
use analytics::{Expr, Key, Mask, Number, Query};
use chrono::NaiveDate;
use kernel::{
    Currency, Kind, Metric, Minor, Money, Noun, Record, Refusal, Result,
    metric::{Measure, When},
    record,
};
use org::{Rates, rates::Quote};
use sea_orm::prelude::Uuid;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

const NO_RATE: Refusal = Refusal::new(
    "kpis.no_rate",
    "there are amounts in {currency}, and no rate says what they were worth in {company} on {date}",
);
pub const TOO_LARGE: Refusal = Refusal::new("kpis.too_large", "the total is too large to be shown exactly");

/// A rate that an answer went by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    pub currency: Currency,
    pub into: Currency,
    pub valid_from: NaiveDate,
    /// Decimal digits: `7.1234`.
    pub rate: String,
}

impl Used {
    pub fn json(&self) -> Value {
        json!({
            "currency": self.currency.code(),
            "into": self.into.code(),
            "rate": self.rate,
            "valid_from": self.valid_from,
        })
    }
}

/// The field of amounts that a part of a metric adds up, with the percent field they are weighted by.
pub fn adds(noun: &Noun, part: &Measure) -> Option<(&'static str, Option<&'static str>)> {
    let (field, percent) = match *part {
        Measure::Sum(field, _) | Measure::Due(field, _) => (field, None),
        Measure::Weighted { field, percent, .. } => (field, Some(percent)),
        Measure::Count(_)
        | Measure::Days { .. }
        | Measure::MedianDays { .. }
        | Measure::Age { .. }
        | Measure::Of(_) => {
            return None;
        }
    };
    noun.field(field).is_some_and(|field| field.kind == Kind::Money).then_some((field, percent))
}

/// Which currency codes of the mirror are not the company's, and what they stand for.
pub struct Foreign {
    field: String,
    company: Currency,
    codes: BTreeMap<i64, Currency>,
}

impl Foreign {
    /// Of a noun whose rows say what currency they are in.
    pub fn of(numbers: &Numbers, noun: &Noun) -> Option<Self> {
        let field = shape::currency(noun)?;
        let company = numbers.house.company().currency;
        let words = numbers.mirror.dictionary(&shape::dictionary(&numbers.house.registry, noun, &field));
        let known =
            (0..words.len() as u32).filter_map(|code| Some((i64::from(code), words.label(code)?.parse().ok()?)));
        let codes = known.filter(|(_, currency)| *currency != company).collect();
        Some(Foreign { field, company, codes })
    }

    pub fn key(&self) -> Key {
        Key::column(&self.field)
    }

    pub fn is(&self, code: i64) -> bool {
        self.codes.contains_key(&code)
    }

    fn rows(&self) -> Expr {
        let codes = self.codes.keys().filter_map(|code| u32::try_from(*code).ok());
        Expr::InMask { column: self.field.clone(), mask: Arc::new(Mask::of(codes, false)) }
    }

    /// What the rows of other currencies among `rows` add to one part of a metric, under the keys of `group_by`.
    pub async fn added(
        &self,
        numbers: &Numbers,
        question: &Question,
        rows: Expr,
        group_by: &[Key],
        part: &Measure,
        used: &mut BTreeSet<Used>,
    ) -> Result<Vec<(Vec<Option<i64>>, Number)>> {
        let noun = numbers.house.registry.known(question.metric.noun)?;
        let Some((field, percent)) = adds(noun, part) else { return Ok(Vec::new()) };
        // Rows that are alike in all that matters are converted once and counted.
        let mut keys = group_by.to_vec();
        keys.extend([self.key(), Key::column(field)]);
        keys.extend(percent.map(Key::column));
        let dated = matches!(question.metric.when, When::On(_) | When::Over { .. });
        keys.extend(dated.then(|| Key::column(cut::date(question.metric))));
        let query = Query {
            table: noun.name.to_owned(),
            filter: rows.and(self.rows()),
            group_by: keys,
            measures: vec![plan::count_of(numbers, question, part)?],
        };
        let rates = numbers.rates();
        let mut added = Vec::new();
        for row in numbers.mirror.query(&query).await.map_err(fault)?.rows {
            let (own, more) = row.keys.split_at(group_by.len());
            let count = row.values[0].whole();
            let share = if percent.is_some() { more[2].map(i128::from) } else { Some(1) };
            let (Some(code), Some(amount), Some(share)) = (more[0], more[1], share) else { continue };
            if count == 0 || amount == 0 {
                continue;
            }
            let day = more.last().copied().flatten().filter(|_| dated).map(|day| read::date(day as i32));
            let from = self.codes[&code];
            let (amount, quote) = self.convert(numbers, question, &rates, Minor(amount), from, day)?;
            used.insert(Used {
                currency: from,
                into: self.company,
                valid_from: quote.valid_from,
                rate: quote.text.clone(),
            });
            let worth = i128::from(amount.0).checked_mul(share).and_then(|worth| worth.checked_mul(count));
            added.push((own.to_vec(), Number::Whole(worth.ok_or(TOO_LARGE)?)));
        }
        Ok(added)
    }

    /// A row without a date of its own counts as of today.
    fn convert<'a>(
        &self,
        numbers: &Numbers,
        question: &Question,
        rates: &'a Rates,
        amount: Minor,
        from: Currency,
        day: Option<NaiveDate>,
    ) -> Result<(Minor, &'a Quote)> {
        let house = &numbers.house;
        let day = match question.metric.when {
            When::On(_) | When::Over { .. } => day.unwrap_or_else(|| house.today()),
            When::AsOf { .. } => question.day(house),
        };
        let missing = || NO_RATE.with("currency", from).with("company", self.company).with("date", day);
        let quote = rates.on(from, self.company, day).ok_or_else(missing)?;
        Ok((quote.rate.apply(amount, from, self.company).ok_or(TOO_LARGE)?, quote))
    }

    /// What each of these rows adds in the company's currency, for those that are in another.
    pub fn worth(&self, numbers: &Numbers, question: &Question, rows: &[Record]) -> Result<BTreeMap<Uuid, Money>> {
        let metric = question.metric;
        let noun = numbers.house.registry.known(metric.noun)?;
        let Some((field, _)) = amounts(noun, metric) else { return Ok(BTreeMap::new()) };
        let rates = numbers.rates();
        let mut worth = BTreeMap::new();
        for row in rows {
            let from = record::currency(row, self.company);
            let (Some(amount), true) = (row.get(field).and_then(Value::as_i64), from != self.company) else { continue };
            let day = row.get(cut::date(metric)).and_then(Value::as_str).and_then(|day| day.get(..10)?.parse().ok());
            let (amount, _) = self.convert(numbers, question, &rates, Minor(amount), from, day)?;
            worth.insert(record::id(row)?, Money::new(amount, self.company));
        }
        Ok(worth)
    }
}

/// The amounts that a metric is about.
fn amounts(noun: &Noun, metric: &Metric) -> Option<(&'static str, Option<&'static str>)> {
    std::iter::once(&metric.numerator).chain(&metric.denominator).find_map(|part| adds(noun, part))
}
