//! Currencies of ISO 4217 and the rates between them.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Minor, fixed};

/// A currency that amounts can be kept in. Stored and sent as its three capital letters.
///
/// Codes without a smallest unit (metals, testing, "no currency") are refused: an amount could not be counted in them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "String(sea_orm::sea_query::StringLen::N(3))")]
pub struct Currency {
    iso: iso_currency::Currency,
}

/// The text names no currency that amounts can be kept in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a currency (expected three capital letters such as CNY)")]
pub struct UnknownCurrency(pub String);

impl UnknownCurrency {
    /// The stable code that a problem document carries.
    pub fn code(&self) -> &'static str {
        "currency.unknown"
    }
}

impl Currency {
    pub const CNY: Currency = Currency { iso: iso_currency::Currency::CNY };
    pub const EUR: Currency = Currency { iso: iso_currency::Currency::EUR };
    pub const JPY: Currency = Currency { iso: iso_currency::Currency::JPY };
    pub const USD: Currency = Currency { iso: iso_currency::Currency::USD };

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.iso.code()
    }

    /// The English name, such as "Yuan Renminbi".
    pub fn name(&self) -> &str {
        self.iso.name()
    }

    /// The sign people write before an amount, such as `¥`.
    pub fn symbol(self) -> String {
        self.iso.symbol().to_string()
    }

    /// How many decimals an amount has: 0 for JPY, 2 for CNY, 3 for KWD.
    pub fn exponent(self) -> u32 {
        self.iso.exponent().map(u32::from).expect("only currencies with an exponent are constructed")
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Currency, UnknownCurrency> {
        iso_currency::Currency::from_code(code)
            .filter(|iso| iso.exponent().is_some())
            .map(|iso| Currency { iso })
            .ok_or_else(|| UnknownCurrency(code.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How many units of one currency a unit of another is worth, as an exact fraction, so that the way back is exact too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    numerator: i128,
    denominator: i128,
}

impl Rate {
    pub const ONE: Rate = Rate { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; `None` unless both are above zero.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Rate> {
        (numerator > 0 && denominator > 0).then_some(Rate { numerator, denominator })
    }

    /// The rate as people quote it, such as `7.1234`; `None` unless above zero.
    pub fn decimal(quote: Decimal) -> Option<Rate> {
        let quote = quote.normalize();
        Rate::ratio(quote.mantissa(), 10i128.checked_pow(quote.scale())?)
    }

    pub fn inverse(self) -> Rate {
        Rate { numerator: self.denominator, denominator: self.numerator }
    }

    /// The amount in the smallest units of `to`, rounded once; `None` when it does not fit.
    pub fn apply(self, amount: Minor, from: Currency, to: Currency) -> Option<Minor> {
        let mut numerator = self.numerator;
        let mut denominator = self.denominator;
        if to.exponent() >= from.exponent() {
            numerator = numerator.checked_mul(10i128.pow(to.exponent() - from.exponent()))?;
        } else {
            denominator = denominator.checked_mul(10i128.pow(from.exponent() - to.exponent()))?;
        }
        let product = i128::from(amount.0).checked_mul(numerator)?;
        i64::try_from(fixed::divide_half_away(product, denominator)?).ok().map(Minor)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Money;
    use super::*;

    fn rate(text: &str) -> Rate {
        Rate::decimal(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_currency_is_three_capital_letters_that_count_something() {
        assert_eq!("KWD".parse::<Currency>().unwrap().exponent(), 3);
        assert_eq!(Currency::JPY.exponent(), 0);
        assert_eq!(Currency::CNY.exponent(), 2);
        for bad in ["", "cny", "CN", "CNYY", "XXX", "XAU", "人民币"] {
            let refused = bad.parse::<Currency>().unwrap_err();
            assert_eq!(refused, UnknownCurrency(bad.to_owned()));
            assert_eq!(refused.code(), "currency.unknown");
        }
        assert_eq!(serde_json::to_string(&Currency::USD).unwrap(), r#""USD""#);
    }

    #[test]
    fn conversion_rounds_once_and_minds_both_exponents() {
        let dollars = |amount| Money::new(Minor(amount), Currency::USD);
        let converted = |money: Money, to, quote| money.convert(to, rate(quote)).unwrap().amount.0;
        assert_eq!(converted(dollars(10_000), Currency::CNY, "7.1234"), 71_234);
        assert_eq!(converted(dollars(1), Currency::CNY, "0.5"), 1, "half a fen goes up");
        assert_eq!(converted(dollars(-1), Currency::CNY, "0.5"), -1, "and down for a reversal");
        assert_eq!(converted(dollars(10_050), Currency::JPY, "150"), 15_075);
        assert_eq!(converted(dollars(10_000), "KWD".parse().unwrap(), "0.307"), 30_700);
        assert_eq!(converted(Money::new(Minor(15_000), Currency::JPY), Currency::USD, "0.00667"), 10_005);
    }

    #[test]
    fn the_inverse_of_a_rate_is_exact() {
        let yuan_to_dollar = rate("7").inverse();
        let back = Money::new(Minor(700), Currency::CNY).convert(Currency::USD, yuan_to_dollar).unwrap();
        assert_eq!(back, Money::new(Minor(100), Currency::USD));
        assert_eq!(Rate::ratio(0, 1), None);
        assert_eq!(Rate::decimal(Decimal::NEGATIVE_ONE), None);
    }

    #[test]
    fn what_does_not_fit_is_said_and_not_wrapped() {
        let most = Money::new(Minor(i64::MAX), Currency::USD);
        assert!(most.convert(Currency::CNY, rate("7")).is_err());
        assert_eq!(most.convert(Currency::EUR, Rate::ONE).unwrap().amount, Minor(i64::MAX));
    }
}
