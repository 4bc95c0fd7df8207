//! Percentages and quantities: decimal numbers for people and programs, whole numbers where they are stored.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Minor, NumberError, fixed};

/// JSON numbers are floats to most readers; up to 15 digits a float gives back exactly the decimal text it was made from.
const LARGEST: i64 = 999_999_999_999_999;

/// A percentage in hundredths of a percent: 12.5 % is `BasisPoints(1250)`; stored as 1250, in the API the number 12.5.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct BasisPoints(pub i64);

/// A count or measure in ten-thousandths: 1.5 pieces is `Quantity(15_000)`; stored as 15000, in the API the number 1.5.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct Quantity(pub i64);

impl BasisPoints {
    pub const DECIMALS: u32 = 2;
    pub const ZERO: BasisPoints = BasisPoints(0);
    /// 100 %.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// This percentage of an amount, rounded half away from zero; `None` when it does not fit.
    pub fn of(self, amount: Minor) -> Option<Minor> {
        amount.scaled(i128::from(self.0), i128::from(BasisPoints::WHOLE.0))
    }
}

impl Quantity {
    pub const DECIMALS: u32 = 4;
    pub const ZERO: Quantity = Quantity(0);
    pub const ONE: Quantity = Quantity(10_000);

    /// What this many cost at a price for one, rounded half away from zero; `None` when it does not fit.
    pub fn at(self, unit_price: Minor) -> Option<Minor> {
        unit_price.scaled(i128::from(self.0), i128::from(Quantity::ONE.0))
    }
}

fn read(text: &str, decimals: u32) -> Result<i64, NumberError> {
    let value = fixed::parse(text, decimals)?;
    if value.unsigned_abs() > LARGEST.unsigned_abs() { Err(NumberError::TooLarge) } else { Ok(value) }
}

/// A whole number where there is one, else the nearest float, which prints as the same decimal text.
fn number(value: i64, decimals: u32) -> Value {
    let unit = 10i64.pow(decimals);
    if value % unit == 0 {
        return Value::from(value / unit);
    }
    let nearest: f64 = fixed::padded(value, decimals).parse().expect("decimal digits are a float's text");
    Value::from(nearest)
}

macro_rules! exact_number {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = NumberError;

            /// Reads text such as `12.5`, without separators or signs other than minus.
            fn from_str(text: &str) -> Result<$name, NumberError> {
                read(text, $name::DECIMALS).map($name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&fixed::shortest(self.0, $name::DECIMALS))
            }
        }

        impl $name {
            /// The number as the API gives it.
            pub fn number(self) -> Value {
                number(self.0, $name::DECIMALS)
            }
        }
    };
}

exact_number!(BasisPoints);
exact_number!(Quantity);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_percentage_is_a_number_with_two_decimals() {
        assert_eq!(BasisPoints(1250).number().to_string(), "12.5");
        assert_eq!(BasisPoints(1200).number().to_string(), "12");
        assert_eq!("12.5".parse(), Ok(BasisPoints(1250)));
        assert_eq!("-3".parse(), Ok(BasisPoints(-300)));
        for bad in ["12.345", "0.30000000000000004", "18446744073709551615", "true", ""] {
            assert!(bad.parse::<BasisPoints>().is_err(), "{bad}");
        }
        assert_eq!(serde_json::to_string(&BasisPoints(1250)).unwrap(), "1250", "stored as a whole number");
        assert_eq!("12.345".parse::<BasisPoints>(), Err(NumberError::TooManyDecimals { allowed: 2 }));
        assert_eq!("9999999999999999".parse::<BasisPoints>(), Err(NumberError::TooLarge));
    }

    #[test]
    fn a_share_and_a_line_round_once() {
        assert_eq!(BasisPoints(1250).of(Minor(100)), Some(Minor(13)), "12.5 cents go up");
        assert_eq!(BasisPoints(-1250).of(Minor(100)), Some(Minor(-13)));
        assert_eq!(Quantity(15_000).at(Minor(333)), Some(Minor(500)));
        assert_eq!(Quantity::ONE.at(Minor(i64::MAX)), Some(Minor(i64::MAX)));
        assert_eq!(Quantity(20_000).at(Minor(i64::MAX)), None);
    }

    proptest! {
        #[test]
        fn json_and_text_round_trip(value in -LARGEST..=LARGEST) {
            prop_assert_eq!(BasisPoints(value).number().to_string().parse(), Ok(BasisPoints(value)));
            prop_assert_eq!(Quantity(value).number().to_string().parse(), Ok(Quantity(value)));
            prop_assert_eq!(Quantity(value).to_string().parse(), Ok(Quantity(value)));
            prop_assert_eq!(BasisPoints(value).to_string().parse(), Ok(BasisPoints(value)));
        }
    }
}
