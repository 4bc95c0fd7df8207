//! Rows between their four forms: typed model, stored record, database columns, API JSON.

use crate::{
    BasisPoints, Currency, Error, Field, FieldError, Kind, Minor, Money, Noun, Quantity, Record, Resource, Result, Row,
    money::Digits,
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use sea_orm::{QueryResult, Value as Bound, prelude::Uuid};
use serde_json::{Value, json};

/// Columns that stand before a noun's own in every row the door reads.
pub const LEADING: [&str; 5] = ["id", "version", "created_at", "updated_at", "custom"];

pub fn to_row<E: Resource>(record: &Record) -> Result<Row<E>> {
    Ok(serde::Deserialize::deserialize(record)?)
}

pub fn of_row<E: Resource>(row: &Row<E>) -> Result<Record> {
    match serde_json::to_value(row)? {
        Value::Object(record) => Ok(record),
        other => Err(Error::internal(format!("a row of {} is not an object: {other}", E::NAME))),
    }
}

/// The row's id.
pub fn id(record: &Record) -> Result<Uuid> {
    uuid(record, "id").ok_or_else(|| Error::internal("a record without an id"))
}

pub fn uuid(record: &Record, field: &str) -> Option<Uuid> {
    record.get(field).and_then(Value::as_str).and_then(|text| Uuid::parse_str(text).ok())
}

/// Now, as exactly as both databases keep it.
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

pub fn instant(at: DateTime<Utc>) -> Value {
    json!(at)
}

/// Reads a row selected as [`LEADING`] and then the noun's own columns, in order.
pub fn read(row: &QueryResult, noun: &Noun) -> Result<Record> {
    let mut record = noun.blank().clone();
    let mut values = record.values_mut();
    let leading = [
        json!(row.try_get_by_index::<Uuid>(0)?),
        json!(row.try_get_by_index::<i64>(1)?),
        instant(row.try_get_by_index(2)?),
        // Of a row of then it is not known.
        json!(row.try_get_by_index::<Option<DateTime<Utc>>>(3)?),
        row.try_get_by_index::<Option<Value>>(4)?.unwrap_or_else(|| json!({})),
    ];
    let at = leading.len();
    for (value, held) in leading.into_iter().zip(values.by_ref()) {
        *held = value;
    }
    for ((held, field), at) in values.zip(noun.built_in()).zip(at..) {
        *held = column(row, at, &field.kind)?;
    }
    Ok(record)
}

/// Whether the record holds what [`read`] reads, in that order: one of then may lack fields and hold others.
pub fn is_whole(record: &Record, noun: &Noun) -> bool {
    record.keys().eq(noun.blank().keys())
}

fn column(row: &QueryResult, at: usize, kind: &Kind) -> Result<Value> {
    Ok(match kind {
        Kind::Text
        | Kind::LongText
        | Kind::Decimal
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Choice(_)
        | Kind::Currency => row.try_get_by_index::<Option<String>>(at)?.into(),
        Kind::Integer | Kind::Quantity | Kind::Percent | Kind::Money => row.try_get_by_index::<Option<i64>>(at)?.into(),
        Kind::Date => json!(row.try_get_by_index::<Option<NaiveDate>>(at)?),
        Kind::Instant => json!(row.try_get_by_index::<Option<DateTime<Utc>>>(at)?),
        Kind::Bool => row.try_get_by_index::<Option<bool>>(at)?.into(),
        Kind::Ref(_) => json!(row.try_get_by_index::<Option<Uuid>>(at)?),
        Kind::Tags | Kind::Json => row.try_get_by_index::<Option<Value>>(at)?.unwrap_or(Value::Null),
    })
}

/// A stored value as a bound parameter; `null` keeps its type, which PostgreSQL asks for.
pub fn bind(kind: &Kind, value: &Value) -> Result<Bound> {
    let wrong = || Error::internal(format!("{value} is not a stored {}", kind.word()));
    let text = || match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => Err(wrong()),
    };
    Ok(match kind {
        Kind::Text
        | Kind::LongText
        | Kind::Decimal
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Choice(_)
        | Kind::Currency => Bound::String(text()?),
        Kind::Integer | Kind::Quantity | Kind::Percent | Kind::Money => match value {
            Value::Null => Bound::BigInt(None),
            other => Bound::BigInt(Some(other.as_i64().ok_or_else(wrong)?)),
        },
        Kind::Date => {
            let date = text()?.map(|text| text.parse::<NaiveDate>().map_err(|_| wrong())).transpose()?;
            Bound::ChronoDate(date)
        }
        Kind::Instant => {
            let at = text()?.map(|text| text.parse::<DateTime<Utc>>().map_err(|_| wrong())).transpose()?;
            Bound::ChronoDateTimeUtc(at)
        }
        Kind::Bool => match value {
            Value::Null => Bound::Bool(None),
            other => Bound::Bool(Some(other.as_bool().ok_or_else(wrong)?)),
        },
        Kind::Ref(_) => Bound::Uuid(text()?.map(|text| text.parse::<Uuid>().map_err(|_| wrong())).transpose()?),
        Kind::Tags | Kind::Json => match value {
            Value::Null => Bound::Json(None),
            other => Bound::Json(Some(Box::new(other.clone()))),
        },
    })
}

