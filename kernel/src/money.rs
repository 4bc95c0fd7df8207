//! Amounts, currencies, percentages and quantities, all of them whole numbers inside.
//!
//! An amount is an `i64` count of its currency's smallest unit, so sums are exact and a database column of amounts is a
//! column of integers. Rounding happens once, in [`Minor::scaled`], half away from zero: a reversal is then exactly the
//! negative of what it reverses.

mod allocation;
mod currency;
mod digits;
mod exact;
mod fixed;

use std::fmt;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use allocation::{AllocationError, allocate};
pub use currency::{Currency, Rate};
pub use digits::Digits;
pub use exact::{BasisPoints, Quantity};
pub use fixed::NumberError;

/// An amount in minor units (cents, fen, yen) of the currency that its row names.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct Minor(pub i64);

impl Minor {
    pub const ZERO: Minor = Minor(0);

    /// Reads `12.34`: an optional minus, digits, and at most as many decimals as the currency has.
    pub fn parse(text: &str, currency: Currency) -> Result<Minor, NumberError> {
        fixed::parse(text, currency.exponent()).map(Minor)
    }

    /// `12.34`, always with all the decimals of the currency.
    pub fn text(self, currency: Currency) -> String {
        fixed::padded(self.0, currency.exponent())
    }

    pub fn checked_add(self, other: Minor) -> Option<Minor> {
        self.0.checked_add(other.0).map(Minor)
    }

    pub fn checked_sub(self, other: Minor) -> Option<Minor> {
        self.0.checked_sub(other.0).map(Minor)
    }

    pub fn checked_neg(self) -> Option<Minor> {
        self.0.checked_neg().map(Minor)
    }

    pub fn checked_mul(self, factor: i64) -> Option<Minor> {
        self.0.checked_mul(factor).map(Minor)
    }

    /// The sum, or `None` when it does not fit 64 bits. Only the total has to fit, not each partial sum.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Minor>) -> Option<Minor> {
        let total = amounts.into_iter().try_fold(0i128, |sum, amount| sum.checked_add(i128::from(amount.0)))?;
        i64::try_from(total).ok().map(Minor)
    }

    /// `self × numerator ÷ denominator`, rounded half away from zero. `None` when it does not fit or divides by zero.
    pub fn scaled(self, numerator: i128, denominator: i128) -> Option<Minor> {
        let product = i128::from(self.0).checked_mul(numerator)?;
        let rounded = fixed::divide_half_away(product, denominator)?;
        i64::try_from(rounded).ok().map(Minor)
    }
}

/// An amount together with its currency; in JSON `{"amount": "12.34", "currency": "CNY"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    pub amount: Minor,
    pub currency: Currency,
}

/// Why two amounts could not be brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("{left} and {right} are different currencies")]
    OtherCurrency { left: Currency, right: Currency },
    #[error("the amount is too large")]
    TooLarge,
}

impl MoneyError {
    /// The stable code that a problem document carries.
    pub fn code(self) -> &'static str {
        match self {
            MoneyError::OtherCurrency { .. } => "money.other_currency",
            MoneyError::TooLarge => "money.too_large",
        }
    }
}

impl Money {
    pub const fn new(amount: Minor, currency: Currency) -> Money {
        Money { amount, currency }
    }

    pub const fn zero(currency: Currency) -> Money {
        Money { amount: Minor::ZERO, currency }
    }

    pub fn parse(amount: &str, currency: Currency) -> Result<Money, NumberError> {
        Minor::parse(amount, currency).map(|amount| Money { amount, currency })
    }

    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.with(other, Minor::checked_add)
    }

    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.with(other, Minor::checked_sub)
    }

    /// The same value in another currency, rounded once to that currency's smallest unit.
    pub fn convert(self, to: Currency, rate: Rate) -> Result<Money, MoneyError> {
        let amount = rate.apply(self.amount, self.currency, to).ok_or(MoneyError::TooLarge)?;
        Ok(Money { amount, currency: to })
    }

    fn with(self, other: Money, work: fn(Minor, Minor) -> Option<Minor>) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::OtherCurrency { left: self.currency, right: other.currency });
        }
        let amount = work(self.amount, other.amount).ok_or(MoneyError::TooLarge)?;
        Ok(Money { amount, currency: self.currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.amount.text(self.currency), self.currency)
    }
}

