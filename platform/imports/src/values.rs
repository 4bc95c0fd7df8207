//! Cells become values of a field's kind.
//!
//! What one cell cannot tell, its whole column does: a [`Judge`] sees every cell first, decides the order of dates and the
//! decimal mark (or refuses to), and hands out the [`Reading`] that then reads each cell the same way.

mod boolean;
mod choice;
mod contact;
mod date;
mod judge;
mod number;
mod read;

pub use choice::Choices;
pub use date::DateOrder;
pub use judge::{Judge, Said};
pub use number::DecimalMark;
pub use read::{Kind, Reading, Value};

use kernel::{Currency, Field, House, Noun};
use std::sync::Arc;

/// How cells become values of a noun's field; `factor` multiplies amounts of money.
pub fn kind_of(house: &House, noun: &Noun, field: &Field, currency: Currency, factor: Option<i64>) -> Kind {
    match &field.kind {
        kernel::Kind::Text => Kind::Text { most: 400 },
        // References without a look-up are ids, which the door checks.
        kernel::Kind::LongText | kernel::Kind::Ref(_) => Kind::Text { most: 100_000 },
        kernel::Kind::Currency => Kind::Text { most: 3 },
        kernel::Kind::Integer => Kind::Integer,
        kernel::Kind::Quantity => Kind::Quantity,
        kernel::Kind::Decimal => Kind::Decimal,
        kernel::Kind::Percent => Kind::Percent,
        kernel::Kind::Money => Kind::Money {
            currency: currency.code().into(),
            decimals: currency.exponent(),
            factor: factor.unwrap_or(1).into(),
        },
        kernel::Kind::Date => Kind::Date,
        kernel::Kind::Instant => Kind::Instant { zone: house.company().calendar.time_zone() },
        kernel::Kind::Bool => Kind::Bool,
        kernel::Kind::Choice(options) => {
            let labels = |option: &kernel::Choice| {
                let key = format!("{}.fields.{}.{}", noun.name, field.name, option.value);
                let chinese = house.registry.words.say("zh", &key, &option.label).to_owned();
                (option.value.to_string(), vec![option.label.to_string(), chinese])
            };
            Kind::Choice(Arc::new(Choices::new(options.iter().map(labels))))
        }
        kernel::Kind::Tags => Kind::Tags,
        kernel::Kind::Email => Kind::Email,
        kernel::Kind::Phone => Kind::Phone,
        kernel::Kind::Url => Kind::Url,
        kernel::Kind::Json => Kind::Json,
    }
}