/// Whether a value that a person or a program sent fits the field; its stored form if so.
///
/// `currency` is the row's, for money given without one.
pub fn accept(field: &Field, value: &Value, currency: Currency) -> Result<Value, FieldError> {
    let refuse = |code, text| Err(FieldError::new(field.name.clone(), code, text).value(shown(value)));
    if is_blank(value) {
        return if field.nullable && !field.must {
            Ok(Value::Null)
        } else {
            Err(FieldError::required(field.name.clone()))
        };
    }
    // PostgreSQL keeps no such character, and nothing that people type holds one.
    if holds_nul(value) {
        return refuse("fields.not_text", "this holds characters that are not text");
    }
    let longest = field.kind.longest().unwrap_or(usize::MAX);
    match &field.kind {
        Kind::Text | Kind::LongText => match value.as_str() {
            Some(text) if text.chars().count() > longest => {
                let error = FieldError::new(field.name.clone(), "fields.too_long", "at most {longest} characters");
                Err(error.with("longest", longest).value(shown(value)))
            }
            Some(text) => Ok(text.trim().into()),
            None => refuse("fields.not_text", "this is not text"),
        },
        Kind::Email => match value.as_str().map(str::trim) {
            Some(text) if looks_like_mail(text) => Ok(text.to_lowercase().into()),
            _ => refuse("fields.not_email", "this is not a mail address"),
        },
        Kind::Phone => match value.as_str().map(str::trim) {
            Some(text) if looks_like_phone(text) => Ok(text.into()),
            _ => refuse("fields.not_phone", "this is not a telephone number"),
        },
        Kind::Url => match value.as_str().map(str::trim) {
            Some(text) if text.len() > longest => {
                refuse("fields.too_long_address", "an address has at most 2,000 letters")
            }
            Some(text) if text.starts_with("https://") || text.starts_with("http://") => Ok(text.into()),
            _ => refuse("fields.not_url", "an address begins with https:// or http://"),
        },
        Kind::Integer => match value.as_i64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok())) {
            Some(number) => Ok(number.into()),
            None => refuse("fields.not_integer", "this is not a whole number"),
        },
        Kind::Quantity => match exact(value).and_then(|text| text.parse::<Quantity>().ok()) {
            Some(quantity) => Ok(quantity.0.into()),
            None => refuse("fields.not_number", "this is not a number with at most 4 decimals"),
        },
        Kind::Decimal => match exact(value).and_then(|text| text.parse::<Digits>().ok()) {
            Some(digits) => Ok(json!(digits)),
            None => refuse(
                "fields.not_decimal",
                "this is not a number with at most 9 digits before the point and 12 behind it, such as 7.1234",
            ),
        },
        Kind::Percent => match exact(value).and_then(|text| text.parse::<BasisPoints>().ok()) {
            Some(percent) => Ok(percent.0.into()),
            None => refuse("fields.not_percent", "this is not a percentage with at most 2 decimals"),
        },
        Kind::Money => money(field, value, currency),
        Kind::Currency => match value.as_str().and_then(|text| text.trim().to_uppercase().parse::<Currency>().ok()) {
            Some(currency) => Ok(currency.code().into()),
            None => refuse("fields.not_currency", "this is not a currency code such as CNY"),
        },
        Kind::Date => match value.as_str().and_then(|text| text.trim().parse::<NaiveDate>().ok()) {
            Some(date) if (1900..=2999).contains(&chrono::Datelike::year(&date)) => Ok(json!(date)),
            Some(_) => refuse("fields.date_range", "a date lies between the years 1900 and 2999"),
            None => refuse("fields.not_date", "a date is written like 2026-03-01"),
        },
        Kind::Instant => match value.as_str().and_then(|text| text.trim().parse::<DateTime<Utc>>().ok()) {
            Some(at) if (1900..=2999).contains(&chrono::Datelike::year(&at)) => Ok(instant(at.trunc_subsecs(6))),
            _ => refuse("fields.not_instant", "a moment is written like 2026-03-01T09:30:00Z"),
        },
        Kind::Bool => match value {
            Value::Bool(yes) => Ok((*yes).into()),
            Value::String(text) if matches!(text.as_str(), "true" | "1") => Ok(true.into()),
            Value::String(text) if matches!(text.as_str(), "false" | "0") => Ok(false.into()),
            _ => refuse("fields.not_bool", "this is neither yes nor no"),
        },
        Kind::Choice(options) => match value.as_str() {
            Some(text) if options.iter().any(|option| option.value == text) => Ok(text.into()),
            _ => refuse("fields.not_option", "this is not one of the options"),
        },
        Kind::Ref(_) => match value.as_str().and_then(|text| Uuid::parse_str(text).ok()) {
            Some(id) => Ok(json!(id)),
            None => refuse("fields.not_reference", "this is not the id of a row"),
        },
        Kind::Tags => match value.as_array().map(|tags| tags.iter().map(Value::as_str).collect::<Option<Vec<_>>>()) {
            Some(Some(tags)) if tags.len() <= 100 && tags.iter().all(|tag| tag.chars().count() <= 100) => {
                let mut kept: Vec<&str> = Vec::with_capacity(tags.len());
                for tag in tags.into_iter().map(str::trim).filter(|tag| !tag.is_empty()) {
                    if !kept.contains(&tag) {
                        kept.push(tag);
                    }
                }
                Ok(json!(kept))
            }
            _ => refuse("fields.not_tags", "tags are a list of at most 100 short words"),
        },
        Kind::Json => Ok(value.clone()),
    }
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(parts) => parts.iter().any(holds_nul),
        Value::Object(parts) => parts.iter().any(|(name, part)| name.contains('\0') || holds_nul(part)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn money(field: &Field, value: &Value, currency: Currency) -> Result<Value, FieldError> {
    let refuse = |code, text| Err(FieldError::new(field.name.clone(), code, text).value(shown(value)));
    let (amount, given) = match value {
        Value::Object(parts) => (parts.get("amount").cloned().unwrap_or(Value::Null), parts.get("currency")),
        other => (other.clone(), None),
    };
    if let Some(given) = given.filter(|given| !given.is_null())
        && given.as_str().and_then(|text| text.parse::<Currency>().ok()) != Some(currency)
    {
        return refuse("fields.other_currency", "an amount is in the currency of its row");
    }
    match exact(&amount).and_then(|text| Money::parse(&text, currency).ok()) {
        Some(money) => Ok(money.amount.0.into()),
        None => refuse("fields.not_money", "this is not an amount in its currency, such as 12.34"),
    }
}

/// What is wrong with a number in stored form that lies outside the range of its field.
pub fn outside(field: &Field, stored: &Value, currency: Currency) -> Option<FieldError> {
    let decimals = if field.kind == Kind::Money { currency.exponent() } else { field.kind.decimals()? };
    let unit = 10i128.pow(decimals);
    let number = i128::from(stored.as_i64()?);
    let wrong = |code, text| FieldError::new(field.name.clone(), code, text);
    match (field.range.least, field.range.most) {
        (Some(least), _) if number < i128::from(least) * unit => {
            Some(wrong("fields.too_small", "at least {least}").with("least", least))
        }
        (_, Some(most)) if number > i128::from(most) * unit => {
            Some(wrong("fields.too_large", "at most {most}").with("most", most))
        }
        (None | Some(_), None | Some(_)) => None,
    }
}

/// Whether the API shows values of this kind in another form than the stored one.
pub fn shown_otherwise(kind: &Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Percent | Kind::Quantity | Kind::Decimal)
}

