//! Exact numbers of any size between a trillionth and a billion, kept so that they sort as numbers do.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};

use super::NumberError;

/// A number that is not below zero, with at most 9 digits before the point and 12 behind it. Stored as its 21 digits, with
/// zeros in front and behind: both databases sort such text as the number. In the API it is text such as `7.1234`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(transparent)]
pub struct Digits(String);

impl Digits {
    pub const WHOLE: u32 = 9;
    pub const DECIMALS: u32 = 12;

    /// # Errors
    /// Below zero, too large, or too many decimals.
    pub fn of(number: Decimal) -> Result<Digits, NumberError> {
        let number = number.normalize();
        let missing = Digits::DECIMALS.checked_sub(number.scale());
        let missing = missing.ok_or(NumberError::TooManyDecimals { allowed: Digits::DECIMALS })?;
        let mantissa = u128::try_from(number.mantissa()).map_err(|_| NumberError::Malformed)?;
        let units = mantissa.checked_mul(10u128.pow(missing)).ok_or(NumberError::TooLarge)?;
        if units >= 10u128.pow(Digits::WHOLE + Digits::DECIMALS) {
            return Err(NumberError::TooLarge);
        }
        Ok(Digits(format!("{units:0width$}", width = (Digits::WHOLE + Digits::DECIMALS) as usize)))
    }

    pub fn decimal(&self) -> Decimal {
        let units: i128 = self.0.parse().expect("only digits are constructed");
        Decimal::from_i128_with_scale(units, Digits::DECIMALS).normalize()
    }

    fn stored(text: &str) -> Option<Digits> {
        let whole = text.len() == (Digits::WHOLE + Digits::DECIMALS) as usize;
        (whole && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| Digits(text.to_owned()))
    }

    /// Stored text as the API shows it. Lines of the journal from before hold it so already.
    pub fn shown(text: &str) -> String {
        Digits::stored(text).map_or_else(|| text.to_owned(), |digits| digits.to_string())
    }
}

impl FromStr for Digits {
    type Err = NumberError;

    /// Reads digits with a point, such as `7.1234`.
    fn from_str(text: &str) -> Result<Digits, NumberError> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !text.starts_with('.');
        let number = text.parse::<Decimal>().ok().filter(|_| plain);
        let number = number.ok_or(NumberError::Malformed)?;
        // What the type of the reader cannot hold it would have rounded.
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
        if decimals > Digits::DECIMALS as usize {
            return Err(NumberError::TooManyDecimals { allowed: Digits::DECIMALS });
        }
        Digits::of(number)
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.decimal().fmt(out)
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Digits, D::Error> {
        let text = String::deserialize(deserializer)?;
        Digits::stored(&text).map_or_else(|| text.parse().map_err(serde::de::Error::custom), Ok)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_read_and_written_to_the_digit() {
        for (given, shown) in
            [("7.10", "7.1"), ("0.000000000001", "0.000000000001"), ("999999999", "999999999"), ("0", "0")]
        {
            assert_eq!(given.parse::<Digits>().unwrap().to_string(), shown);
        }
        assert_eq!(serde_json::to_string(&"7.1".parse::<Digits>().unwrap()).unwrap(), "\"000000007100000000000\"");
        for bad in ["-1", "7,2", ".5", "", "1e3", "1000000000", "0.0000000000001", "0.00000000000000000000000000000001"]
        {
            assert!(bad.parse::<Digits>().is_err(), "{bad}");
        }
        assert_eq!(Digits::shown("000000007100000000000"), "7.1");
        assert_eq!(Digits::shown("7.1"), "7.1", "a line of the journal from before");
        assert_eq!(serde_json::from_str::<Digits>("\"7.10\"").unwrap(), "7.1".parse().unwrap());
    }

    proptest! {
        #[test]
        fn what_is_stored_sorts_as_the_number_does(a in 0i64..1_000_000_000_000, b in 0i64..1_000_000_000_000, x in 0u32..12, y in 0u32..12) {
            let [one, other] = [(a, x), (b, y)].map(|(units, scale)| Decimal::new(units, scale.max(3)));
            let [first, second] = [one, other].map(|number| Digits::of(number).unwrap());
            prop_assert_eq!(first.cmp(&second), one.cmp(&other));
            prop_assert_eq!(first.to_string().parse(), Ok(first));
        }
    }
}
