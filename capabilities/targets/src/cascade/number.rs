//! Numbers of a plan as they were written: decimals, never floats.

use kernel::BasisPoints;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error};
use std::str::FromStr;

/// A decimal number that is not below zero, with as many digits as it was written with (at most 28).
///
/// In JSON a number or a text. A JSON number with a fraction is read as the shortest decimal that means it, which is what
/// was written as long as that has at most 15 digits; whoever needs more sends a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub Decimal);

impl Number {
    pub const ZERO: Number = Number(Decimal::ZERO);
    pub const ONE: Number = Number(Decimal::ONE);

    /// The number times ten to `scale`, which is at least [`Number::scale`]; `None` when that does not fit.
    pub fn at_scale(self, scale: u32) -> Option<u128> {
        let digits = u128::try_from(self.0.mantissa()).ok()?;
        digits.checked_mul(10u128.checked_pow(scale.checked_sub(self.0.scale())?)?)
    }

    /// How many digits stand behind the point.
    pub fn scale(self) -> u32 {
        self.0.scale()
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl From<u64> for Number {
    fn from(whole: u64) -> Number {
        Number(Decimal::from(whole))
    }
}

impl FromStr for Number {
    type Err = String;

    fn from_str(text: &str) -> Result<Number, String> {
        let number = signed(text)?;
        if number.is_sign_negative() && !number.is_zero() {
            return Err(format!("{text} is below zero"));
        }
        Ok(Number(number.normalize()))
    }
}

/// Reads `12`, `-0.05` or `1e-3`.
pub fn signed(text: &str) -> Result<Decimal, String> {
    let read = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { Decimal::from_str_exact(text) };
    read.map_err(|_| format!("{text} is not a number, or has too many digits"))
}

/// What JSON offers where a number belongs.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(serde_json::Number),
    Text(String),
}

impl Written {
    fn text(self) -> String {
        match self {
            Written::Number(number) => number.to_string(),
            Written::Text(text) => text,
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        Written::deserialize(deserializer)?.text().parse().map_err(D::Error::custom)
    }
}

/// One plus a ratio that may be negative, as a fraction: 0.05 is 105/100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    pub numerator: u128,
    pub denominator: u128,
    /// The ratio as it was written.
    pub ratio: Decimal,
}

impl Factor {
    pub const ONE: Factor = Factor { numerator: 1, denominator: 1, ratio: Decimal::ZERO };
    /// Nine digits behind the point are a millionth of a thousandth; more would not leave room for amounts.
    const SCALE: u32 = 9;
    const LARGEST: u128 = 1_000_000;

    /// Percent more, as columns keep them; `None` where nothing or less would be left.
    pub fn of_percent(percent: BasisPoints) -> Option<Factor> {
        let whole = BasisPoints::WHOLE.0;
        let numerator = u128::try_from(whole + percent.0).ok().filter(|numerator| *numerator > 0)?;
        Some(Factor {
            numerator,
            denominator: whole.unsigned_abs().into(),
            ratio: Decimal::new(percent.0, 4).normalize(),
        })
    }

    /// `amount × factor`, rounded half up to a whole number; `None` when it is no amount any more.
    pub fn of(self, amount: u64) -> Option<u64> {
        let doubled = 2 * u128::from(amount) * self.numerator + self.denominator;
        amount_of(doubled / (2 * self.denominator))
    }

    /// The least amount that makes at least `sum`; `None` when there is none.
    pub fn least_for(self, sum: u64) -> Option<u64> {
        // floor((2·p·n + d) / 2d) ≥ s  ⇔  p ≥ (2·d·s − d) / 2n, rounded up.
        let needed = (2 * self.denominator * u128::from(sum)).saturating_sub(self.denominator);
        amount_of(needed.div_ceil(2 * self.numerator))
    }

    /// The most that makes at most `sum`.
    pub fn most_for(self, sum: u64) -> u64 {
        // floor((2·p·n + d) / 2d) ≤ s  ⇔  2·p·n < 2·d·(s + 1) − d.
        let below = 2 * self.denominator * (u128::from(sum) + 1) - self.denominator;
        amount_of((below - 1) / (2 * self.numerator)).unwrap_or(LARGEST)
    }
}

/// The largest amount there is: what a database column and a JSON reader can hold.
pub const LARGEST: u64 = i64::MAX as u64;

fn amount_of(number: u128) -> Option<u64> {
    u64::try_from(number).ok().filter(|amount| *amount <= LARGEST)
}

impl<'de> Deserialize<'de> for Factor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Factor, D::Error> {
        let text = Written::deserialize(deserializer)?.text();
        let ratio = signed(&text).map_err(D::Error::custom)?.normalize();
        let one_more = ratio + Decimal::ONE;
        let numerator = u128::try_from(one_more.mantissa()).unwrap_or(0);
        if numerator == 0 {
            return Err(D::Error::custom(format!("{text} leaves nothing: a ratio is above -1")));
        }
        let denominator = 10u128.pow(one_more.scale());
        if one_more.scale() > Factor::SCALE || numerator / denominator > Factor::LARGEST {
            return Err(D::Error::custom(format!(
                "{text} is not a ratio: at most {} decimals, at most a million",
                Factor::SCALE
            )));
        }
        Ok(Factor { numerator, denominator, ratio })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn factor(text: &str) -> Factor {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_number_is_what_was_written() {
        for (json, text) in [
            ("0.1", "0.1"),
            ("3", "3"),
            ("4.50", "4.5"),
            ("\"0.30\"", "0.3"),
            ("1e-7", "0.0000001"),
            ("9007199254740993", "9007199254740993"),
        ] {
            assert_eq!(serde_json::from_str::<Number>(json).unwrap().0.to_string(), text, "{json}");
        }
        for bad in ["-1", "\"x\"", "true", "\"\"", "1e99"] {
            assert!(serde_json::from_str::<Number>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_factor_rounds_half_up() {
        assert_eq!(factor("0.05").of(100_000_000), Some(105_000_000));
        assert_eq!(factor("0.10").of(5), Some(6), "5.5");
        assert_eq!(factor("0.10").of(4), Some(4), "4.4");
        assert_eq!(factor("-0.5").of(3), Some(2), "1.5");
        assert_eq!(factor("1").of(LARGEST), None);
        assert!(serde_json::from_str::<Factor>("-1").is_err());
    }

    proptest! {
        #[test]
        fn least_and_most_are_the_ends_of_what_makes_a_sum(sum in 0u64..10_000, percent in -90i64..300) {
            let factor = factor(&format!("{}", Decimal::new(percent, 2)));
            let least = factor.least_for(sum).unwrap();
            prop_assert!(factor.of(least).unwrap() >= sum);
            prop_assert!(least == 0 || factor.of(least - 1).unwrap() < sum);
            let most = factor.most_for(sum);
            prop_assert!(factor.of(most).unwrap() <= sum && factor.of(most + 1).unwrap() > sum);
        }
    }
}