/// A stored value as the API shows it.
pub fn show(kind: &Kind, value: &Value, currency: Currency) -> Value {
    if let (Kind::Decimal, Some(text)) = (kind, value.as_str()) {
        return Digits::shown(text).into();
    }
    let Some(number) = value.as_i64() else { return value.clone() };
    match kind {
        Kind::Money => json!(Money { amount: Minor(number), currency }),
        Kind::Percent => BasisPoints(number).number(),
        Kind::Quantity => Quantity(number).number(),
        Kind::Text
        | Kind::LongText
        | Kind::Decimal
        | Kind::Integer
        | Kind::Currency
        | Kind::Date
        | Kind::Instant
        | Kind::Bool
        | Kind::Choice(_)
        | Kind::Ref(_)
        | Kind::Tags
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Json => value.clone(),
    }
}

/// The currency of a row: its `currency` field, else the company's.
pub fn currency(record: &Record, company: Currency) -> Currency {
    record.get("currency").and_then(Value::as_str).and_then(|text| text.parse().ok()).unwrap_or(company)
}

pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A number as it was written, from JSON text or number.
fn exact(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn shown(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.chars().take(80).collect()
}

fn looks_like_mail(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c.is_control());
    plain(name)
        && plain(host)
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && Kind::Email.longest().is_none_or(|longest| text.len() <= longest)
}

fn looks_like_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || "+-() .#*x转,ext".contains(c))
}