/// What travels: the amount is text because JSON readers turn long numbers into floats.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    amount: String,
    currency: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire { amount: self.amount.text(self.currency), currency: self.currency }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let wire = Wire::deserialize(deserializer)?;
        Money::parse(&wire.amount, wire.currency).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn any_currency() -> impl Strategy<Value = Currency> {
        proptest::sample::select(vec![Currency::CNY, Currency::USD, Currency::JPY, currency("KWD"), currency("CLF")])
    }

    #[test]
    fn an_amount_has_as_many_decimals_as_its_currency() {
        assert_eq!(Minor::parse("12.34", Currency::CNY), Ok(Minor(1234)));
        assert_eq!(Minor::parse("12.3", Currency::CNY), Ok(Minor(1230)));
        assert_eq!(Minor::parse("12", Currency::JPY), Ok(Minor(12)));
        assert_eq!(Minor::parse("-0.005", currency("KWD")), Ok(Minor(-5)));
        assert_eq!(Minor::parse("12.345", Currency::CNY), Err(NumberError::TooManyDecimals { allowed: 2 }));
        assert_eq!(Minor::parse("12.0", Currency::JPY), Err(NumberError::TooManyDecimals { allowed: 0 }));
        assert_eq!(Minor(-5).text(Currency::CNY), "-0.05");
        assert_eq!(Minor(7).text(Currency::JPY), "7");
        assert_eq!(Minor(1234).text(currency("KWD")), "1.234");
    }

    #[test]
    fn money_travels_as_text_and_says_what_is_wrong() {
        let money = Money::new(Minor(1234), Currency::CNY);
        let json = serde_json::to_value(money).unwrap();
        assert_eq!(json, serde_json::json!({"amount": "12.34", "currency": "CNY"}));
        assert_eq!(serde_json::from_value::<Money>(json).unwrap(), money);
        for (bad, says) in [
            (r#"{"amount":12.34,"currency":"CNY"}"#, "string"),
            (r#"{"amount":"12.345","currency":"CNY"}"#, "2 decimals"),
            (r#"{"amount":"1,234.00","currency":"CNY"}"#, "not a number"),
            (r#"{"amount":"1","currency":"cny"}"#, "cny"),
            (r#"{"amount":"1","currency":"XXX"}"#, "XXX"),
            (r#"{"amount":"1"}"#, "currency"),
        ] {
            let error = serde_json::from_str::<Money>(bad).unwrap_err().to_string();
            assert!(error.contains(says), "{bad}: {error}");
        }
    }

    #[test]
    fn different_currencies_do_not_add() {
        let yuan = Money::new(Minor(1), Currency::CNY);
        let dollar = Money::new(Minor(1), Currency::USD);
        assert_eq!(yuan.checked_add(dollar).unwrap_err().code(), "money.other_currency");
        let most = Money::new(Minor(i64::MAX), Currency::CNY);
        assert_eq!(most.checked_add(yuan), Err(MoneyError::TooLarge));
    }

    proptest! {
        #[test]
        fn text_and_amount_round_trip(amount: i64, currency in any_currency()) {
            let money = Money::new(Minor(amount), currency);
            prop_assert_eq!(Minor::parse(&Minor(amount).text(currency), currency), Ok(Minor(amount)));
            let json = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,24}", currency in any_currency()) {
            let _ = Minor::parse(&text, currency);
        }

        #[test]
        fn scaling_is_symmetric_and_within_half_a_unit(amount in -1_000_000_000_000i64.., by in 0i128..10_000, of in 1i128..10_000) {
            let amount = Minor(amount.min(1_000_000_000_000));
            let scaled = amount.scaled(by, of).unwrap();
            let error = i128::from(scaled.0) * of - i128::from(amount.0) * by;
            prop_assert!(2 * error.abs() <= of);
            prop_assert_eq!(amount.checked_neg().unwrap().scaled(by, of), scaled.checked_neg());
        }

        #[test]
        fn a_sum_is_the_sum_of_its_parts(amounts in proptest::collection::vec(any::<i64>(), 0..40)) {
            let exact: i128 = amounts.iter().map(|&amount| i128::from(amount)).sum();
            prop_assert_eq!(Minor::checked_sum(amounts.into_iter().map(Minor)), i64::try_from(exact).ok().map(Minor));
        }
    }
}
