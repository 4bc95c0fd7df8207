//! One cell, read the way its column was judged.

use super::boolean::yes_or_no;
use super::choice::Choices;
use super::contact;
use super::date::{DateOrder, meanings};
use super::number::{DecimalMark, amounts, stored};
use crate::problem::{Code, Problem};
use crate::reading::Cell;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use kernel::money::{Digits, NumberError};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `most` counts letters.
    Text {
        most: usize,
    },
    Integer,
    /// Stored in ten-thousandths.
    Quantity,
    /// Stored as its digits, so that text sorts as the number.
    Decimal,
    /// Stored in minor units; `decimals` is the currency's exponent. `factor` multiplies first: 1000000 for a column in
    /// millions.
    Money {
        currency: Arc<str>,
        decimals: u32,
        factor: Decimal,
    },
    /// Stored in hundredths of a percent; with or without its sign, `12.5` is 12.5 %.
    Percent,
    Date,
    /// A moment; one without an offset is in the zone of the organization.
    Instant {
        zone: chrono_tz::Tz,
    },
    Bool,
    Choice(Arc<Choices>),
    Tags,
    Email,
    Phone,
    Url,
    Json,
}

/// A value as the field stores it: every number as a whole one in the kind's smallest unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Nothing,
    Text(String),
    Integer(i64),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Bool(bool),
    List(Vec<String>),
    Json(Json),
}

impl Value {
    /// The value as a row holds it.
    pub fn stored(self) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Text(text) => text.into(),
            Self::Integer(number) => number.into(),
            Self::Date(date) => date.to_string().into(),
            Self::Instant(at) => json!(at),
            Self::Bool(value) => value.into(),
            Self::List(list) => list.into(),
            Self::Json(json) => json,
        }
    }
}

/// How to read every cell of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub kind: Kind,
    pub order: DateOrder,
    pub mark: DecimalMark,
}

impl Reading {
    /// Reads a cell; an empty one is [`Value::Nothing`].
    ///
    /// # Errors
    /// A problem with code and value; the caller adds file, row and column.
    pub fn read(&self, cell: Cell<'_>) -> Result<Value, Problem> {
        let text = cell.text();
        if text.is_empty() {
            return Ok(Value::Nothing);
        }
        let wrong = |code| Problem::new(code).value(text);
        match &self.kind {
            Kind::Text { most } => {
                let length = if text.len() <= *most { 0 } else { text.chars().count() };
                if length > *most {
                    return Err(wrong(Code::TooLong).with("length", length).with("most", most));
                }
                Ok(Value::Text(text.to_owned()))
            }
            Kind::Integer => {
                let number = self.number(cell)?;
                if !number.fract().is_zero() {
                    return Err(wrong(Code::NotWhole));
                }
                number.to_i64().map(Value::Integer).ok_or_else(|| wrong(Code::NumberTooLarge))
            }
            Kind::Quantity => self.scaled(cell, Decimal::ONE, 4, ""),
            Kind::Decimal => self.digits(cell),
            Kind::Percent => self.scaled(cell, Decimal::ONE, 2, "%"),
            Kind::Money { currency, decimals, factor } => self.scaled(cell, *factor, *decimals, currency),
            Kind::Date => self.moment(cell).map(|(at, _)| Value::Date(at.date())),
            Kind::Instant { zone } => {
                let (at, offset) = self.moment(cell)?;
                let at = match offset {
                    Some(offset) => at.and_local_timezone(offset).earliest().map(|at| at.to_utc()),
                    None => at.and_local_timezone(*zone).earliest().map(|at| at.to_utc()),
                };
                at.map(Value::Instant).ok_or_else(|| wrong(Code::NotADate).with("example", "2018-03-31 14:30:00"))
            }
            Kind::Bool => yes_or_no(text).map(Value::Bool).ok_or_else(|| wrong(Code::NotYesNo)),
            Kind::Choice(choices) => match choices.find(text) {
                Some(value) => Ok(Value::Text(value.to_owned())),
                None => Err(wrong(Code::NotAChoice)
                    .with("choices", choices.listed())
                    .with("choices.zh", choices.listed_in_chinese())),
            },
            Kind::Tags => Ok(Value::List(tags(text))),
            Kind::Email => contact::email(text).map(Value::Text).ok_or_else(|| wrong(Code::NotAnEmail)),
            Kind::Phone => contact::phone(text).map(Value::Text).ok_or_else(|| wrong(Code::NotAPhone)),
            Kind::Url => contact::url(text).map(Value::Text).ok_or_else(|| wrong(Code::NotAUrl)),
            Kind::Json => Ok(Value::Json(serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned())))),
        }
    }

    fn scaled(&self, cell: Cell<'_>, factor: Decimal, decimals: u32, unit: &str) -> Result<Value, Problem> {
        let wrong = |code| Problem::new(code).value(cell.text());
        let exact = self.number(cell)?.checked_mul(factor);
        let smallest = exact.and_then(|amount| amount.checked_mul(10i64.pow(decimals).into()));
        let smallest = smallest.ok_or_else(|| wrong(Code::NumberTooLarge))?;
        if !smallest.fract().is_zero() {
            return Err(wrong(Code::TooManyDecimals).with("unit", unit).with("decimals", decimals));
        }
        smallest.to_i64().map(Value::Integer).ok_or_else(|| wrong(Code::NumberTooLarge))
    }

    fn digits(&self, cell: Cell<'_>) -> Result<Value, Problem> {
        let wrong = |code| Problem::new(code).value(cell.text());
        match Digits::of(self.number(cell)?) {
            Ok(digits) => Ok(Value::Json(json!(digits))),
            Err(NumberError::TooManyDecimals { allowed }) => {
                Err(wrong(Code::TooManyDecimals).with("unit", "").with("decimals", allowed))
            }
            Err(NumberError::TooLarge) => Err(wrong(Code::NumberTooLarge)),
            Err(NumberError::Malformed) => Err(wrong(Code::NotANumber)),
        }
    }

    fn number(&self, cell: Cell<'_>) -> Result<Decimal, Problem> {
        let found = match cell {
            Cell::Number(text) => stored(text),
            Cell::Text(text) => amounts(text).and_then(|amounts| amounts.under(self.mark)),
        };
        found.ok_or_else(|| Problem::new(Code::NotANumber).value(cell.text()))
    }

    fn moment(&self, cell: Cell<'_>) -> Result<(NaiveDateTime, Option<chrono::FixedOffset>), Problem> {
        let text = cell.text();
        meanings(text).and_then(|meanings| meanings.moment(self.order)).ok_or_else(|| {
            let example = match self.order {
                DateOrder::Ymd | DateOrder::Serial => "2018-03-31",
                DateOrder::Dmy => "31/03/2018",
                DateOrder::Mdy => "03/31/2018",
            };
            Problem::new(Code::NotADate).value(text).with("example", example)
        })
    }
}

fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', ';', '|', '，', '；', '、']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|have| have == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// `5-20` becomes `May-20` when a spreadsheet opens it: worth a look, though the text is kept.
pub fn looks_mangled(text: &str) -> bool {
    let Some((left, right)) = text.split_once('-') else { return false };
    let month = |part: &str| {
        part.len() == 3
            && ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].contains(&part)
    };
    let day = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    month(left) && day(right) || day(left) && month(right)
}
